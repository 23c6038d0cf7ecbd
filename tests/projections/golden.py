"""The golden log: two decisions in their stored form, kept beside what the tables made of them hold.

`python -m tests.projections.golden` writes down what they hold now, for a new version; with `log`, makes another golden log.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID

import msgspec

from consult.archive.streams import Archive
from consult.database import connect, migrate
from consult.database.embedded import EmbeddedServer
from consult.event_log import Append, EventLog
from consult.event_log.record import NewEvent
from consult.instance.clock import SystemClock
from consult.public_log.disclosure import decode_disclosure, parts_of
from consult.public_log.note import FileSigner
from consult.sealed.keys import InstanceKey
from consult.sealed.mapper import seal
from consult.sealed.store import SealedStore
from consult.work import LogSource
from domain.comment.events import CommentSubmitted
from domain.event import Event
from domain.sealing import CLOSED
from projections.catch_up import catch_up
from projections.fingerprint import VERSION
from tests.projections.contents import contents
from tests.projections.memory_source import MemorySource
from tests.projections.random_lives import RandomLives

LOG, TABLES = (Path(__file__).parent / "golden" / name for name in ("log.json", "tables.json"))
SEED, STEPS = 20, 1000

RAISE = """{tables} made of the golden log changed, and the version ({version}) did not. If that was meant: raise VERSION in
projections/fingerprint.py, then write down what they hold now: python -m tests.projections.golden"""
WRITE = "this is version {version}, version {kept} is written down: python -m tests.projections.golden"


class StoredEvent(msgspec.Struct, frozen=True):
    """An entry as text, and its disclosures that were still there when the log was kept. `owner`: whose key they are under."""

    stream: UUID
    version: int
    topic: str
    consultation: UUID
    owner: UUID
    entry: str
    content: tuple[str, ...]
    identity: tuple[str, ...]


class Golden(msgspec.Struct, frozen=True):
    """Events in order, and the texts they name by digest."""

    events: tuple[StoredEvent, ...]
    texts: dict[str, str]


class Tables(msgspec.Struct, frozen=True):
    """SHA-256 (hex) of the rows of each table, as made by `version`."""

    version: int
    digests: dict[str, str]


def golden() -> Golden:
    return msgspec.json.decode(LOG.read_bytes(), type=Golden)


def written_down() -> Tables:
    return msgspec.json.decode(TABLES.read_bytes(), type=Tables)


def what_is_wrong(kept: Tables, digests: Mapping[str, str], version: int = VERSION) -> str | None:
    """What is to be done where the tables are not those that are written down for this version."""
    changed = sorted(name for name in kept.digests.keys() | digests.keys() if kept.digests.get(name) != digests.get(name))
    if changed and version <= kept.version:
        return RAISE.format(tables=", ".join(changed), version=version)
    return WRITE.format(version=version, kept=kept.version) if version != kept.version else None


async def recorded(log: EventLog, store: SealedStore) -> LogSource:
    """The golden log in an empty log and sealed store, and the source that reads it there."""
    found = golden()
    keys, wrapped = {}, []
    for owner in {event.owner for event in found.events}:
        keys[owner], key = store.new_data_key(owner)
        wrapped.append(key)
    decisions = {event.consultation for event in found.events} & keys.keys()
    texts = [text.encode() for text in found.texts.values()]
    blobs = [store.encrypt_blob(text, "text/markdown", keys[decision]) for decision in decisions for text in texts]
    events = tuple(NewEvent(e.stream, e.version, e.topic, e.entry.encode(), None, e.consultation) for e in found.events)
    parts = [store.sealed_parts((e.stream, e.version), e.content, e.identity, keys[e.owner]) for e in found.events]
    await log.append(Append(events, sealed=tuple(parts), data_keys=tuple(wrapped), blobs=tuple(blobs)))
    return LogSource(Archive(log, store))


async def digests(pool: Any) -> dict[str, str]:
    """Of the rows of each table of the read models."""
    return {name: sha256("\n".join(rows).encode()).hexdigest() for name, rows in (await contents(pool)).items()}


def stored(source: MemorySource) -> Golden:
    """The log of `source` in its stored form, without what was erased or taken back since."""
    comments = {event.originator_id for event in source.log if isinstance(event, CommentSubmitted)}
    texts = {digest: content.decode() for digest, content in source.contents.items()}
    return Golden(tuple(_stored(source, event, comments) for event in source.log), texts)


def _stored(source: MemorySource, event: Event, comments: set[UUID]) -> StoredEvent:
    sealed, known = seal(event), source.known(event)
    content, identity = (
        tuple(each for each in part if getattr(known, parts_of(decode_disclosure(each))[1]) is not CLOSED)
        for part in (sealed.content, sealed.identity)
    )
    stream, consultation = event.originator_id, event.consultation_id
    owner = stream if stream in comments else consultation
    entry = sealed.state.decode()
    return StoredEvent(stream, event.originator_version, event.topic, consultation, owner, entry, content, identity)


async def _tables(url: str, folder: Path) -> Tables:
    await migrate(url)
    pool = await connect(url)
    log = EventLog(pool, FileSigner("golden.example/log", folder / "log"), SystemClock())
    await catch_up(pool, await recorded(log, SealedStore(pool, InstanceKey(folder / "instance"))))
    found = await digests(pool)
    await pool.close()
    return Tables(VERSION, found)


def _write_tables() -> None:
    with tempfile.TemporaryDirectory() as folder:
        server = EmbeddedServer(Path(folder) / "server").start()
        try:
            found = asyncio.run(_tables(server.url, Path(folder)))
        finally:
            server.stop()
    if TABLES.exists() and found.version == written_down().version and found != written_down():
        sys.exit(what_is_wrong(written_down(), found.digests))
    TABLES.write_bytes(msgspec.json.format(msgspec.json.encode(found, order="sorted"), indent=2) + b"\n")


if __name__ == "__main__":
    if sys.argv[1:] == ["log"]:
        LOG.parent.mkdir(exist_ok=True)
        made = stored(RandomLives(SEED, decisions=2).run(STEPS))
        LOG.write_bytes(msgspec.json.format(msgspec.json.encode(made), indent=1) + b"\n")
    else:
        _write_tables()
