"""Every page of the catalogue, in every state and both languages: accessible, narrow, valid."""

from __future__ import annotations

import pytest
from playwright.async_api import Browser

from tests.desk.catalogue.life import MATTER, OUTSIDE, ROOT, SECOND, WHY, adjusted, called, prepared
from tests.desk.pages import Pages
from tests.desking import at_desk
from tests.driving import Driver
from tests.web.browser import problems_of
from tests.web.html_checker import HtmlChecker

pytestmark = [pytest.mark.anyio, pytest.mark.browser]


async def test_every_page_of_the_catalogue_is_accessible_fits_a_phone_and_is_valid(
    driver: Driver, browser: Browser, html_checker: HtmlChecker
) -> None:
    pages = Pages()
    drafter, releaser = await at_desk(driver, "drafter"), await at_desk(driver, "releaser")
    await pages.look(drafter, "/desk/catalogues", ROOT, f"{ROOT}/matters", f"{ROOT}/submission", "/catalogue")
    await pages.state("nothing typed", drafter, f"{ROOT}/matters", 422)
    await prepared(drafter)
    await pages.look(drafter, ROOT, f"{ROOT}/matters/1", f"{ROOT}/matters/1/removal")
    await drafter.done(f"{ROOT}/submission")
    await pages.look(releaser, f"{ROOT}/publication")
    await releaser.done(f"{ROOT}/publication")
    await pages.look(drafter, "/desk/consultations/new", "/catalogue")
    await drafter.done(f"{ROOT}/matters/1", **MATTER | {"title": "早市办法"}, reason=WHY)
    await pages.look(drafter, ROOT, f"{ROOT}/changes/1/dropping", f"{ROOT}/matters/2/removal")
    await pages.look(releaser, f"{ROOT}/adjustments")
    await pages.state("reason too short", drafter, f"{ROOT}/matters/2", 422, **SECOND, reason="短")
    await adjusted(driver)
    await called(driver, year=2026, matter=1)
    await called(driver, reason=OUTSIDE)
    decision = f"/desk/consultations/{await driver.released()}"
    await pages.look(drafter, decision, f"{decision}/matter", ROOT, "/catalogue/2026", "/consultations/2026-001")
    await pages.look(drafter, "/consultations/2026-002")
    assert html_checker.errors(pages.found) == []
    assert await problems_of(browser, driver.cache, pages.found) == []
