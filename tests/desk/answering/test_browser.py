"""A real browser: a division answers its comments by keyboard, with scripts and without; every page of it is accessible."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.async_api import Browser, Locator, Page

from tests.desk.answering.closed import closed, point_of
from tests.desk.answering.test_adoption import LATER, NOTICE
from tests.desk.answering.test_points import ANSWER
from tests.desking import AtDesk, at_desk
from tests.driving import Driver
from tests.web.browser import browsing, markup_errors, page_in, problems
from web.app import create_app

pytestmark = [pytest.mark.anyio, pytest.mark.browser]
VIEWS = [("light", 320, ""), ("dark", 1280, "/en"), ("dark", 320, "/en"), ("light", 1280, "")]


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
async def test_a_division_answers_its_comments_by_keyboard(driver: Driver, scripts: bool) -> None:
    consultation_id, _ = await closed(driver)
    said: list[str] = []
    async with browsing(create_app(driver.runtime)) as (browser, address), driver.working():
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


async def test_text_is_kept_while_the_network_is_away_and_reload_acts_once(driver: Driver) -> None:
    consultation_id, ids = await closed(driver)
    point = await point_of(driver, consultation_id, "延长", *ids)
    async with browsing(create_app(driver.runtime)) as (browser, address), driver.working():
        page = await page_in(browser, [])
        await sign_in(driver, "drafter", page, address)
        await page.goto(f"{address}/desk/points/{point}/disposition")
        await page.context.set_offline(True)
        await write(page.get_by_label("理由", exact=True), "写了很久的理由，不能丢。")
        await page.get_by_text("没有保存：网络中断").wait_for(timeout=15_000)
        await page.context.set_offline(False)
        await page.get_by_text("已自动保存").wait_for(timeout=15_000)
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


class Seen:
    """Pages as they were served, and what axe found on each of them in every view."""

    def __init__(self, browser: Browser, address: str, driver: Driver) -> None:
        self.browser, self.address, self.driver = browser, address, driver
        self.found: list[str] = []
        self.said: list[str] = []
        self.html: dict[str, str] = {}

    async def views(self, person: str, *paths: str) -> None:
        at = await at_desk(self.driver, person)
        for scheme, width, prefix in VIEWS:
            page = await page_in(self.browser, self.said, color_scheme=scheme, viewport={"width": width, "height": 800})
            await sign_in(self.driver, person, page, self.address)
            for path in paths:
                answer = await page.goto(self.address + prefix + path)
                assert answer
                assert answer.status == 200, path
                where = f"{prefix}{path} {scheme} {width}"
                self.found += [f"{where}: {problem}" for problem in await problems(page, width)]
            await page.context.close()
        for path in paths:
            for prefix in ("", "/en"):
                self.html[f"{prefix}{path} {len(self.html)}"] = (await at.client.get(prefix + path)).text

    async def refusal(self, at: AtDesk, path: str, **fields: object) -> None:
        """The form as it is shown again with its errors."""
        answer = await at.send(path, **fields)
        assert answer.status_code in (409, 422), answer.status_code
        self.html[f"refused {path} {len(self.html)}"] = answer.text
        page = await page_in(self.browser, self.said, viewport={"width": 320, "height": 800})
        await page.route("**/refused", lambda route: route.fulfill(body=answer.text, content_type="text/html; charset=utf-8"))
        await page.goto(f"{self.address}/refused")
        self.found += [f"refused {path}: {problem}" for problem in await problems(page, 320)]
        await page.context.close()


async def test_every_page_in_every_state_is_accessible_and_valid(driver: Driver, tmp_path: Path) -> None:
    consultation_id, ids = await closed(driver)
    root = f"/desk/consultations/{consultation_id}"
    drafter, releaser = await at_desk(driver, "drafter"), await at_desk(driver, "releaser")
    async with browsing(create_app(driver.runtime)) as (browser, address):
        seen = Seen(browser, address, driver)
        await seen.views(
            "drafter", f"{root}/points", f"{root}/feedback", f"{root}/feedback/preview", f"{root}/feedback/comparison"
        )
        await seen.views("releaser", f"{root}/feedback/sign-off", f"{root}/corrections", f"{root}/adoption/publication")
        one = await point_of(driver, consultation_id, "延长", *ids[:3], ids[4])
        other = await point_of(driver, consultation_id, "太吵了")
        steps = [f"/desk/points/{one}{step}" for step in ("", "/wording", "/disposition", "/merging")]
        await seen.views("drafter", f"{root}/points", f"{root}/points?words=没有&article=a2", f"/desk/points/{other}", *steps)
        await seen.refusal(drafter, f"{root}/points", comments=ids[3], summary="", do="make")
        await seen.refusal(drafter, f"/desk/points/{one}", comments=ids[0], summary="", do="split")
        await seen.refusal(drafter, f"/desk/points/{one}/disposition", kind="adopted", reason_kind="law", reason="短")
        adopted = {"kind": "adopted", "reason_kind": "other", "reason": "采纳，延长至二十四时。", "articles_changed": "a2"}
        await drafter.done(f"/desk/points/{one}/disposition", **adopted)
        await drafter.done(f"/desk/points/{other}/disposition", **ANSWER)
        await drafter.done(f"/desk/points/{other}", numbers="4", do="gather")
        text = {"asked": "问。", "heard": "说。", "did": "做。"}
        await drafter.done(f"{root}/feedback", **text, revised=LATER.replace("二十四时", "二十三时").replace("自公布", "自发布"))
        await seen.refusal(releaser, f"{root}/feedback/sign-off")
        await drafter.done(f"{root}/feedback", **text, revised=LATER)
        await seen.refusal(drafter, f"{root}/feedback", **text | {"heard": ""})
        await seen.views(
            "drafter", f"{root}/feedback", f"{root}/feedback/preview", f"{root}/feedback/comparison", f"/desk/points/{one}"
        )
        await seen.views("releaser", f"{root}/feedback/sign-off")
        await releaser.done(f"{root}/feedback/sign-off")
        await seen.views("releaser", f"{root}/feedback/publication")
        await seen.views("drafter", f"{root}/points", f"/desk/points/{one}", f"{root}/feedback")
        await releaser.done(f"{root}/feedback/publication")
        await seen.views(
            "drafter", f"{root}/points", f"/desk/points/{one}", f"/desk/points/{one}/superseding", f"{root}/adoption"
        )
        await seen.refusal(drafter, f"{root}/adoption", **NOTICE | {"effective_on": "2026-04-01"}, text=LATER)
        await drafter.done(f"{root}/adoption", **NOTICE, text=LATER)
        await seen.views("drafter", f"{root}/adoption", f"{root}/adoption/preview", f"{root}/adoption/comparison")
        await seen.views("reviewer", f"{root}/legality-review", f"{root}/fair-competition-review")
        legality = {
            "result": "lawful",
            "file_received_on": "2026-04-01",
            "reviewer": "法规处",
            "opinion": "权限、程序、内容合法。",
        }
        await (await at_desk(driver, "reviewer")).done(f"{root}/legality-review", **legality)
        await seen.views("reviewer", f"{root}/legality-review")
        corrections = [
            f"{root}/corrections/{consultation_id}/{place}" for place in ("1/title", "3/contact", "3/basis", "3/interpretation")
        ]
        await seen.views("releaser", f"{root}/adoption/publication", f"{root}/corrections", *corrections, f"{root}/waivers")
        await seen.refusal(releaser, corrections[0], value="x", correction_reason="短")
        await releaser.done(corrections[0], value="更正后的标题", correction_reason="标题有误，现予更正。")
        await seen.views("releaser", f"{root}/corrections", root)
        await seen.views("drafter", "/consultations/2026-001")
    assert seen.found == []
    assert seen.said == []
    assert await markup_errors(seen.html, tmp_path) == []
