"""Whoever is asked to stop stops, at whatever moment, and whatever a driver makes of the request."""

from __future__ import annotations

import asyncio

import asyncpg
import pytest

from consult.work.leading import run_work
from consult.work.repeating import repeat
from projections.freshness import Freshness
from tests.driving import Driver
from tests.waiting import DEADLINE, until

pytestmark = pytest.mark.anyio


class Waiting:
    """Waits for ever; asked to stop for the first time, it fails as a driver does whose connection was cut."""

    def __init__(self) -> None:
        self.begun = 0

    async def wait(self, *_: object) -> None:
        self.begun += 1
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            if self.begun > 1:
                raise
            raise asyncpg.InterfaceError("connection was closed in the middle of operation") from None


async def stops(task: asyncio.Task[None]) -> bool:
    """Whether it ends when it is asked to once; it is asked again, so that nothing is left of it."""
    task.cancel()
    done, _ = await asyncio.wait([task], timeout=DEADLINE)
    task.cancel()
    return bool(done)


async def test_a_loop_stops_although_the_request_became_a_failure() -> None:
    waiting = Waiting()
    task = asyncio.create_task(repeat(0.001, step=waiting.wait))
    await until(lambda: waiting.begun, "the step waits")
    assert await stops(task)


async def test_whoever_follows_the_read_models_stops_although_the_request_became_a_failure(
    driver: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting, freshness = Waiting(), Freshness(driver.runtime.database.pool)
    monkeypatch.setattr(freshness, "load", waiting.wait)
    task = asyncio.create_task(freshness._follow())
    await until(lambda: waiting.begun, "it waits for the positions")
    assert await stops(task)


async def test_the_work_role_stops_when_it_is_asked_to_at_the_moment_of_an_event(
    driver: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = list[asyncio.Event]()

    class Noted(asyncio.Event):
        def __init__(self) -> None:
            super().__init__()
            made.append(self)

    monkeypatch.setattr("consult.work.leading.asyncio.Event", Noted)
    working = asyncio.create_task(run_work(driver.runtime))
    await until(lambda: made and made[0]._waiters, "the work role waits for an event")  # type: ignore[attr-defined]
    made[0].set()
    assert await stops(working)
