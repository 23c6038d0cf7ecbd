"""A real browser: a division answers its comments by keyboard, with scripts and without; texts are kept."""

from __future__ import annotations

import pytest
from playwright.async_api import Browser, Locator, Page

from tests.desk.answering.closed import closed, point_of
from tests.desk.answering.test_points import ANSWER
from tests.driving import Driver
from tests.web.browser import browsing, page_in

pytestmark = [pytest.mark.anyio, pytest.mark.browser]
UNTIL_SAVED = 5_000  # milliseconds


async def sign_in(driver: Driver, person: str, page: Page, address: str) -> None:
    token = await driver.runtime.sessions.open((await driver.runtime.staff.person(person)).id, "test")
    await page.context.add_cookies([{"name": "desk", "value": token, "url": address}])


async def press(place: Locator, key: str = "Enter") -> None:
    """By keyboard alone."""
    await place.focus()
    await place.page.keyboard.press(key)


async def write(place: Locator, text: str) -> None:
    await place.focus()
    await place.page.keyboard.type(text)


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
async def test_a_division_answers_its_comments_by_keyboard(driver: Driver, scripts: bool, browser: Browser) -> None:
    consultation_id, _ = await closed(driver)
    said: list[str] = []
    async with browsing(browser, driver.cache) as address, driver.working():
        root = f"{address}/desk/consultations/{consultation_id}"
        page = await page_in(browser, said, java_script_enabled=scripts, viewport={"width": 320, "height": 800})
        await sign_in(driver, "drafter", page, address)
        await make_points(page, root)
        await answer_points(page, root)
        await page.goto(f"{root}/feedback")
        for label, text in (("我们问了", "营业时间。"), ("你们说了", "有人要延长。"), ("我们做了", "逐条研究了。")):
            await write(page.get_by_label(label), text)
        await press(page.get_by_role("button", name="保存"))
        await page.get_by_text("意见反馈已保存。").wait_for()
        await press(page.get_by_role("link", name="预览公众看到的反馈"))
        await page.get_by_text("预览：尚未公布").wait_for()
        assert await page.get_by_text("逐条研究了。").count() == 1
        await page.context.clear_cookies()
        await sign_in(driver, "releaser", page, address)
        await page.goto(f"{root}/feedback/sign-off")
        await press(page.get_by_role("button", name="审签"))
        await page.get_by_text("意见反馈已审签。").wait_for()
        await press(page.get_by_role("button", name="公布意见反馈"))
        await page.get_by_text("意见反馈已公布。").wait_for()
    assert [line for line in said if "422" not in line] == []  # the refusal on the way is said on the console too
    assert "兼顾居民休息" in (await driver.client.get("/consultations/2026-001/feedback")).text


async def make_points(page: Page, root: str) -> None:
    """Two of three rows into one point, by mistake; the other into a second; then one is split off."""
    await page.goto(f"{root}/points")
    if await (every := page.get_by_label("选择本页全部")).is_visible():
        await press(every, "Space")
    else:
        await press(page.get_by_role("link", name="选择本页全部"))
        await page.wait_for_url("**all=1*")
    await press(page.get_by_label("第4号意见"), "Space")
    assert [await page.get_by_label(f"第{n}号意见").is_checked() for n in (1, 2, 4)] == [True, True, False]
    await press(page.get_by_role("button", name="建立新要点"))
    await page.get_by_role("alert").get_by_text("此项必填。").wait_for()
    assert await page.get_by_label("第1号意见").is_checked()
    await write(page.get_by_label("要点", exact=True), "延长营业时间")
    await press(page.get_by_role("button", name="建立新要点"))
    await page.get_by_text("要点已建立。").wait_for()
    await press(page.get_by_label("第4号意见"), "Space")
    await page.get_by_label("归入已有要点").select_option(index=1)
    await press(page.get_by_role("button", name="归入该要点"))
    await page.get_by_text("意见已归入要点。").wait_for()
    await press(page.get_by_role("link", name="延长营业时间"))
    await page.get_by_role("heading", name="要点1").first.wait_for()
    await press(page.get_by_label("第2号意见"), "Space")
    await press(page.get_by_label("第4号意见"), "Space")
    await write(page.get_by_label("分出的新要点"), "噪声和收费")
    await press(page.get_by_role("button", name="分出新要点"))
    await page.get_by_text("新要点已分出。").wait_for()


async def answer_points(page: Page, root: str) -> None:
    for summary in ("延长营业时间", "噪声和收费"):
        await page.goto(f"{root}/points")
        await press(page.get_by_role("link", name=summary))
        await press(page.get_by_role("link", name="起草答复"))
        await press(page.get_by_label("未采纳"), "Space")
        await page.get_by_label("理由类别").select_option("policy_choice")
        await write(page.get_by_label("理由", exact=True), ANSWER["reason"])
        await press(page.get_by_role("button", name="保存答复"))
        await page.get_by_text("答复已保存。").wait_for()


async def test_text_is_kept_while_the_network_is_away_and_reload_acts_once(driver: Driver, browser: Browser) -> None:
    consultation_id, ids = await closed(driver)
    point = await point_of(driver, consultation_id, "延长", *ids)
    async with browsing(browser, driver.cache) as address, driver.working():
        page = await page_in(browser, [])
        await page.clock.install()
        await sign_in(driver, "drafter", page, address)
        await page.goto(f"{address}/desk/points/{point}/disposition")
        await page.context.set_offline(True)
        await write(page.get_by_label("理由", exact=True), "写了很久的理由，不能丢。")
        await page.clock.fast_forward(UNTIL_SAVED)
        await page.get_by_text("没有保存：网络中断").wait_for()
        await page.context.set_offline(False)
        await page.clock.fast_forward(UNTIL_SAVED)
        await page.get_by_text("已自动保存").wait_for()
        await page.goto(f"{address}/desk/points/{point}/disposition?restore=1")
        assert await page.get_by_label("理由", exact=True).input_value() == "写了很久的理由，不能丢。"
        await page.get_by_label("未采纳").check()
        await page.get_by_label("理由类别").select_option("other")
        await page.get_by_role("button", name="保存答复").click()
        await page.get_by_text("答复已保存。").wait_for()
        size = (await driver.runtime.log.head()).size
        await page.reload()
        await page.go_back()
        await page.go_forward()
        assert (await driver.runtime.log.head()).size == size
