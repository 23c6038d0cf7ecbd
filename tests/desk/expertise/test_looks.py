"""Every page of expert reviews and risk assessments, in every state: accessible, within a phone's width, valid HTML."""

from __future__ import annotations

import pytest
from playwright.async_api import Browser

from tests.assessing import OPINION, REPORT, SUMMARY, chosen, found
from tests.desk.expertise.test_reviews import answered
from tests.desk.pages import Pages
from tests.desking import at_desk
from tests.driving import DRAFT, Driver
from tests.web.browser import problems_of
from tests.web.html_checker import HtmlChecker

pytestmark = [pytest.mark.anyio, pytest.mark.browser]
OPINION_GIVEN = {"finding": "feasible", "signed_on": "2026-03-10", "summary": SUMMARY}
ENDED = {"result": "high", "controllable": "no", "methods": "key_visits", "heard": "听取了公安、城管部门的意见。"}


async def experts(driver: Driver, decision: str, pages: Pages) -> None:
    drafter, releaser = await at_desk(driver, "drafter"), await at_desk(driver, "releaser")
    reviews = f"/desk/consultations/{decision}/expert-reviews"
    await pages.look(drafter, reviews)
    await pages.state("plan refused", drafter, reviews, 422, form="written", subject="短")
    root = f"/desk/expert-reviews/{await chosen(driver, decision)}"
    await pages.look(drafter, reviews, root, f"{root}/experts", f"{root}/declarations", f"{root}/invitations")
    await pages.look(drafter, f"{root}/opinions", expert="2")
    opinion = {"files": [("files", OPINION)], "expert": "2", **OPINION_GIVEN}
    await pages.state("opinion refused", drafter, f"{root}/opinions", 422, **opinion | {"summary": "短"})
    await drafter.done(f"{root}/opinions", **opinion)
    await pages.look(drafter, f"{root}/uses", expert="2")
    await pages.state("use refused", drafter, f"{root}/uses", 422, expert="2", use="adopted", reason="短")
    await drafter.done(f"{root}/opinions", **opinion | {"expert": "3"})
    for number in ("2", "3"):
        await drafter.done(f"{root}/uses", expert=number, use="not_adopted", reason="已有规定可以解决这一问题。")
    await pages.look(releaser, f"{root}/conclusion", reviews)
    await releaser.done(f"{root}/conclusion")
    await pages.look(drafter, root, reviews)


async def risk(driver: Driver, decision: str, pages: Pages) -> None:
    drafter, releaser = await at_desk(driver, "drafter"), await at_desk(driver, "releaser")
    assessments = f"/desk/consultations/{decision}/risk-assessments"
    await pages.look(drafter, assessments)
    await pages.state("start refused", drafter, assessments, 422, assessor="third_party", unit="")
    root = f"/desk/risk-assessments/{await found(driver, decision)}"
    await pages.look(drafter, assessments, root, f"{root}/risks")
    await pages.look(drafter, f"{root}/risks", point="1")
    await pages.look(releaser, f"{root}/conclusion")
    report = {"files": [("files", REPORT)], **ENDED}
    await pages.state("conclusion refused", releaser, f"{root}/conclusion", 422, **report, conclusion="短")
    await releaser.done(f"{root}/conclusion", **report, conclusion="摊主反对集中，现阶段难以控制。")
    await pages.look(drafter, root, assessments, f"/desk/consultations/{decision}", "/desk")


async def test_every_state_is_accessible_valid_and_fits_a_phone(
    driver: Driver, browser: Browser, html_checker: HtmlChecker
) -> None:
    pages, decision = Pages(), await answered(driver)
    drafter = await at_desk(driver, "drafter")
    await experts(driver, decision, pages)
    await risk(driver, decision, pages)
    today = driver.clock.now().date().isoformat()
    dates = {"issued_on": today, "published_on": today, "effective_on": today}
    notice = {"document_number": "海商规〔2026〕1号", "opinions_note": "意见已逐条研究答复。", "text": DRAFT}
    await driver.done("drafter", f"/consultations/{decision}/adoption", **notice, **dates)
    await pages.look(drafter, f"/desk/consultations/{decision}/adoption/preview", f"/desk/consultations/{decision}/history")
    assert html_checker.errors(pages.found) == []
    assert await problems_of(browser, driver.cache, pages.found) == []
