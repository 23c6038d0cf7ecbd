"""The changed pages in a real browser, with scripts and without: accessible, small, dark, large, in both languages; and a person
who comments during an attack notices little of it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser

from consult.database import Database
from tests.driving import Driver
from tests.floods.flooding import FORM, ROOT, fields_of, flood, flooded
from tests.web.browser import browsing, page_in, page_to_look_at, problems
from tests.web.html_checker import HtmlChecker

pytestmark = [pytest.mark.anyio, pytest.mark.browser]


@pytest.fixture
async def driver(database: Database, tmp_path: Path) -> AsyncIterator[Driver]:
    async with flooded(database, tmp_path, proxies=0, comment_burst=1000) as found:
        yield found


async def filled(page: Any, address: str, prefix: str = "") -> None:
    await page.goto(f"{address}{prefix}{ROOT}")
    await page.locator("#text").fill(FORM["text"])


@pytest.mark.parametrize(("prefix", "send"), [("", "提交意见"), ("/en", "Submit the comment")])
async def test_with_scripts_the_proof_is_made_meanwhile(driver: Driver, prefix: str, send: str, browser: Browser) -> None:
    await attacked(driver)
    said: list[str] = []
    async with browsing(browser, driver.cache) as address:
        page = await page_in(browser, said)
        await filled(page, address, prefix)
        driver.clock.advance(timedelta(seconds=5))
        await page.locator("form[data-guard] button").click()
        await page.get_by_role("button", name=send).click()
        await page.locator(".reference").wait_for()
        assert await page.context.cookies() == []
    assert said == []


async def test_the_content_policy_lets_the_proof_be_made(driver: Driver, browser: Browser) -> None:
    await attacked(driver)
    async with browsing(browser, driver.cache) as address:
        context = await browser.new_context()  # the policy as it is sent
        page = await context.new_page()
        await filled(page, address)
        driver.clock.advance(timedelta(seconds=5))
        await page.locator("form[data-guard] button").click()
        await page.get_by_role("button", name="提交意见").click()
        await page.locator(".reference").wait_for()


async def test_without_scripts_the_page_says_how_long_to_wait_and_keeps_the_text(driver: Driver, browser: Browser) -> None:
    await attacked(driver)
    async with browsing(browser, driver.cache) as address:
        page = await page_in(browser, [], java_script_enabled=False, viewport={"width": 320, "height": 640})
        await filled(page, address)
        driver.clock.advance(timedelta(seconds=5))
        await page.locator("form[data-guard] button").click()
        await page.get_by_role("button", name="提交意见").click()
        await page.get_by_role("alert").get_by_text("请等8秒再提交一次").wait_for()
        assert FORM["text"] in await page.locator("main").inner_text()
        driver.clock.advance(timedelta(seconds=9))
        await page.get_by_role("button", name="提交意见").click()
        await page.locator(".reference").wait_for()


async def test_the_keyboard_and_the_reader_pass_by_the_field_that_stays_empty(driver: Driver, browser: Browser) -> None:
    await driver.opened()
    async with browsing(browser, driver.cache) as address:
        page = await page_in(browser, [])
        await page.goto(f"{address}{ROOT}")
        names = []
        for _ in range(30):
            await page.keyboard.press("Tab")
            names.append(await page.evaluate("document.activeElement.name ?? ''"))
        assert "text" in names
        assert "subject" not in names
        assert await page.get_by_role("textbox", name="请不要填写这一项").count() == 0


@pytest.mark.parametrize("prefix", ["", "/en"], ids=["zh", "en"])
async def test_every_changed_page_is_accessible_fits_a_phone_and_is_valid(
    driver: Driver, prefix: str, browser: Browser, html_checker: HtmlChecker
) -> None:
    await attacked(driver)
    found, said = [], list[str]()
    async with browsing(browser, driver.cache) as address:
        page = await page_to_look_at(browser, said)
        async for name in states(driver, page, address, prefix):
            found += [f"{name}: {problem}" for problem in await problems(page)]
    assert found == []
    assert [line for line in said if "422" not in line and "429" not in line] == []
    assert html_checker.errors(await sources(driver, prefix)) == []


async def states(driver: Driver, page: Any, address: str, prefix: str) -> AsyncIterator[str]:
    """The page as it stands at each state of the form, and the figures."""
    await filled(page, address, prefix)
    yield "form"
    await page.locator("form[data-guard] button").click()
    await page.locator("#errors").wait_for()
    yield "asked for once more"
    driver.clock.advance(timedelta(seconds=5))
    await page.locator("form[data-guard] button").click()
    await page.locator("form[data-challenge]").wait_for()
    yield "check under attack"
    # In one step: the page's own script puts the right proof there as soon as it has found it.
    await page.locator("form[data-challenge]").evaluate("form => { form.elements.proof.value = 'wrong'; form.submit() }")
    await page.locator("#errors").wait_for()
    yield "refused for now"
    await page.goto(f"{address}{prefix}/consultations/2026-001/refused-attempts")
    yield "figures"


async def sources(driver: Driver, prefix: str) -> dict[str, str]:
    """The same pages as they are sent, for the HTML checker."""
    form = await driver.client.get(f"{prefix}{ROOT}")
    refused = await driver.client.post(f"{prefix}{ROOT}/submit", data=FORM)
    assert (refused.status_code, fields_of(refused)["text"]) == (429, FORM["text"])
    figures = await driver.client.get(f"{prefix}/consultations/2026-001/refused-attempts")
    return {"form": form.text, "refused": refused.text, "figures": figures.text}


async def attacked(driver: Driver) -> str:
    """Everybody is at one address here: the decision is under attack, its networks are not full."""
    consultation_id = await driver.opened()
    assert [each.status_code for each in await flood(driver, consultation_id, 1, 65)].count(429) == 5
    return consultation_id
