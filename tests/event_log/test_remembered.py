"""A batch made on what this process remembers of the log: recorded only if it is still so, and never a reason to refuse."""

from __future__ import annotations

import asyncio
from uuid import UUID, uuid4

import asyncpg
import pytest

from consult.database import Database
from consult.event_log import (
    Append,
    EventLog,
    Idempotency,
    IdempotencyKeyReused,
    LogUnavailable,
    NewEvent,
    Recorded,
    StreamGuard,
    StreamMovedOn,
)
from consult.instance.clock import ToldClock
from consult.public_log.note import FileSigner
from tests.event_log.events import append_of, new_event
from tests.log_checker import check_log

pytestmark = pytest.mark.anyio


@pytest.fixture
def other_log(database: Database, signer: FileSigner, clock: ToldClock) -> EventLog:
    """The log as another process has it."""
    return EventLog(database.pool, signer, clock)


@pytest.fixture
async def consultation(event_log: EventLog) -> UUID:
    """A stream at version 1, which the log remembers because it was guarded."""
    stream = uuid4()
    await event_log.append(append_of(stream))
    await event_log.append(guarded(stream, 1))
    return stream


def guarded(stream: UUID, version: int, append: Append | None = None) -> Append:
    return Append((append or append_of()).events, (StreamGuard(stream, version),))


async def test_a_guard_refuses_what_another_process_has_moved_on(
    event_log: EventLog, other_log: EventLog, consultation: UUID
) -> None:
    await other_log.append(append_of(consultation, 2))
    with pytest.raises(StreamMovedOn):
        await event_log.append(guarded(consultation, 1))


async def test_a_guard_on_what_another_process_recorded_is_let_through(
    event_log: EventLog, other_log: EventLog, consultation: UUID
) -> None:
    await other_log.append(append_of(consultation, 2))
    assert (await event_log.append(guarded(consultation, 2))).first_position == 3


async def test_what_the_process_recorded_itself_is_remembered(event_log: EventLog, consultation: UUID) -> None:
    await event_log.append(guarded(consultation, 1, append_of(consultation, 2)))
    with pytest.raises(StreamMovedOn):
        await event_log.append(guarded(consultation, 1))
    assert (await event_log.append(guarded(consultation, 2))).first_position == 3


async def test_a_new_stream_that_exists_is_refused_and_its_neighbours_are_recorded(
    event_log: EventLog, other_log: EventLog, consultation: UUID
) -> None:
    taken, known = uuid4(), uuid4()
    await other_log.append(append_of(taken))
    await event_log.append(append_of(known))
    appends = [guarded(consultation, 1), append_of(taken), append_of(known), append_of(known, 2), guarded(consultation, 1)]
    outcomes = await asyncio.gather(*(event_log.append(item) for item in appends), return_exceptions=True)
    assert [type(outcome) for outcome in outcomes] == [Recorded, StreamMovedOn, StreamMovedOn, Recorded, Recorded]


@pytest.mark.parametrize("version", [0, 1, 3])
async def test_a_version_that_does_not_follow_is_refused(event_log: EventLog, consultation: UUID, version: int) -> None:
    stream = uuid4()
    await event_log.append(append_of(stream))
    event = new_event(stream)
    with pytest.raises(StreamMovedOn):
        await event_log.append(Append((NewEvent(stream, version, event.topic, event.state),)))


async def test_a_key_used_in_another_process_is_repeated(event_log: EventLog, other_log: EventLog, consultation: UUID) -> None:
    key = Idempotency(b"k" * 32, b"r" * 32)
    first = await other_log.append(append_of(idempotency=key))
    await event_log.append(guarded(consultation, 1))
    again = await event_log.append(append_of(idempotency=key))
    assert (again.first_position, again.leaf_hashes, again.repeated) == (first.first_position, first.leaf_hashes, True)
    with pytest.raises(IdempotencyKeyReused):
        await event_log.append(append_of(idempotency=Idempotency(b"k" * 32, b"s" * 32)))


async def test_nothing_is_recorded_until_its_commit_has_succeeded(
    event_log: EventLog, database: Database, database_url: str, signer: FileSigner, consultation: UUID
) -> None:
    """A commit that fails after the statement has run: the caller must not be told that his events stand."""
    owner = await asyncpg.connect(database_url)
    await owner.execute(
        "CREATE FUNCTION public.fail() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''at the commit''; END';"
        "CREATE CONSTRAINT TRIGGER failing AFTER INSERT ON log.events DEFERRABLE INITIALLY DEFERRED"
        " FOR EACH ROW EXECUTE FUNCTION public.fail()"
    )
    with pytest.raises(LogUnavailable):
        await event_log.append(guarded(consultation, 1))
    await owner.execute("DROP TRIGGER failing ON log.events")
    await owner.close()
    assert (await event_log.append(guarded(consultation, 1))).first_position == 2
    assert await check_log(database.pool, signer.verification_key) == 3


async def test_two_processes_that_guard_the_same_stream_share_one_order(
    event_log: EventLog, other_log: EventLog, database: Database, signer: FileSigner, consultation: UUID
) -> None:
    appends = [log.append(guarded(consultation, 1)) for log in [event_log, other_log] * 100]
    recorded = await asyncio.gather(*appends)
    assert sorted(item.first_position for item in recorded) == list(range(2, 202))
    assert await check_log(database.pool, signer.verification_key) == 202
