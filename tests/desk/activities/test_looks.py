"""Every page of participation activities, at the desk and in public: accessible, within a phone's width, valid HTML."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from playwright.async_api import Browser

from tests.desk.activities.hearing import ANNOUNCED, PEOPLE, SAID, announced, choices, day, fresh, held, planned, prepared
from tests.desk.pages import Pages
from tests.desking import AtDesk, at_desk
from tests.driving import Driver
from tests.web.browser import problems_of
from tests.web.html_checker import HtmlChecker

pytestmark = [pytest.mark.anyio, pytest.mark.browser]
PUBLIC = "/consultations/2026-001/activities/1"
LARGEST_PAGE = 30_000  # bytes


async def public(driver: Driver, pages: Pages, *paths: str) -> None:
    await driver.settle()
    for path in paths:
        for prefix in ("", "/en"):
            response = await driver.client.get(prefix + path)
            assert (response.status_code, len(response.content) < LARGEST_PAGE) == (200, True), path
            pages.keep(prefix + path, response.text)


async def preparing(driver: Driver, pages: Pages, decision: str, drafter: AtDesk, releaser: AtDesk) -> str:
    listing = f"/desk/consultations/{decision}/activities"
    await pages.look(drafter, listing)
    await pages.state(
        "plan refused", drafter, listing, 422, kind="hearing", form="on_site", subject="听证会", reason="短", place="厅"
    )
    root = await planned(driver, decision)
    await pages.look(releaser, f"/desk/activities/{root.rpartition('/')[2]}")
    await pages.look(releaser, f"{root}/announcement", f"{root}/calling-off")
    early = ANNOUNCED | {"held_on": day(driver, 3), "seats_operator": "many"}
    await pages.state("announcement refused", releaser, f"{root}/announcement", 422, **early)
    await announced(driver, root)
    await public(driver, pages, PUBLIC)
    await prepared(driver, root)
    await pages.look(drafter, root, f"{root}/participants", f"{root}/declining", f"{root}/materials", "/desk/calendar")
    await pages.look(releaser, f"{root}/list", listing)
    taken = await drafter.send(f"{root}/participants", **PEOPLE[0])
    assert taken.status_code == 409
    pages.keep("seat taken", taken.text)
    return root


async def test_every_state_is_accessible_valid_and_fits_a_phone(
    driver: Driver, browser: Browser, html_checker: HtmlChecker
) -> None:
    pages, decision = Pages(), await driver.opened(days=60)
    drafter, releaser = await at_desk(driver, "drafter"), await at_desk(driver, "releaser")
    root = await preparing(driver, pages, decision, drafter, releaser)
    driver.clock.tell(datetime(2026, 4, 6, 2, tzinfo=UTC))
    await fresh(driver, drafter, releaser)
    await pages.look(drafter, f"{root}/holding")
    await held(driver, root, drafter)
    await drafter.done(f"{root}/statements", **SAID)
    await pages.look(drafter, root, f"{root}/statements", f"{root}/record")
    await public(driver, pages, PUBLIC, "/consultations/2026-001/comments?activity=1")
    await drafter.done(f"{root}/record")
    await pages.look(drafter, f"{root}/confirmations", f"{root}/codes")
    await public(driver, pages, f"{PUBLIC}/record")
    await pages.state("no reason", drafter, f"{root}/confirmations", 422, participant="", how="refused", signed_on=day(driver))
    for participant in choices(await drafter.page(f"{root}/codes"), "participant"):
        await drafter.done(f"{root}/confirmations", participant=participant, how="paper", signed_on=day(driver))
    await pages.look(releaser, f"{root}/report")
    view = {"view_1": "延长营业时间", "answer_1": "noted", "why_1": "在修改时一并研究，随意见反馈答复。"}
    await pages.state("report refused", releaser, f"{root}/report", 422, summary="短", **view)
    await releaser.done(f"{root}/report", summary="各方就营业时间发表了意见。", **view)
    poll = await planned(driver, decision, kind="opinion_poll", subject="夜市民意调查")
    await pages.look(drafter, f"{poll}/poll", poll, f"/desk/consultations/{decision}/history")
    await public(driver, pages, PUBLIC, "/consultations/2026-001")
    assert html_checker.errors(pages.found) == []
    assert await problems_of(browser, driver.cache, pages.found) == []
