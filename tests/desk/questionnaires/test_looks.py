"""Every page of a questionnaire, at the desk and in public: accessible, within a phone's width; and its life in a browser."""

from __future__ import annotations

import pytest
from playwright.async_api import Browser

from tests.desk.pages import Pages
from tests.desking import at_desk
from tests.driving import DAY, Driver
from tests.questioning import SPREAD, filled_in, questioned, responded, written
from tests.web.browser import browsing, page_in, problems_of
from tests.web.html_checker import HtmlChecker

pytestmark = [pytest.mark.anyio, pytest.mark.browser]
HERE = "/consultations/2026-001/questionnaires/1"


async def test_every_page_is_accessible_valid_and_fits_a_phone(
    driver: Driver, browser: Browser, html_checker: HtmlChecker
) -> None:
    pages, decision = Pages(), await driver.opened()
    await at_the_desk(driver, decision, pages)
    await in_public(driver, pages)
    assert html_checker.errors(pages.found) == []
    assert await problems_of(browser, driver.cache, pages.found) == []


async def at_the_desk(driver: Driver, decision: str, pages: Pages) -> None:
    drafter, releaser, second = [await at_desk(driver, name) for name in ("drafter", "releaser", "second")]
    listing = f"/desk/consultations/{decision}/questionnaires"
    await pages.look(drafter, listing)
    root = f"/desk/questionnaires/{await written(driver, decision)}"
    await pages.look(drafter, listing, root, f"{root}/heading", f"{root}/removals")
    await pages.look(drafter, f"{root}/questions", question="2")
    refused = {"kind": "single", "text": "？", "options": "是", "required": "yes"}
    await pages.state("question refused", drafter, f"{root}/questions", 422, **refused)
    await pages.look(releaser, f"{root}/opening")
    await releaser.done(f"{root}/opening")
    reference = await responded(driver, HERE, q2=["1", "3"], q4="请公示摊位费。")
    await pages.look(releaser, root, f"{root}/withdrawal", f"{root}/figures")
    await pages.look(drafter, f"{root}/erasure-requests")
    await drafter.done(f"{root}/erasure-requests", reference=reference, note="本人来电")
    await pages.look(second, f"{root}/erasures")


async def in_public(driver: Driver, pages: Pages) -> None:
    for prefix in ("", "/en"):
        pages.keep(f"{prefix} open", (await driver.client.get(prefix + HERE)).text)
        pages.keep(f"{prefix} form", (await driver.client.get(f"{prefix}{HERE}/answer")).text)
    pages.keep("refused", (await filled_in(driver, HERE, kind="individual", q2=["1", "2", "3"], q4="好")).text)
    reference = await responded(driver, HERE, q2=["1"], q4="请公示摊位费。", as_comment="1")
    pages.keep("receipt", (await driver.client.get(f"/receipts/{reference}")).text)
    (asked,) = await driver.runtime.reads.fetch("SELECT questionnaire_id FROM read.questionnaires")
    await driver.close(driver.clock.now() + 31 * DAY)
    await driver.done("releaser", f"/questionnaires/{asked['questionnaire_id']}/figures", spread=SPREAD)
    for prefix in ("", "/en"):
        pages.keep(f"{prefix} figures", (await driver.client.get(prefix + HERE)).text)


async def test_a_person_answers_on_a_phone_without_scripts_and_the_figures_are_public_after_the_close(
    driver: Driver, browser: Browser
) -> None:
    questionnaire = await questioned(driver, await driver.opened())
    said: list[str] = []
    async with browsing(browser, driver.cache) as address:
        page = await page_in(browser, said, java_script_enabled=False, viewport={"width": 320, "height": 640})
        await page.goto(f"{address}/consultations/2026-001")
        await page.get_by_role("link", name="夜市怎么办").click()
        await page.get_by_role("link", name="填写问卷").click()
        await page.get_by_role("button", name="提交答卷").click()
        await page.get_by_text("这道题必须回答。").first.wait_for()
        await page.get_by_label("二十四时").check()
        await page.get_by_label("交通").check()
        await page.get_by_role("button", name="提交答卷").click()
        await page.get_by_role("heading", name="答卷回执").wait_for()
        await driver.close(driver.clock.now() + 31 * DAY)
        await driver.done("releaser", f"/questionnaires/{questionnaire}/figures", spread=SPREAD)
        await driver.settle()
        await page.goto(address + HERE)
        figures = await page.locator("main").inner_text()
        assert ("1人回答" in figures, "100.0%" in figures, "不是抽样调查" in figures) == (True, True, True)
    assert [each for each in said if "422" not in each] == []  # what was left empty is asked for
