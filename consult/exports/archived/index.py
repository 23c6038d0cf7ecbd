"""The index of an archive package: one line for each record, with maker, activity, time; written to a file while it is made."""

from __future__ import annotations

import tempfile
from collections import Counter
from hashlib import sha256
from typing import IO, Any

import msgspec

from consult.event_log import LogEntry
from consult.exports.archived.internal import Internal
from consult.exports.archived.items import ItemKept, items_kept
from consult.sealed.mapper import timestamp_text, unseal

INDEX, ITEMS = "index.jsonl", "index.json"


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """A line of the index (档案法 art. 37). Maker, activity, time: `maker` as the log has him (`name`: of a member of staff),
    `activity` the kind of event, `at` its moment. Content: `public` and `internal` fields that lie beside the entry, of those
    it has (`fields`), and `files`. Structure and context: `stream` and `version` of what it happened to. `sha256`: of the entry.
    """

    position: int
    at: str
    activity: str
    maker: str
    name: str | None
    stream: str
    version: int
    sha256: str
    fields: int
    public: tuple[str, ...]
    internal: tuple[str, ...]
    files: tuple[str, ...]


class Contents(msgspec.Struct, frozen=True, kw_only=True):
    """`index.json`: of what the package is, what the list of [713] art. 33 asks for, and what was left out of it."""

    package: str = "archive"
    number: str
    title: str | None
    division: str | None
    log: str
    size: int
    root: str
    records: int
    items: tuple[ItemKept, ...]
    left_out: dict[str, int]


class Index:
    """Of the records in the order of the log; memory does not grow with them."""

    def __init__(self, names: dict[str, str]) -> None:
        self.names = names
        self.topics: Counter[str] = Counter()
        self.left_out: Counter[str] = Counter()
        self.lines: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 (closed by `close`)

    def add(self, entry: LogEntry, digests: int, public: list[Internal], internal: list[Internal]) -> None:
        """`digests`: how many sealed fields the entry has."""
        event = unseal(entry.state)
        record = Record(
            position=entry.position,
            at=timestamp_text(event.timestamp),
            activity=entry.topic,
            maker=event.actor,
            name=self.names.get(event.actor),
            stream=str(entry.originator_id),
            version=entry.originator_version,
            sha256=sha256(entry.state).hexdigest(),
            fields=digests,
            public=tuple(sorted(each.name for each in public)),
            internal=tuple(sorted(each.name for each in internal)),
            files=tuple(sorted({file for each in (*public, *internal) for file in each.files})),
        )
        self.topics[entry.topic] += 1
        self.left_out["fields"] += digests - len(public) - len(internal)
        self.lines.write(msgspec.json.encode(record) + b"\n")

    def contents(self, **facts: Any) -> bytes:
        left_out = dict(sorted(self.left_out.items()))
        found = Contents(records=self.topics.total(), items=items_kept(self.topics), left_out=left_out, **facts)
        return msgspec.json.format(msgspec.json.encode(found), indent=1) + b"\n"

    def close(self) -> None:
        self.lines.close()
