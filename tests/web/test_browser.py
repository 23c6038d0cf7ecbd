"""A real browser: a person comments by keyboard, with scripts and without."""

from __future__ import annotations

import pytest
from playwright.async_api import Browser

from tests.driving import Driver
from tests.web.browser import browsing, page_in

pytestmark = [pytest.mark.anyio, pytest.mark.browser]
ROOT = "/consultations/2026-001"


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
async def test_a_person_comments_by_keyboard(driver: Driver, scripts: bool, browser: Browser) -> None:
    await driver.opened()
    said: list[str] = []
    async with browsing(browser, driver.cache) as address:
        page = await page_in(browser, said, java_script_enabled=scripts, viewport={"width": 320, "height": 640})
        await page.goto(f"{address}{ROOT}")
        button = await page.get_by_role("link", name="提出意见").bounding_box()
        assert button is not None
        assert button["y"] + button["height"] <= 640, "the button is on the first screen"
        await page.get_by_role("link", name="提出意见").focus()
        await page.keyboard.press("Enter")
        await page.get_by_label("意见内容").focus()
        await page.keyboard.type("建议夜市延长到零点，我下夜班想吃口热的。")
        await page.get_by_role("button", name="下一步").focus()
        await page.keyboard.press("Enter")
        await page.get_by_role("button", name="提交意见").focus()
        await page.keyboard.press("Enter")
        await page.get_by_role("heading", name="意见回执").wait_for()
        reference = await page.locator(".reference").inner_text()
        assert len(reference) == 19
        await page.reload()
        assert await page.locator(".reference").inner_text() == reference
        await page.goto(f"{address}/find")
        await page.get_by_label("查询码").focus()
        await page.keyboard.type(reference.lower())
        await page.keyboard.press("Enter")
        await page.get_by_role("heading", name="意见回执").wait_for()
    assert said == []
    assert (await driver.runtime.log.head()).size == 9 + 1


async def test_an_error_is_told_at_the_top_and_takes_the_focus(driver: Driver, browser: Browser) -> None:
    await driver.opened()
    async with browsing(browser, driver.cache) as address:
        page = await page_in(browser, [])
        await page.goto(f"{address}{ROOT}/comment")
        await page.get_by_role("button", name="下一步").click()
        await page.get_by_role("alert").wait_for()
        assert (await page.title()).startswith("错误：")
        assert await page.evaluate("document.activeElement.id") == "errors"
        await page.get_by_role("link", name="此项必填。").click()
        assert await page.evaluate("document.activeElement.id") == "text"
