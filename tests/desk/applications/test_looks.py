"""A person applies on a telephone, staff draw, he reads his result; every page is accessible, valid and narrow enough."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.async_api import Browser

from domain.enumerations import Side
from tests.desk.applications.story import FORM, announced, apply, drawn
from tests.desk.pages import Pages
from tests.desking import at_desk
from tests.driving import Driver
from tests.web.browser import browsing, page_in, problems_of
from tests.web.html_checker import HtmlChecker

pytestmark = [pytest.mark.anyio, pytest.mark.browser]
ROOT = "/consultations/2026-001/activities/1"


async def by_telephone(driver: Driver, browser: Browser) -> str:
    """Without an account, on a window of 320 pixels, without scripts; the address of the receipt."""
    said: list[str] = []
    async with browsing(browser, driver.cache) as address, driver.working():
        page = await page_in(browser, said, java_script_enabled=False, viewport={"width": 320, "height": 640})
        await page.goto(f"{address}{ROOT}")
        await page.get_by_role("link", name="网上报名").click()
        await page.get_by_role("button", name="下一步").click()
        await page.get_by_text("请选择您要报名的类别。").first.wait_for()
        await page.get_by_label("居民、消费者代表").check()
        await page.get_by_label("姓名", exact=True).fill(FORM["name"])
        await page.get_by_label("电子邮件").fill(FORM["email"])
        await page.get_by_role("button", name="下一步").click()
        await page.get_by_role("button", name="提交报名").click()
        await page.get_by_role("heading", name="报名回执").wait_for()
        reference = await page.locator(".reference").inner_text()
        await page.goto(f"{address}/find")
        await page.get_by_label("查询码").fill(reference.lower())
        await page.keyboard.press("Enter")
        await page.get_by_role("heading", name="报名回执").wait_for()
    assert [each for each in said if "422" not in each] == []  # what was left empty is asked for
    return f"/applications/{reference}"


async def test_applying_drawing_and_reading_the_result(driver: Driver, browser: Browser, html_checker: HtmlChecker) -> None:
    pages = Pages()
    decision = await driver.opened(days=60)
    activity, until = await announced(driver, decision)
    receipt = await by_telephone(driver, browser)
    for number in range(11):
        await apply(driver, activity, number)
    await apply(driver, activity, 50, None)
    anybody, drafter = await at_desk(driver, "drafter"), await at_desk(driver, "drafter")
    await pages.look(anybody, ROOT, f"{ROOT}/application", f"{ROOT}/lot", receipt)
    refused = await anybody.client.post(f"{ROOT}/application/check", data={"side": "expert", "email": "x"})
    pages.keep("form refused", refused.text)
    checked = await anybody.client.post(f"{ROOT}/application/check", data=FORM)
    pages.keep("check", checked.text)
    desk = f"/desk/activities/{activity}"
    driver.clock.tell(until + timedelta(seconds=30))
    await drawn(driver, drafter, activity, until)
    row = await driver.runtime.reads.fetchrow("SELECT status, rank FROM read.applications ORDER BY position LIMIT 1")
    result = (await drafter.page(receipt)).replace("\n", "")
    assert ("您取得了名额" if row["status"] == "admitted" else "没有抽中，等候递补") in result
    assert f"排序第{row['rank']}位。" in result
    await pages.look(drafter, ROOT, f"{ROOT}/lot", receipt, f"{desk}/applications", f"{desk}/lot", f"{desk}/applications/closing")
    waiting = await driver.runtime.reads.fetchval("SELECT application_id FROM read.applications WHERE status = 'waiting' LIMIT 1")
    seated = await driver.runtime.reads.fetchval("SELECT application_id FROM read.applications WHERE status = 'admitted' LIMIT 1")
    one = f"/desk/applications/{waiting}"
    await pages.look(drafter, one, f"{one}/invitation", f"{one}/erasure", f"/desk/applications/{seated}/declining")
    await drafter.done(f"{one}/invitation", side=Side.EXPERT.value, reason="熟悉夜市管理。")
    await pages.look(drafter, f"{ROOT}/lot", f"{desk}/applications/erasure")
    assert html_checker.errors(pages.found) == []
    problems = await problems_of(browser, driver.cache, pages.found)
    assert problems == [], "\n".join(problems)
