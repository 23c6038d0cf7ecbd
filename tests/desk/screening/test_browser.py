"""The screening desk in a real browser: by keyboard, with scripts and without; every page and state accessible and valid."""

from __future__ import annotations

import re

import pytest
from playwright.async_api import Browser, FilePayload, Page

from tests.desk.screening.in_browser import browser_at_work, desk_page, press
from tests.desk.screening.story import commented, ids, statuses
from tests.desking import at_desk, hidden_fields
from tests.driving import Driver
from tests.materials import PDF

pytestmark = [pytest.mark.anyio, pytest.mark.browser]


SCAN: FilePayload = {"name": "信.pdf", "mimeType": "application/pdf", "buffer": PDF}
QUERIES = {"queue": {}, "later": {"after": "50"}, "nothing found": {"words": "没有"}, "all": {"queue": "all"}}


async def choose(page: Page, label: str, place: int) -> None:
    """The n-th option of a list, by keyboard."""
    await page.get_by_label(label, exact=True).focus()
    for _ in range(place):
        await page.keyboard.press("ArrowDown")


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
async def test_a_screener_works_through_the_queue_by_keyboard(driver: Driver, scripts: bool, browser: Browser) -> None:
    consultation_id, found = await commented(driver, 5)
    desk, said = await at_desk(driver, "drafter"), list[str]()
    async with browser_at_work(driver, browser) as address:
        page = await desk_page(browser, address, desk, said, java_script_enabled=scripts, viewport={"width": 320, "height": 640})
        await page.goto(f"{address}/desk/consultations/{consultation_id}/screening")
        await press(page, "link", "第1号意见")
        await press(page, "button", "公开")
        await page.get_by_role("heading", name="第2号意见", level=1).wait_for()
        assert await page.get_by_role("status").first.inner_text() == "第1号意见：已公开。"
        await choose(page, "理由", 5)
        await page.get_by_label("内部说明").focus()
        await page.keyboard.type("推销")
        await press(page, "button", "不予公开")
        await page.get_by_role("heading", name="第3号意见", level=1).wait_for()
        await page.go_back()
        await page.goto(f"{address}/desk/comments/{found[2]}")
        await press(page, "link", "遮盖部分文字后公开")
        await page.get_by_label("要遮盖的文字").focus()
        await page.keyboard.type("夜市")
        await press(page, "button", "遮盖并预览")
        await page.locator("mark").first.wait_for()
        assert await page.locator("mark").all_inner_texts() == ["■■"]
        await choose(page, "遮盖的理由", 1)
        await press(page, "button", "遮盖后公开")
        await page.get_by_role("heading", name="第4号意见", level=1).wait_for()
        await press(page, "link", "回到审看队列")
        await press(page, "button", "选中本页全部意见")
        await page.locator("input[name=ids]:checked").nth(1).wait_for()
        assert await page.locator("input[name=ids]:checked").count() == 2
        await press(page, "button", "公开选中的意见")
        await page.get_by_text("已公开2条意见。").wait_for()
        await page.reload()
        await page.get_by_text("已公开2条意见。").wait_for()
    assert said == []
    assert await statuses(driver, consultation_id) == ["published", "withheld", "published", "published", "published"]
    assert (await driver.runtime.log.head()).size == 9 + 5 + 5


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
async def test_a_registrar_enters_letters_by_keyboard_and_prints_one_page(
    driver: Driver, scripts: bool, browser: Browser
) -> None:
    consultation_id = await driver.opened()
    desk, said = await at_desk(driver, "drafter"), list[str]()
    async with browser_at_work(driver, browser) as address:
        page = await desk_page(browser, address, desk, said, java_script_enabled=scripts)
        await page.goto(f"{address}/desk/consultations/{consultation_id}/registration")
        for button, number in (("保存并登记下一件", 1), ("保存并打印确认单", 2)):
            await page.get_by_label("意见内容").focus()
            await page.keyboard.type(f"来信{number}：路灯太暗。")
            await page.get_by_label("原件扫描件").set_input_files(
                {"name": "信.pdf", "mimeType": "application/pdf", "buffer": PDF}
            )
            await press(page, "button", button)
            await page.get_by_text(re.compile(f"第{number}号意见")).first.wait_for()
            assert len(await page.locator(".reference").inner_text()) == 19
        await page.get_by_role("heading", name="意见登记确认单").wait_for()
        reference = await page.locator(".reference").inner_text()
        assert (await page.pdf(format="A4")).count(b"/Type /Page\n") + (await page.pdf()).count(b"/Type /Page\n") == 2
        await page.reload()
        assert await page.locator(".reference").inner_text() == reference
    assert said == []
    assert len(await ids(driver, consultation_id)) == 2


async def test_a_form_in_two_windows_acts_once(driver: Driver) -> None:
    consultation_id, found = await commented(driver, 1)
    desk = await at_desk(driver, "drafter")
    path = f"/desk/comments/{found[0]}/withholding"
    windows = [hidden_fields(await desk.page(f"/desk/comments/{found[0]}"), path) for _ in range(2)]
    answers = [await desk.post(path, fields | {"reason": "abuse", "note": "辱骂"}) for fields in windows]
    assert [answer.status_code for answer in answers] == [303, 409]
    assert await statuses(driver, consultation_id) == ["withheld"]
