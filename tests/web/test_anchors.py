"""Anchors in words: in the history of a decision, on the receipt, as files; nothing where there are none."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser

from consult.database import Database
from consult.publication.anchoring import Anchoring
from tests.domain.examples import examples
from tests.driving import Driver, driving
from tests.publication.authority import LocalAuthority
from tests.serving import served
from tests.web.browser import browsing, page_in, problems
from web.desk.drafting.history_words import facts_of
from web.shared.wording.languages import locale_of

pytestmark = [pytest.mark.anyio, pytest.mark.openssl]
TEXT = "夜市应当延长到零点。"
HISTORY = "/consultations/2026-001/history"


@pytest.fixture
async def anchored(database: Database, tmp_path: Path) -> AsyncIterator[Driver]:
    drivers: list[Driver] = []
    authority = LocalAuthority(tmp_path / "authority", lambda: drivers[0].clock.now())
    async with served(authority) as address:
        facts = {"timestamp_url": address, "timestamp_certificates": str(authority.roots)}
        async with driving(database, tmp_path, **facts) as driver:
            drivers.append(driver)
            yield driver
            await driver.check()


async def anchor(driver: Driver) -> None:
    await driver.settle()
    assert await Anchoring(driver.runtime).anchor() == 1
    await driver.settle()


async def text_of(driver: Driver, address: str) -> str:
    answer = await driver.client.get(address)
    assert answer.status_code == 200, answer.text
    return answer.text


async def test_a_history_says_what_an_anchor_proves(anchored: Driver) -> None:
    await anchored.opened()
    assert "时间戳服务机构" not in await text_of(anchored, HISTORY)
    await anchor(anchored)
    said = "时间戳服务机构127.0.0.1证明：2026年3月2日 09:00时，日志的前9条记录已经存在；从日志位置9起的记录都不早于这个时间。"
    assert said in await text_of(anchored, HISTORY), "the kept page has turned"
    english = await text_of(anchored, f"/en{HISTORY}")
    assert "the first 9 entries of the log existed; the entries from position 9 on are not older" in english
    assert "时间锚定" in await text_of(anchored, "/consultations/2026-001/replay?at=9")


async def test_a_receipt_says_between_which_times_it_lies(anchored: Driver) -> None:
    consultation = await anchored.opened()
    reference = (await anchored.comment(consultation, TEXT)).json()["reference"]
    await anchored.settle()
    assert 'id="time"' not in await text_of(anchored, f"/receipts/{reference}")
    await anchor(anchored)
    page = await text_of(anchored, f"/receipts/{reference}")
    assert "您提交的内容在2026年3月2日 09:00时已经在日志中，不晚于这个时间" in page
    assert "不早于这个时间" not in page
    later = (await anchored.comment(consultation, "同意。")).json()["reference"]
    await anchored.settle()
    page = await text_of(anchored, f"/en/receipts/{later}")
    assert "it is not older" in page
    assert "it is not younger" not in page


async def test_stamp_and_stamped_text_are_files(anchored: Driver) -> None:
    await anchored.opened()
    await anchor(anchored)
    stamp, text = [await anchored.client.get(f"/log/anchors/9.{ending}") for ending in ("tsr", "txt")]
    assert (stamp.headers["content-type"], stamp.content[:1]) == ("application/timestamp-reply", b"\x30")
    assert text.text.split("\n")[:2] == ["consult.example/log/test", "9"]
    assert "immutable" in stamp.headers["cache-control"]
    for name in ("8.tsr", "10.tsr", "09.tsr", "9.pem", "9", "-1.tsr", "9999999999999999999.tsr"):
        assert (await anchored.client.get(f"/log/anchors/{name}")).status_code == 404, name


def test_the_desks_history_says_what_was_stamped_and_when() -> None:
    event = examples()["anchor-recorded.v1"]
    zh, en = ([fact for _, fact in facts_of(event, locale_of(path))] for path in ("/desk", "/en/desk"))
    assert zh == ["征求意见开始", "tsa.example", "2026年3月2日 09:30", "41"]
    assert en[0] == "At opening"


@pytest.mark.browser
async def test_both_pages_are_accessible(anchored: Driver, browser: Browser) -> None:
    consultation = await anchored.opened()
    reference = (await anchored.comment(consultation, TEXT)).json()["reference"]
    await anchor(anchored)
    async with browsing(browser, anchored.cache) as address:
        for path in (HISTORY, f"/receipts/{reference}"):
            said: list[str] = []
            page = await page_in(browser, said)
            await page.goto(address + path)
            assert await problems(page) == []
            assert said == []
