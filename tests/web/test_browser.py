"""A real browser: a person comments by keyboard, with scripts and without; every page is accessible and fits a phone."""

from __future__ import annotations

import re

import httpx
import pytest
from playwright.async_api import Browser

from tests.driving import DAY, DRAFT, Driver
from tests.web.browser import browsing, page_in, problems
from tests.web.html_checker import HtmlChecker

pytestmark = [pytest.mark.anyio, pytest.mark.browser]
ROOT = "/consultations/2026-001"
PATHS = [
    "/", "/consultations", ROOT, f"{ROOT}/draft", f"{ROOT}/articles/a2", f"{ROOT}/comments", f"{ROOT}/comments/1",
    f"{ROOT}/feedback", f"{ROOT}/comparison", f"{ROOT}/adoption", f"{ROOT}/history", "/consultations/2026-002",
    "/consultations/2026-002/comment", "/consultations/2026-002/comments", "/find", "/help", "/privacy", "/contact", "/nothing",
]  # fmt: skip
VIEWS = [
    ("light", 320, "", False), ("light", 320, "/en", False), ("dark", 1280, "", False), ("dark", 1280, "/en", False),
    ("light", 320, "", True), ("dark", 320, "/en", True), ("light", 1280, "", True),
]  # fmt: skip


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
async def test_a_person_comments_by_keyboard(driver: Driver, scripts: bool, browser: Browser) -> None:
    await driver.opened()
    said: list[str] = []
    async with browsing(browser, driver.cache) as address:
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


async def test_every_page_is_accessible_and_fits_a_phone(driver: Driver, browser: Browser) -> None:
    await adopted_and_open(driver)
    found, said = [], list[str]()
    async with browsing(browser, driver.cache) as address:
        for scheme, width, prefix, large in VIEWS:
            page = await page_in(browser, said, color_scheme=scheme, viewport={"width": width, "height": 800})
            if large:
                await page.goto(f"{address}/display?large=1&back=/")
            for path in PATHS:
                await page.goto(address + prefix + path)
                found += [f"{prefix}{path} {scheme} {width} {large}: {problem}" for problem in await problems(page, width)]
    assert found == []
    assert [line for line in said if "404" not in line] == []


async def test_every_page_is_valid_html_and_light(driver: Driver, html_checker: HtmlChecker) -> None:
    await adopted_and_open(driver)
    pages = {}
    async with httpx.AsyncClient(transport=driver.client._transport, base_url="http://consult.example") as client:
        for path in (prefix + path for path in PATHS for prefix in ("", "/en")):
            response = await client.get(path, headers={"accept-encoding": "br"})
            pages[path] = response.text
            first_view = int(response.headers["content-length"]) + await _weight(client, response.text)
            assert first_view <= 30_000, f"{path}: {first_view} bytes"
    assert html_checker.errors(pages) == []


async def _weight(client: httpx.AsyncClient, page: str) -> int:
    """Bytes on the wire of the style sheet and the script that a page names; there are no more."""
    named = re.findall(r'<(?:link rel="stylesheet" href|script[^>]* src)="([^"]+)"', page)
    assert len(named) <= 2
    found = [await client.get(path, headers={"accept-encoding": "br"}) for path in named]
    return sum(int(response.headers["content-length"]) for response in found)


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
