"""The key that data keys are wrapped with is exchanged: all that is there stays readable, what was backed up before does not."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from uuid import UUID, uuid4

import asyncpg
import pytest
from cryptography.exceptions import InvalidTag

from consult.database import Database
from consult.event_log import EventLog
from consult.sealed.keys import InstanceKey
from consult.sealed.rotation import StillRunning, assert_alone, prepare_next, rewrap
from consult.sealed.store import SealedStore
from tests.event_log.events import submitted
from tests.event_log.test_sealing import record

pytestmark = pytest.mark.anyio
WRAPPED = "SELECT wrapped FROM sealed.data_keys WHERE owner_id = $1"
REPLACE = "UPDATE sealed.data_keys SET wrapped = $2 WHERE owner_id = $1"


@pytest.fixture
async def owner(database: Database) -> AsyncIterator[asyncpg.Connection]:
    connection = await asyncpg.connect(database.url)
    yield connection
    await connection.close()


async def recorded(event_log: EventLog, sealed_store: SealedStore) -> list[UUID]:
    events = [submitted(uuid4(), uuid4()) for _ in range(3)]
    for event in events:
        await record(event_log, sealed_store, event)
    return [event.originator_id for event in events]


async def readable(database: Database, keys: Path, comments: list[UUID]) -> bool:
    """Whether a program that starts now reads all of them."""
    found = await SealedStore(database.pool, InstanceKey(keys / "instance")).disclosures([(each, 1) for each in comments])
    return len(found) == len(comments)


async def test_what_was_wrapped_before_opens_with_the_old_key_alone(
    event_log: EventLog, sealed_store: SealedStore, database: Database, owner: asyncpg.Connection, tmp_path: Path
) -> None:
    keys, comments = tmp_path / "keys", await recorded(event_log, sealed_store)
    for _ in range(2):
        before, old = InstanceKey(keys / "instance"), await owner.fetchval(WRAPPED, comments[0])
        prepare_next(keys)
        assert await rewrap(owner, keys) == 3
        assert await readable(database, keys, comments)
    after, new = InstanceKey(keys / "instance"), await owner.fetchval(WRAPPED, comments[0])
    assert before.unwrap(comments[0], old) == after.unwrap(comments[0], new)
    for key, wrapped in ((before, new), (after, old)):
        with pytest.raises(InvalidTag):
            key.unwrap(comments[0], wrapped)
    assert sorted(file.name for file in keys.iterdir()) == ["instance", "log", "wrapping"]
    assert before.mac("reference", b"key") == after.mac("reference", b"key"), "receipts are found as before"


async def test_broken_off_everything_is_read_and_a_repeat_ends_it(
    event_log: EventLog, sealed_store: SealedStore, database: Database, owner: asyncpg.Connection, tmp_path: Path
) -> None:
    keys, comments = tmp_path / "keys", await recorded(event_log, sealed_store)
    prepare_next(keys)
    meanwhile = InstanceKey(keys / "instance")
    old = await owner.fetchval(WRAPPED, comments[0])
    await owner.execute(REPLACE, comments[0], meanwhile.wrap(comments[0], meanwhile.unwrap(comments[0], old)))
    assert await readable(database, keys, comments)
    begun_meanwhile = await recorded(event_log, SealedStore(database.pool, meanwhile))
    assert await rewrap(owner, keys) == 6
    assert await readable(database, keys, comments + begun_meanwhile)
    assert meanwhile.unwrap(comments[0], await owner.fetchval(WRAPPED, comments[0])), "its key is the one that stays"


async def test_what_cannot_be_opened_leaves_the_old_key_where_it_is(
    event_log: EventLog, sealed_store: SealedStore, owner: asyncpg.Connection, tmp_path: Path
) -> None:
    keys, comments = tmp_path / "keys", await recorded(event_log, sealed_store)
    await owner.execute(REPLACE, comments[0], b"not a key" * 8)
    prepare_next(keys)
    with pytest.raises(InvalidTag):
        await rewrap(owner, keys)
    assert (keys / "wrapping.next").exists()


async def test_nobody_else_may_be_at_work(database: Database, owner: asyncpg.Connection) -> None:
    own = await database.pool.fetchval("SELECT pg_backend_pid()")
    await assert_alone(owner, [own])
    with pytest.raises(StillRunning, match="stop `serve` and `work` first: 1 connection"):
        await assert_alone(owner, [])
