"""Freshness: every process knows how far the read models are, without asking."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from uuid import UUID

import pytest

from consult.database import Database
from projections.apply import Change
from projections.catch_up import catch_up
from projections.freshness import PER_NOTIFICATION, Freshness, announcements
from projections.rebuild import rebuild
from tests.projections.random_lives import RandomLives
from tests.projections.told import Told
from tests.waiting import DEADLINE

pytestmark = pytest.mark.anyio


@pytest.fixture
async def freshness(database: Database) -> AsyncIterator[Freshness]:
    freshness = Freshness(database.pool)
    await freshness.start()
    yield freshness
    await freshness.stop()


async def test_before_the_tables_are_made_nothing_is_known(freshness: Freshness) -> None:
    assert (freshness.overall_position, freshness.position(UUID(int=1)), freshness.position("2026-001")) == (-1, -1, -1)
    assert not await freshness.wait_until(0, 0.05)


async def test_another_process_hears_of_every_batch(told: Told, freshness: Freshness) -> None:
    told.published()
    await told.caught_up()
    assert await freshness.wait_until(6)
    assert freshness.position("2026-001") == freshness.position(str(told.first.id)) == freshness.position(told.first.id) == 6
    told.published(told.decisions[1])
    told.comment("一")
    await told.caught_up()
    assert await freshness.wait_until(14)
    assert (freshness.position("2026-001"), freshness.position("2026-002")) == (14, 13)


async def test_the_process_that_applies_knows_at_once(told: Told) -> None:
    freshness = Freshness(told.pool)
    told.published()
    await catch_up(told.pool, told.source, freshness=freshness)
    assert (freshness.overall_position, freshness.position("2026-001")) == (6, 6)


async def test_a_process_that_starts_later_knows_the_same(told: Told) -> None:
    told.published()
    told.comment("一")
    await told.caught_up()
    later = Freshness(told.pool)
    await later.start()
    assert (later.overall_position, later.position("2026-001")) == (7, 7)
    await later.stop()


async def test_waiting_ends_when_the_position_is_there_or_the_time_is_over(told: Told, freshness: Freshness) -> None:
    told.published()
    waiting = asyncio.create_task(freshness.wait_until(6, 10 * DEADLINE))
    await asyncio.sleep(0)  # it begins to wait
    assert not waiting.done()
    await told.caught_up()
    async with asyncio.timeout(DEADLINE):
        assert await waiting
    assert not await freshness.wait_until(7, 0.05)


async def test_a_lost_connection_is_made_again_and_nothing_is_missed(told: Told, freshness: Freshness) -> None:
    told.published()
    await told.caught_up()
    assert await freshness.wait_until(6)
    kill = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%' OR pid = $1"
    listening = await told.pool.fetchval("SELECT pid FROM pg_stat_activity WHERE query ILIKE '%LISTEN%consult_read%' LIMIT 1")
    await told.pool.fetch(kill, listening or 0)
    told.comment("一")
    await told.caught_up()
    assert await freshness.wait_until(7, 10)


async def test_a_rebuild_tells_of_every_decision(database: Database, freshness: Freshness) -> None:
    lives = RandomLives(70, decisions=4)
    lives.run(200)
    await rebuild(database.pool, lives.source)
    assert await freshness.wait_until(199)
    for decision in lives.decisions:
        last = max(place for place, event in enumerate(lives.source.log) if event.consultation_id == decision.id)
        assert freshness.position(decision.id) == last


def test_more_decisions_than_fit_are_told_in_several_notifications_the_position_in_the_last() -> None:
    changes = [Change(UUID(int=number), 10**15 + number, f"2026-{number:04d}") for number in range(PER_NOTIFICATION * 2 + 1)]
    payloads = list(announcements(10**15, changes))
    assert len(payloads) == 3
    assert max(len(payload.encode()) for payload in payloads) < 8_000
    assert [payload.startswith("[-1,") for payload in payloads] == [True, True, False]
    assert list(announcements(3, [])) == ["[3,[]]"]
