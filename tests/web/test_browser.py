"""A real browser: a person comments by keyboard, with scripts and without; every page is accessible and fits a phone."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
from playwright.async_api import Browser, Page, async_playwright

from tests.driving import DAY, DRAFT, Driver
from tests.prerequisites import chromium
from tests.serving import served
from web.app import create_app

pytestmark = [pytest.mark.anyio, pytest.mark.browser]
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-dev-shm-usage",
]
AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ROOT = "/consultations/2026-001"
PATHS = [
    "/", "/consultations", ROOT, f"{ROOT}/draft", f"{ROOT}/articles/a2", f"{ROOT}/comments", f"{ROOT}/comments/1",
    f"{ROOT}/feedback", f"{ROOT}/comparison", f"{ROOT}/adoption", f"{ROOT}/history", "/consultations/2026-002",
    "/consultations/2026-002/comment", "/consultations/2026-002/comments", "/find", "/help", "/privacy", "/contact", "/nothing",
]  # fmt: skip


@asynccontextmanager
async def browsing(driver: Driver) -> AsyncIterator[tuple[Browser, str]]:
    async with served(create_app(driver.runtime)) as address, async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        try:
            yield browser, address
        finally:
            await browser.close()


async def page_in(browser: Browser, said: list[str], **options: Any) -> Page:
    context = await browser.new_context(bypass_csp=True, reduced_motion="reduce", locale="zh-CN", **options)
    page = await context.new_page()
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    return page


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
async def test_a_person_comments_by_keyboard(driver: Driver, scripts: bool) -> None:
    await driver.opened()
    said: list[str] = []
    async with browsing(driver) as (browser, address):
        page = await page_in(browser, said, java_script_enabled=scripts, viewport={"width": 320, "height": 640})
        await page.goto(f"{address}{ROOT}")
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


async def test_an_error_is_told_at_the_top_and_takes_the_focus(driver: Driver) -> None:
    await driver.opened()
    async with browsing(driver) as (browser, address):
        page = await page_in(browser, [])
        await page.goto(f"{address}{ROOT}/comment")
        await page.get_by_role("button", name="下一步").click()
        await page.get_by_role("alert").wait_for()
        assert (await page.title()).startswith("错误：")
        assert await page.evaluate("document.activeElement.id") == "errors"
        await page.get_by_role("link", name="此项必填。").click()
        assert await page.evaluate("document.activeElement.id") == "text"


async def test_every_page_is_accessible_and_fits_a_phone(driver: Driver) -> None:
    await adopted_and_open(driver)
    found, said = [], list[str]()
    async with browsing(driver) as (browser, address):
        for scheme, width in (("light", 320), ("dark", 1280)):
            page = await page_in(browser, said, color_scheme=scheme, viewport={"width": width, "height": 800})
            for path in PATHS:
                for prefix in ("", "/en"):
                    await page.goto(address + prefix + path)
                    found += [f"{prefix}{path} {scheme} {width}: {problem}" for problem in await problems(page, width)]
    assert found == []
    assert [line for line in said if "404" not in line] == []


async def problems(page: Page, width: int) -> list[str]:
    wide = await page.evaluate("document.documentElement.scrollWidth")
    await page.evaluate(AXE)
    result = await page.evaluate(
        "tags => axe.run(document, {runOnly: tags}).then(r => r.violations.map(v => v.id + ' ' + v.nodes[0].html))", TAGS
    )
    return [*result, *([f"scrolls to {wide}"] if wide > width else [])]


async def adopted_and_open(driver: Driver) -> None:
    """One decision adopted with comments of every fate, and one open without any."""
    consultation_id = await driver.opened()
    for number in range(4):
        await driver.comment(consultation_id, f"建议{number}", articles=["a2"] if number else [])
    ids = [item["comment"]["comment_id"] for item in await driver.waiting(consultation_id)]
    for comment_id in ids[:3]:
        await driver.done("drafter", f"/comments/{comment_id}/publication")
    await driver.done("drafter", f"/comments/{ids[3]}/withholding", reason="advertising", note="广告")
    await driver.close(driver.clock.now() + 31 * DAY)
    changed = {"kind": "adopted", "reason": "采纳，延长至二十四时。", "articles_changed": ["a2"]}
    await driver.answered(consultation_id, ids[:3], **changed)
    text = DRAFT.replace("二十三时", "二十四时")
    await driver.feedback(consultation_id, text)
    await driver.adopted(consultation_id, text)
    await driver.opened()
