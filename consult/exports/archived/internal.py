"""What is closed to the public and goes into the archive: contents of the decision's own records, never who a person is.

Left out are names and contacts (the part `identity`), and what was told of grievances 信访事项: they are records of another
matter. What was erased is gone for the archive, too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from consult.event_log import LogEntry
from consult.public_log.disclosure import decode_disclosure, digest, parts_of
from consult.runtime import Runtime
from consult.sealed.mapper import digests_of
from domain.event import aggregate_of, event_types
from domain.sealing import sealed_fields

NAMES = ("activity", "comment", "consultation", "point", "expertise", "risk_assessment", "undertaking")
ARCHIVED = frozenset(f"domain.{name}" for name in NAMES)


class Internal(msgspec.Struct, frozen=True):
    """A disclosure of an entry. `files`: SHA-256 (hex) of those that its value names."""

    name: str
    digest: str
    disclosure: str
    files: tuple[str, ...]


async def internal_of(runtime: Runtime, entries: Sequence[LogEntry]) -> dict[int, tuple[Internal, ...]]:
    """By position, all that may be archived of these entries, public or not."""
    wanted = [entry for entry in entries if aggregate_of(event_types()[entry.topic]) in ARCHIVED]
    found = await runtime.sealed.disclosures([(entry.originator_id, entry.originator_version) for entry in wanted])
    return {entry.position: tuple(_contents(entry, found)) for entry in wanted}


def _contents(entry: LogEntry, found: dict[Any, tuple[str, ...]]) -> Iterator[Internal]:
    names = {field.name for field in sealed_fields(event_types()[entry.topic]) if field.seal.part == "content"}
    standing = set(digests_of(entry.state))
    for disclosure in found.get((entry.originator_id, entry.originator_version), ()):
        _, name, value = parts_of(decode_disclosure(disclosure))
        if name in names and digest(disclosure) in standing:
            yield Internal(name, digest(disclosure), disclosure, tuple(_files_in(msgspec.json.decode(value))))


def _files_in(value: object) -> Iterator[str]:
    """Of every file that stands somewhere in a value: see `domain.values.Blob`."""
    if isinstance(value, dict):
        if {"sha256", "size", "media_type"} <= value.keys():
            yield value["sha256"]
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from _files_in(each)
