"""A receipt checked step by step, from its bytes alone: C2SP tlog-proof v1. Needs no server, no database, no secret."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Iterable, Sequence

import msgspec

from consult.public_log.disclosure import decode_disclosure, digest, parts_of
from consult.public_log.note import Checkpoint, NoteInvalid, open_note, stated_checkpoint
from consult.public_log.proof import ProofInvalid, verify_inclusion
from consult.public_log.tree import leaf_hash

HEADER = "c2sp.org/tlog-proof@v1"


class ReceiptUnreadable(Exception):
    """What was given has not the form of a receipt."""


class TlogProof(msgspec.Struct, frozen=True):
    """The index of a leaf, its sibling hashes from leaf to root, and the signed note over the root."""

    index: int
    siblings: tuple[bytes, ...]
    checkpoint: str


class Step(msgspec.Struct, frozen=True):
    """One check. `name`: words, entry, leaf, root, signature; `facts`: both sides, for a person."""

    name: str
    holds: bool
    facts: dict[str, str]


def parse_tlog_proof(text: str) -> TlogProof:
    """Raises ReceiptUnreadable."""
    head, blank, checkpoint = text.partition("\n\n")
    lines = head.split("\n")
    if blank and len(lines) > 1 and lines[1].startswith("extra "):
        del lines[1]
    if not blank or lines[0] != HEADER or len(lines) < 2 or not lines[1].startswith("index "):
        raise ReceiptUnreadable(f"a proof begins with {HEADER} and an index, and ends with a checkpoint")
    index = lines[1].removeprefix("index ")
    if not index.isascii() or not index.isdecimal() or (index != "0" and index.startswith("0")):
        raise ReceiptUnreadable("the index is not a number")
    try:
        return TlogProof(int(index), tuple(b64decode(line, validate=True) for line in lines[2:]), checkpoint)
    except ValueError as error:
        raise ReceiptUnreadable("a hash of the proof is not base64") from error


def check_receipt(entry: bytes, proof: TlogProof, disclosures: Sequence[str], key: str) -> list[Step]:
    """The result of every check, also after one that failed. `key`: the vkey the checkpoint has to be signed with."""
    leaf = leaf_hash(entry)
    checkpoint, signed = _signed(proof.checkpoint, key)
    return [
        _words(entry, disclosures),
        _entry(entry),
        Step("leaf", True, {"position": str(proof.index), "leaf": leaf.hex()}),
        _root(leaf, proof, checkpoint),
        signed,
    ]


def disclosed_values(disclosures: Iterable[str]) -> dict[str, str]:
    """What the disclosures say, by field, as JSON text."""
    found = {}
    for text in disclosures:
        _, name, value = parts_of(decode_disclosure(text))
        found[name] = bytes(value).decode()
    return found


def _words(entry: bytes, disclosures: Sequence[str]) -> Step:
    try:
        digests = set(msgspec.json.decode(entry).get("_sd", ()))
        strange = [text for text in disclosures if digest(text) not in digests]
        said = disclosed_values(disclosures)
    except (msgspec.MsgspecError, ValueError, AttributeError):
        return Step("words", False, {"problem": "unreadable"})
    return Step("words", not strange, {**said, **({"problem": digest(strange[0])} if strange else {})})


def _entry(entry: bytes) -> Step:
    """Canonical: keys sorted, no white space, so that nothing hides in it."""
    try:
        decoded = msgspec.json.decode(entry)
        same = msgspec.json.Encoder(order="sorted").encode(decoded) == entry and isinstance(decoded, dict)
    except msgspec.MsgspecError:
        return Step("entry", False, {"problem": "unreadable"})
    return Step("entry", same, {"type": str(decoded.get("type", "")), "time": str(decoded.get("timestamp", ""))} if same else {})


def _root(leaf: bytes, proof: TlogProof, checkpoint: Checkpoint | None) -> Step:
    if checkpoint is None:
        return Step("root", False, {"problem": "no checkpoint"})
    facts = {"size": str(checkpoint.size), "root": checkpoint.root.hex()}
    try:
        verify_inclusion(leaf, proof.index, checkpoint.size, proof.siblings, checkpoint.root)
    except ProofInvalid as error:
        return Step("root", False, {**facts, "problem": str(error)})
    return Step("root", True, facts)


def _signed(note: str, key: str) -> tuple[Checkpoint | None, Step]:
    origin = key.split("+", 1)[0]
    facts = {"origin": origin, "key": key}
    try:
        checkpoint = stated_checkpoint(note)
    except NoteInvalid as error:
        return None, Step("signature", False, {**facts, "problem": str(error)})
    try:
        open_note(note, key)
    except (NoteInvalid, ValueError) as error:
        return checkpoint, Step("signature", False, {**facts, "problem": str(error)})
    named = checkpoint.origin == origin
    return checkpoint, Step("signature", named, facts if named else {**facts, "problem": f"origin {checkpoint.origin}"})
