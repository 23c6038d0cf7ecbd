"""The tables depend on the log alone: not on batches, crashes, or on what has been forgotten since."""

from __future__ import annotations

import asyncio
from random import Random
from typing import Any

import pytest

from consult.database import Database
from domain.enumerations import CommentStatus, ErasureScope
from projections import runner
from projections.catch_up import catch_up
from projections.rebuild import rebuild
from projections.runner import OutOfOrder, projected_position
from projections.source import PublicEvent
from tests.projections.contents import contents, everything
from tests.projections.memory_source import MemorySource
from tests.projections.random_lives import RandomLives
from tests.repetition import rounds

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("seed", range(rounds(3, 8)))
async def test_rebuilding_changes_nothing(database: Database, seed: int) -> None:
    lives, chance = RandomLives(seed, decisions=2, closes_withdrawn=seed % 2 == 1), Random(seed)
    for _ in range(40):
        lives.run(chance.randint(1, 20))
        await catch_up(database.pool, lives.source, limit=chance.choice((1, 3, 1000)))
    live = await contents(database.pool)
    assert await rebuild(database.pool, lives.source, limit=chance.choice((5, 64, 2000))) == len(lives.source.log) - 1
    rebuilt = await contents(database.pool)
    assert live.keys() == rebuilt.keys()
    for table, rows in live.items():
        assert rebuilt[table] == rows, table


@pytest.mark.parametrize("seed", range(100, 100 + rounds(1, 3)))
async def test_where_batches_begin_and_end_does_not_matter(database: Database, seed: int) -> None:
    source = RandomLives(seed, decisions=2).run(300)
    await rebuild(database.pool, source, limit=1)
    singly = await contents(database.pool)
    for limit in (2, 7, 1000):
        await rebuild(database.pool, source, limit=limit)
        assert await contents(database.pool) == singly, limit


@pytest.mark.parametrize("seed", range(200, 200 + rounds(2, 4)))
async def test_no_table_holds_a_word_that_is_withheld_withdrawn_or_erased(database: Database, seed: int) -> None:
    lives = RandomLives(seed)
    for _ in range(10):
        lives.run(50)
        await catch_up(database.pool, lives.source)
    held = await everything(database.pool)
    assert "内部" not in held
    assert "never@example.cn" not in held
    assert "身份证" not in held
    for fate in (fate for decision in lives.decisions for fate in decision.comments):
        shown = fate.status == CommentStatus.PUBLISHED
        whole = shown and fate.erased is None
        words = {f"意见 {fate.secret}：", f"改为{fate.secret}", f"r{fate.secret}"} if not shown or fate.erased == "all" else set()
        words |= set() if whole else {f"n{fate.secret}", f"o{fate.secret}公司"}
        words |= {f"w{fate.secret}"} if fate.status == CommentStatus.WITHDRAWN or fate.erased == ErasureScope.ALL else set()
        if not shown:
            words |= {f"'{fate.secret}'"}
        for word in words:
            assert word not in held, (fate.stream, fate.status, fate.erased)


class Breaking(Exception):
    """The process dies."""


async def test_a_crash_in_the_middle_of_a_batch_leaves_nothing_of_it(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    source = RandomLives(7).run(200)
    await catch_up(database.pool, source.until(120), limit=50)
    before = await contents(database.pool)
    applied = runner.apply_batch

    async def apply_and_die(*arguments: Any) -> Any:
        await applied(*arguments)
        raise Breaking

    with monkeypatch.context() as patch:
        patch.setattr(runner, "apply_batch", apply_and_die)
        with pytest.raises(Breaking):
            await catch_up(database.pool, source, limit=50)
    assert await contents(database.pool) == before
    assert await catch_up(database.pool, source, limit=50) == 199
    live = await contents(database.pool)
    await rebuild(database.pool, source)
    assert await contents(database.pool) == live


async def test_two_processes_catching_up_apply_each_event_once(database: Database) -> None:
    source = RandomLives(8).run(250)
    await asyncio.gather(*(catch_up(database.pool, source, limit=limit) for limit in (3, 5, 7)))
    assert await projected_position(database.pool) == 249
    live = await contents(database.pool)
    await rebuild(database.pool, source)
    assert await contents(database.pool) == live


class Skipping(MemorySource):
    """Loses one event."""

    async def events(self, after: int, limit: int) -> list[PublicEvent]:
        return [public for public in await super().events(after, limit) if public.position != 20]


async def test_a_source_that_skips_an_event_is_refused(database: Database) -> None:
    source = Skipping(RandomLives(9).run(60).log)
    with pytest.raises(OutOfOrder):
        await catch_up(database.pool, source, limit=16)
    assert await projected_position(database.pool) == 15


class Growing(MemorySource):
    """Receives events while it is read."""

    def __init__(self, lives: RandomLives) -> None:
        super().__init__(lives.source.log)
        self.contents = lives.source.contents
        self.lives, self.left = lives, 40

    async def events(self, after: int, limit: int) -> list[PublicEvent]:
        if self.left:
            self.left -= 1
            self.append(self.lives.step())
        return list(await super().events(after, limit))


async def test_events_that_arrive_during_a_rebuild_are_in_before_the_switch(database: Database) -> None:
    lives = RandomLives(10)
    lives.run(100)
    await catch_up(database.pool, lives.source)
    source = Growing(lives)
    assert await rebuild(database.pool, source, limit=10) == len(source.log) - 1
    rebuilt = await contents(database.pool)
    await rebuild(database.pool, lives.source)
    assert await contents(database.pool) == rebuilt


async def test_a_rebuild_that_breaks_off_leaves_the_live_tables(database: Database) -> None:
    source = RandomLives(11).run(150)
    await catch_up(database.pool, source)
    live = await contents(database.pool)
    broken = Skipping(source.log)
    broken.contents = source.contents
    with pytest.raises(OutOfOrder):
        await rebuild(database.pool, broken, limit=8)
    assert await contents(database.pool) == live
    await rebuild(database.pool, source)
    assert await contents(database.pool) == live
    left = await database.pool.fetch("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'read%'")
    assert [row["nspname"] for row in left] == ["read"]


async def test_changed_definitions_are_noticed_and_rebuilt_at_the_next_start(database: Database) -> None:
    source = RandomLives(12).run(150)
    await catch_up(database.pool, source)
    live = await contents(database.pool)
    await database.pool.execute("UPDATE read.progress SET fingerprint = 'older'")
    await database.pool.execute("TRUNCATE read.comments, read.ledgers")
    assert await catch_up(database.pool, source) == 149
    assert await contents(database.pool) == live


async def test_words_of_searches_are_indexed_after_a_rebuild_as_before(database: Database) -> None:
    source = RandomLives(13).run(50)
    await database.pool.execute("DROP SCHEMA IF EXISTS read CASCADE")  # made by another source, it would be rebuilt at once
    indexes = "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'read' ORDER BY indexname"
    await catch_up(database.pool, source)
    before = await database.pool.fetch(indexes)
    await rebuild(database.pool, source)
    assert await database.pool.fetch(indexes) == before
