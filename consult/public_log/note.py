"""Signed notes and checkpoints: C2SP signed-note v1.0.0 and tlog-checkpoint v1.0.0, Ed25519 (type 01)."""

from __future__ import annotations

from base64 import b64decode, b64encode
from hashlib import sha256
from pathlib import Path
from typing import Protocol

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from consult.instance.secret_files import secret_file

ED25519 = b"\x01"
EM_DASH = "\u2014"


class NoteInvalid(Exception):
    """A note has not the form of the specification, or lacks a valid signature by the key asked for."""


class Signer(Protocol):
    """Signs notes; a file key now, a hardware module later."""

    origin: str

    def sign(self, text: str) -> str:
        """The whole signed note over `text`, which ends with a newline."""
        ...


def key_id(name: str, public_key: bytes) -> bytes:
    """First four bytes of SHA-256(name || 0x0A || type || key)."""
    return sha256(name.encode() + b"\n" + ED25519 + public_key).digest()[:4]


class FileSigner:
    """An Ed25519 key in a file of mode 0600, made where there is none. The key's name is the log's origin."""

    def __init__(self, origin: str, file: Path) -> None:
        self.origin = origin
        self._key = Ed25519PrivateKey.from_private_bytes(secret_file(file))
        self._public = self._key.public_key().public_bytes_raw()
        self._id = key_id(origin, self._public)

    @property
    def verification_key(self) -> str:
        """The vkey: `name+id+base64(type || key)`."""
        return f"{self.origin}+{self._id.hex()}+{b64encode(ED25519 + self._public).decode()}"

    def sign(self, text: str) -> str:
        signature = b64encode(self._id + self._key.sign(text.encode())).decode()
        return f"{text}\n{EM_DASH} {self.origin} {signature}\n"


class Checkpoint(msgspec.Struct, frozen=True):
    """What a log signs: its origin, its size and its root."""

    origin: str
    size: int
    root: bytes

    def text(self) -> str:
        return f"{self.origin}\n{self.size}\n{b64encode(self.root).decode()}\n"


def parse_checkpoint(text: str) -> Checkpoint:
    """The checkpoint in the text part of a note; extension lines are let pass. Raises NoteInvalid."""
    lines = text.split("\n")
    if len(lines) < 4 or not lines[0] or not lines[1].isdecimal() or (lines[1] != "0" and lines[1].startswith("0")):
        raise NoteInvalid("not a checkpoint: origin, size and root are expected")
    try:
        root = b64decode(lines[2], validate=True)
    except ValueError as error:
        raise NoteInvalid("the root is not base64") from error
    return Checkpoint(lines[0], int(lines[1]), root)


def stated_checkpoint(note: str) -> Checkpoint:
    """What a signed note says, whoever signed it: no signature is looked at. Raises NoteInvalid."""
    return parse_checkpoint(note.rpartition("\n\n")[0] + "\n")


def open_note(note: str, verification_key: str) -> str:
    """The text of `note`, once its signature by `verification_key` is found valid. Raises NoteInvalid."""
    text, separator, signatures = note.rpartition("\n\n")
    if not separator or not note.endswith("\n"):
        raise NoteInvalid("a note is a text, a blank line and signature lines")
    name, identity, key = _parsed_key(verification_key)
    for line in signatures.rstrip("\n").split("\n"):
        dash, _, rest = line.partition(" ")
        signer, _, encoded = rest.partition(" ")
        if dash == EM_DASH and signer == name and b64decode(encoded)[:4] == identity:
            return _verified(text + "\n", b64decode(encoded)[4:], key, name)
    raise NoteInvalid(f"no signature by {name}")


def _parsed_key(verification_key: str) -> tuple[str, bytes, bytes]:
    name, identity, encoded = verification_key.split("+", 2)
    key = b64decode(encoded, validate=True)
    if key[:1] != ED25519 or key_id(name, key[1:]).hex() != identity:
        raise NoteInvalid(f"the verification key of {name} contradicts its id")
    return name, bytes.fromhex(identity), key[1:]


def _verified(text: str, signature: bytes, key: bytes, name: str) -> str:
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, text.encode())
    except InvalidSignature as error:
        raise NoteInvalid(f"the signature by {name} does not fit the text") from error
    return text


def tlog_proof(index: int, proof: list[bytes], checkpoint: str) -> str:
    """A receipt in the form of c2sp.org/tlog-proof@v1."""
    siblings = "".join(f"{b64encode(item).decode()}\n" for item in proof)
    return f"c2sp.org/tlog-proof@v1\nindex {index}\n{siblings}\n{checkpoint}"
