"""A log that grows while it is audited: the newer head, and the entries that lead to it."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from consult.audit.findings import AuditFinding, Findings
from consult.audit.published_log.head import SignedCheckpoint, read_head
from consult.audit.published_log.source import Source
from consult.audit.published_log.tiles import BundleMalformed, TiledTree, bundle_path, entries_in, widths
from consult.public_log.note import NoteInvalid
from consult.public_log.tiles import WIDTH
from consult.public_log.tree import leaf_hash


class NewerHead(msgspec.Struct, frozen=True):
    """`states`: the entries that came since."""

    signed: SignedCheckpoint
    note: str
    states: Sequence[bytes]


def newer_head(source: Source, findings: Findings, path: str, key: str, tree: TiledTree) -> NewerHead | None:
    """The head as published now, where it goes on from `tree`; None where there is none. One that does not go on is a fork."""
    try:
        note = (source.read(path) or b"").decode()
        signed = read_head(note, key)
    except (NoteInvalid, UnicodeDecodeError):
        return None
    if signed.wrong or signed.checkpoint.size <= tree.size:
        return None
    states = _states(source, tree.size, signed.checkpoint.size)
    grown = tree.copy()
    grown.add([leaf_hash(state) for state in states])
    if grown.root() == signed.checkpoint.root:
        return NewerHead(signed, note, states)
    said, own = signed.checkpoint.root.hex(), grown.root().hex()
    findings.add(AuditFinding(code="fork", positions=(tree.size,), place=source.link(path), said=said, calculated=own))
    return None


def _states(source: Source, start: int, size: int) -> list[bytes]:
    """Entries `start` to `size`, as far as they can be read."""
    paths = [bundle_path(index, width) for index, width in enumerate(widths(size)) if (index + 1) * WIDTH > start]
    states: list[bytes] = []
    for content in source.read_all(paths):
        try:
            states += entries_in(content or b"")
        except BundleMalformed:
            break
    return states[start % WIDTH :]
