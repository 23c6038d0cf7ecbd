"""Appending: one order, one transaction, and no refusal that harms a neighbour."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from uuid import uuid4

import asyncpg
import pytest

from consult.database import Database
from consult.event_log import (
    Append,
    ClockOutOfStep,
    ConsultationGuard,
    ConsultationMovedOn,
    EntryTooLarge,
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
from tests.event_log.events import AT, append_of, new_event
from tests.log_checker import check_log
from tests.waiting import until

pytestmark = pytest.mark.anyio


async def test_positions_follow_each_other_without_gaps(event_log: EventLog, database: Database, signer: FileSigner) -> None:
    recorded = [await event_log.append(append_of()) for _ in range(3)]
    assert [item.first_position for item in recorded] == [0, 1, 2]
    assert await check_log(database.pool, signer.verification_key) == 3


async def test_many_callers_at_once_get_one_order(event_log: EventLog, database: Database, signer: FileSigner) -> None:
    recorded = await asyncio.gather(*(event_log.append(append_of()) for _ in range(600)))
    assert sorted(item.first_position for item in recorded) == list(range(600))
    assert len(event_log.batch_sizes) < 20
    assert await check_log(database.pool, signer.verification_key) == 600


async def test_the_events_of_one_append_stand_together(event_log: EventLog) -> None:
    stream = uuid4()
    recorded = await event_log.append(Append((new_event(stream, 1), new_event(stream, 2))))
    assert (recorded.first_position, len(recorded.leaf_hashes)) == (0, 2)
    assert [entry.originator_version for entry in await event_log.stream(stream)] == [1, 2]


async def test_a_conflict_is_refused_and_its_neighbours_are_recorded(
    event_log: EventLog, database: Database, signer: FileSigner
) -> None:
    stream = uuid4()
    appends = [append_of(stream), append_of(), append_of(stream), append_of(stream, 3), append_of()]
    outcomes = await asyncio.gather(*(event_log.append(item) for item in appends), return_exceptions=True)
    assert [type(outcome) for outcome in outcomes] == [Recorded, Recorded, StreamMovedOn, StreamMovedOn, Recorded]
    assert await check_log(database.pool, signer.verification_key) == 3


async def test_a_guard_refuses_when_its_stream_has_moved_on(event_log: EventLog) -> None:
    consultation = uuid4()
    await event_log.append(append_of(consultation))
    await event_log.append(append_of(guards=(StreamGuard(consultation, 1),)))
    await event_log.append(append_of(consultation, 2))
    with pytest.raises(StreamMovedOn):
        await event_log.append(append_of(guards=(StreamGuard(consultation, 1),)))


async def test_a_guard_sees_an_earlier_append_of_the_same_batch(event_log: EventLog) -> None:
    consultation = uuid4()
    appends = [append_of(consultation), append_of(guards=(StreamGuard(consultation, 0),))]
    outcomes = await asyncio.gather(*(event_log.append(item) for item in appends), return_exceptions=True)
    assert [type(outcome) for outcome in outcomes] == [Recorded, StreamMovedOn]


async def test_a_guard_over_a_consultation_refuses_when_anything_about_it_was_recorded(event_log: EventLog) -> None:
    consultation = uuid4()
    recorded = await event_log.append(Append((new_event(uuid4(), 1, consultation),)))
    await event_log.append(append_of())
    guard = ConsultationGuard(consultation, recorded.first_position)
    await event_log.append(Append((new_event(uuid4(), 1, consultation),), guards=(guard,)))
    with pytest.raises(ConsultationMovedOn):
        await event_log.append(Append((new_event(uuid4(), 1, consultation),), guards=(guard,)))


async def test_the_same_key_and_request_are_recorded_once(event_log: EventLog) -> None:
    key = Idempotency(b"k" * 32, b"r" * 32)
    first = await event_log.append(append_of(idempotency=key))
    again = await event_log.append(append_of(idempotency=key))
    assert (again.first_position, again.leaf_hashes, again.repeated) == (first.first_position, first.leaf_hashes, True)
    assert (await event_log.head()).size == 1


async def test_the_same_key_twice_in_one_batch_is_recorded_once(event_log: EventLog) -> None:
    key = Idempotency(b"k" * 32, b"r" * 32)
    outcomes = await asyncio.gather(*(event_log.append(append_of(idempotency=key)) for _ in range(5)))
    assert {(item.first_position, item.leaf_hashes) for item in outcomes} == {(0, outcomes[0].leaf_hashes)}
    assert sum(item.repeated for item in outcomes) == 4


async def test_the_same_key_with_another_request_is_refused(event_log: EventLog) -> None:
    await event_log.append(append_of(idempotency=Idempotency(b"k" * 32, b"r" * 32)))
    with pytest.raises(IdempotencyKeyReused):
        await event_log.append(append_of(idempotency=Idempotency(b"k" * 32, b"s" * 32)))


async def test_an_event_out_of_step_with_the_clock_is_refused(event_log: EventLog, clock: ToldClock) -> None:
    clock.advance(timedelta(seconds=11))
    with pytest.raises(ClockOutOfStep):
        await event_log.append(append_of())


async def test_an_event_long_before_the_last_one_is_refused(event_log: EventLog, database: Database, signer: FileSigner) -> None:
    await event_log.append(append_of())
    slow = EventLog(database.pool, signer, ToldClock(AT - timedelta(seconds=15)))
    event = new_event(uuid4())
    late = NewEvent(event.originator_id, 1, event.topic, event.state, AT - timedelta(seconds=15), None)
    with pytest.raises(ClockOutOfStep):
        await slow.append(Append((late,)))


async def test_an_entry_beyond_sixty_kibibytes_is_refused(event_log: EventLog) -> None:
    with pytest.raises(EntryTooLarge):
        await event_log.append(Append((NewEvent(uuid4(), 1, "comment-published.v1", b" " * 61441),)))


async def test_a_cancelled_caller_does_not_stop_the_others(event_log: EventLog) -> None:
    tasks = [asyncio.create_task(event_log.append(append_of())) for _ in range(10)]
    await asyncio.sleep(0)
    tasks[3].cancel()
    outcomes = await asyncio.gather(*tasks, return_exceptions=True)
    assert sum(isinstance(outcome, Recorded) for outcome in outcomes) == 9
    assert (await event_log.head()).size == 10


async def test_a_lost_connection_fails_the_waiting_and_harms_nothing_later(
    event_log: EventLog, database: Database, signer: FileSigner, database_url: str
) -> None:
    await event_log.append(append_of())
    owner = await asyncpg.connect(database_url)
    lock = owner.transaction()
    await lock.start()
    await owner.execute("SELECT * FROM log.head FOR UPDATE")
    waiting = asyncio.create_task(event_log.append(append_of()))
    terminated = (
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = current_database() AND application_name = 'consult' AND wait_event_type = 'Lock'"
    )

    async def lost() -> bool:
        return bool(await owner.fetchval(terminated))

    await until(lost, "the append waits at the lock, and loses its connection")
    with pytest.raises(LogUnavailable):
        await waiting
    await lock.rollback()
    await owner.close()
    assert (await event_log.append(append_of())).first_position == 1
    assert await check_log(database.pool, signer.verification_key) == 2


@pytest.mark.parametrize("statement", ["UPDATE log.events SET topic = 'x'", "DELETE FROM log.events", "TRUNCATE log.events"])
async def test_the_application_may_not_change_the_log(event_log: EventLog, database: Database, statement: str) -> None:
    await event_log.append(append_of())
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await database.pool.execute(statement)


async def test_two_processes_share_one_order(
    event_log: EventLog, database: Database, signer: FileSigner, clock: ToldClock
) -> None:
    other = EventLog(database.pool, signer, clock)
    logs = [event_log, other] * 50
    recorded = await asyncio.gather(*(log.append(append_of()) for log in logs))
    assert sorted(item.first_position for item in recorded) == list(range(100))
    assert await check_log(database.pool, signer.verification_key) == 100


async def test_an_inclusion_proof_leads_to_the_signed_root(event_log: EventLog, database: Database, signer: FileSigner) -> None:
    from consult.public_log.proof import verify_inclusion

    recorded = await asyncio.gather(*(event_log.append(append_of()) for _ in range(700)))
    head = await event_log.head()
    for item in recorded[::37]:
        proof = await event_log.inclusion_proof(item.first_position, head.size)
        verify_inclusion(item.leaf_hashes[0], item.first_position, head.size, proof, head.root)
