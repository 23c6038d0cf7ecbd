"""Cosignatures of witnesses: C2SP tlog-cosignature v1, Ed25519 (type 04). Needs no server, no database, no secret."""

from __future__ import annotations

from base64 import b64decode
from hashlib import sha256

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from consult.public_log.note import EM_DASH, NoteInvalid

COSIGNATURE = b"\x04"


class WitnessKey(msgspec.Struct, frozen=True):
    """A witness's verification key: its name, the 4 bytes of its id, the 32 bytes of its public key."""

    name: str
    identity: bytes
    public_key: bytes


def witness_key(vkey: str) -> WitnessKey:
    """Raises NoteInvalid where `vkey` is not that of a witness, or contradicts its id."""
    try:
        name, identity, encoded = vkey.split("+", 2)
        key = b64decode(encoded, validate=True)
        found = WitnessKey(name, bytes.fromhex(identity), key[1:])
    except ValueError as error:
        raise NoteInvalid(f"not a verification key: {vkey}") from error
    if key[:1] != COSIGNATURE or len(key) != 33 or sha256(name.encode() + b"\n" + key).digest()[:4] != found.identity:
        raise NoteInvalid(f"not the key of a witness (type 04), or it contradicts its id: {vkey}")
    return found


def cosigned_text(checkpoint_text: str, time: int) -> bytes:
    """What a witness signs: a header, POSIX time in seconds, the note's text with its last newline."""
    return f"cosignature/v1\ntime {time}\n{checkpoint_text}".encode()


def cosignature_time(line: str, key: WitnessKey, checkpoint_text: str) -> int | None:
    """When this signature line was made by `key` over the checkpoint; None where it is another's. Raises NoteInvalid."""
    dash, _, rest = line.partition(" ")
    name, _, encoded = rest.partition(" ")
    if dash != EM_DASH or name != key.name:
        return None
    try:
        raw = b64decode(encoded, validate=True)
    except ValueError as error:
        raise NoteInvalid(f"the cosignature of {name} is not base64") from error
    if raw[:4] != key.identity:
        return None
    time = int.from_bytes(raw[4:12], "big")
    try:
        Ed25519PublicKey.from_public_bytes(key.public_key).verify(raw[12:], cosigned_text(checkpoint_text, time))
    except InvalidSignature as error:
        raise NoteInvalid(f"the cosignature of {name} does not fit the checkpoint") from error
    return time
