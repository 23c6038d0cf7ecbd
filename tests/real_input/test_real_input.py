"""The real-input run at a small size; in full it is part of `make bench`."""

from __future__ import annotations

import httpx
import pytest

from consult.work import LogSource
from domain.history import History
from domain.recheck import broken_rules
from projections.rebuild import rebuild
from tests.api.test_life import tables
from tests.browsing import FormClient
from tests.driving import Driver
from tests.real_input.run import RealRun, live
from tests.real_texts import real_data
from web.app import create_app

pytestmark = [pytest.mark.anyio, pytest.mark.real]


async def test_a_decision_on_real_texts_loses_nothing(driver: Driver) -> None:
    run = await live(driver, real_data(), count=160, sample=12)
    await assert_whole(driver, run)


async def assert_whole(driver: Driver, run: RealRun) -> None:
    """Every text comes back; numbers have no gaps; repeats made nothing; the ledger balances at every position; a rebuild
    changes nothing; the record breaks no rule."""
    await assert_texts_come_back(driver, run)
    events = await driver.runtime.archive.unsealed(await driver.runtime.log.read(0, 1_000_000))
    assert sum(event.topic == "comment-submitted.v2" for event in events) == len(run.sent)
    assert broken_rules(events) == ()
    await assert_balanced_throughout(driver)
    before = await tables(driver)
    pages = await some_pages(driver, run)
    await rebuild(driver.runtime.database.pool, LogSource(driver.runtime.archive), freshness=driver.runtime.freshness)
    assert await tables(driver) == before
    assert await some_pages(driver, run) == pages
    assert await driver.check() == len(events)


async def assert_texts_come_back(driver: Driver, run: RealRun) -> None:
    by_position = {receipt["position"]: run.sent[key] for key, receipt in run.receipts.items()}
    numbers, after = [], 0
    while True:
        address = f"/api/v1/consultations/{run.consultation_id}/comments?after={after}&limit=200"
        page = (await driver.client.get(address)).json()
        for item in page["items"]:
            numbers.append(item["number"])
            assert item["text"] == (by_position[item["position"]] if item["status"] == "published" else None)
        if page["next"] is None:
            break
        after = numbers[-1]
    assert numbers == list(range(1, len(run.sent) + 1))


async def assert_balanced_throughout(driver: Driver) -> None:
    """The ledger folded from the log, at every position."""
    history = History()
    log = driver.runtime.log
    for entry in await log.read(0, 1_000_000):
        decision = history.apply(driver.runtime.sealed.closed(entry))
        if entry.position % 25 == 0 or entry.position < 400:
            decision.ledger().balance()


async def some_pages(driver: Driver, run: RealRun) -> list[str]:
    """Public pages rendered anew."""
    transport = httpx.ASGITransport(app=create_app(driver.runtime))
    async with FormClient(transport=transport, base_url="http://consult.example") as client:
        view = (await client.get(f"/api/v1/consultations/{run.consultation_id}")).json()
        root = f"/consultations/{view['number']}"
        parts = ("", "/draft", "/comments", "/feedback", "/comparison", "/adoption", "/history")
        return [(await client.get(root + part)).text for part in parts]
