"""Every page on other units of a decision, in every state: accessible, within a phone's width, valid HTML."""

from __future__ import annotations

import pytest
from playwright.async_api import Browser

from tests.desk.pages import Pages
from tests.desk.units.test_units import (
    DISPUTE,
    LETTER,
    WHY,
    due,
    neighbour,
    prepared,
)
from tests.desking import at_desk
from tests.driving import OTHER, Driver
from tests.web.browser import problems_of
from tests.web.html_checker import HtmlChecker

pytestmark = [pytest.mark.anyio, pytest.mark.browser]


async def test_every_state_is_accessible_valid_and_fits_a_phone(
    driver: Driver, browser: Browser, html_checker: HtmlChecker
) -> None:
    pages, decision = Pages(), await prepared(driver)
    root, drafter, other = f"/desk/consultations/{decision}", await at_desk(driver, "drafter"), await neighbour(driver)
    releaser = await at_desk(driver, "releaser")
    await pages.look(drafter, f"{root}/units", f"{root}/joint-divisions", f"{root}/unit-opinions")
    await pages.state("joint refused", drafter, f"{root}/joint-divisions", 422, division_id=OTHER.id, reason="短")
    asked = {"division_id": OTHER.id, "due_on": due(driver), "letter": "请提意见。"}
    await driver.done("drafter", f"/consultations/{decision}/unit-opinions", **asked)
    await driver.done("drafter", f"/consultations/{decision}/unit-opinions", **asked | {"division_id": None, "name": "城管局"})
    await pages.look(other, "/desk", f"{root}/unit-opinions/answer")
    await pages.look(drafter, "/desk/calendar", f"{root}/unit-opinions/letters")
    against = {"unit": "2", "position": "disagree", "received_on": driver.clock.now().date().isoformat()}
    files = [("files", LETTER)]
    await pages.state("letter refused", drafter, f"{root}/unit-opinions/letters", 422, files=files, **against, text="短")
    await driver.done("neighbour", f"/consultations/{decision}/unit-opinions/answer", unit=1, position="agree")
    letter = {"unit": 2, "position": "disagree", "received_on": against["received_on"], "text": "不同意占用主干道的路面。"}
    await driver.done("drafter", f"/consultations/{decision}/unit-opinions/letters", **letter, files=[LETTER])
    await pages.look(drafter, f"{root}/units", f"{root}/unit-opinions/coordination")
    result = {"unit": 2, "result": "not_agreed", "note": "三次协商，未能取得一致意见。"}
    await driver.done("drafter", f"/consultations/{decision}/unit-opinions/coordination", **result, **DISPUTE)
    await driver.done("drafter", f"/consultations/{decision}/joint-divisions", division_id=OTHER.id, reason=WHY)
    await pages.look(drafter, f"{root}/parts", f"{root}/joint-divisions/ending")
    await driver.done("drafter", f"/consultations/{decision}/parts", division_id=OTHER.id, articles=["a2"])
    await driver.done("drafter", f"/consultations/{decision}/review-requests")
    await pages.look(other, f"{root}/countersignature", root)
    await pages.look(releaser, f"{root}/countersignature/excuse", f"{root}/hand-over")
    handed = {"division_id": OTHER.id, "agreed_on": against["received_on"], "reason": WHY}
    await driver.done("releaser", f"/consultations/{decision}/hand-over", **handed)
    await pages.look(drafter, f"{root}/units", f"{root}/history")
    assert html_checker.errors(pages.found) == []
    assert await problems_of(browser, driver.cache, pages.found) == []
