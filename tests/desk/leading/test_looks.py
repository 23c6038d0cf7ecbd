"""The figures of how decisions are handled: each is what its list counts, in every year and division, on the page and as CSV."""

from __future__ import annotations

import csv
import io
import re

import pytest
from playwright.async_api import Browser

from tests.desk.answering.closed import closed
from tests.desk.pages import Pages
from tests.desking import AtDesk, at_desk
from tests.driving import DAY, DRAFT, Driver, without_marks
from tests.web.browser import problems_of
from tests.web.html_checker import HtmlChecker

pytestmark = [pytest.mark.anyio, pytest.mark.browser]
SEVERAL = [
    f"第{number}号摊位夜市{what}。" for number, what in enumerate(("噪声太大", "垃圾没人清", "收费太高", "占了车道", "太暗"))
]
SENTENCE = "感谢您的意见，我们将认真研究，予以参考。"


async def test_each_figure_leads_to_what_it_counts(driver: Driver, browser: Browser, html_checker: HtmlChecker) -> None:
    pages, desk = Pages(), await at_desk(driver, "drafter")
    await pages.look(desk, "/desk/figures", "/desk/figures/decisions")
    assert "这一年还没有公布过" in await desk.page("/desk/figures")
    await answered_at_once(driver)
    await answered_late(driver)
    waits = await driver.opened(1)
    await driver.close(driver.clock.now() + 1 * DAY)
    driver.clock.advance(40 * DAY)
    await driver.settle()
    desk = await at_desk(driver, "drafter")
    page = without_marks(await desk.page("/desk/figures"))
    assert [word for word in ("50.0%", "23.0", "2个答复中1个", "现有1个事项到期没有反馈") if word not in page] == []
    listed = {figure: await listed_under(desk, figure) for figure in FIGURES}
    assert listed == FIGURES
    assert (await desk.open("/desk/figures/decisions?figure=late&year=2025")).status_code == 400
    assert "没有这样的事项" in await desk.page("/desk/figures/decisions?figure=late&division=other")
    rows = list(csv.reader(io.StringIO((await desk.open("/desk/figures/figures.csv?year=all")).content.decode("utf-8-sig"))))
    assert rows[1] == ["全部年份", "全部处室", "2", "1", "1", "46", "2", "1", "2", "1", "1", "1"]
    assert (rows[2][1:], len(rows)) == (["市场建设处", *rows[1][2:]], 3)
    await pages.look(desk, "/desk/figures", "/desk/figures?year=all", "/desk/figures/decisions?figure=blanket&year=all")
    assert waits not in str(listed)
    assert html_checker.errors(pages.found) == []
    assert await problems_of(browser, driver.cache, pages.found) == []


FIGURES = {
    "answered": ["2026-002", "2026-001"],
    "on_time": ["2026-001"],
    "late": ["2026-002"],
    "blanket": ["2026-001"],
    "adopted": ["2026-002", "2026-001"],
    "changed": ["2026-002"],
    "unchanged": ["2026-001"],
}


async def listed_under(desk: AtDesk, figure: str) -> list[str]:
    page = await desk.page(f"/desk/figures/decisions?figure={figure}&year=2026")
    return re.findall(r'href="/consultations/(2026-\d{3})"', page)


async def answered_at_once(driver: Driver) -> None:
    """On the day of the close, by one sentence of which whoever signs is warned; adopted as it was put up."""
    decision, ids = await closed(driver, SEVERAL)
    point = await driver.answered(decision, ids, kind="noted", reason_kind="other", reason=SENTENCE)
    root = f"/consultations/{decision}/feedback"
    await driver.done("drafter", root, text={"asked": "问。", "heard": "说。", "did": "做。"})
    await driver.done("releaser", f"{root}/sign-off", blanket_seen=[point])
    await driver.done("releaser", f"{root}/publication")
    await driver.adopted(decision, DRAFT)


async def answered_late(driver: Driver) -> None:
    """46 days after the close, and adopted with another text."""
    decision, ids = await closed(driver, ["建议延长营业时间。"])
    driver.clock.advance(46 * DAY)
    await driver.answered(decision, ids)
    await driver.feedback(decision)
    await driver.adopted(decision, DRAFT.replace("二十三时", "二十四时"))
