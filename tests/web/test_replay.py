"""Replay: what the public could see after each event, step by step; two moments beside each other; nothing closed since."""

from __future__ import annotations

import re

import pytest
from playwright.async_api import Browser

from tests.audit.lives import commented, lived
from tests.driving import DAY, Driver
from tests.web.browser import browsing, page_in, problems

pytestmark = pytest.mark.anyio
ROOT = "/consultations/2026-001/replay"


async def shown(driver: Driver, address: str) -> str:
    answer = await driver.client.get(address)
    assert answer.status_code == 200, answer.text
    return answer.text


async def fact(driver: Driver, address: str, label: str) -> str | None:
    """The words beside a label."""
    found = re.search(rf"<dt>{label}</dt><dd[^>]*>(.*?)</dd>", await shown(driver, address), re.S)
    return found[1] if found else None


async def test_every_step_is_reached_from_the_one_before(driver: Driver) -> None:
    await lived(driver)
    address, seen, states = f"{ROOT}?at=0", [], []
    while True:
        text = await shown(driver, address)
        found = re.search(r"第(\d+)步，共(\d+)步", text)
        assert found
        seen.append(int(found[1]))
        states.append(await fact(driver, address, "状态"))
        onward = re.search(r'rel="next" href="([^"]+)"', text)
        if not onward:
            break
        address = onward[1]
    assert seen == list(range(1, int(found[2]) + 1))
    assert list(dict.fromkeys(states)) == ["尚未公布", "征集中", "已截止，研究中", "已反馈", "已公布"]


async def test_figures_texts_and_answers_are_those_of_that_moment(driver: Driver) -> None:
    await lived(driver)
    before, during, after = f"{ROOT}?at=3", f"{ROOT}?at=15", ROOT
    assert [await fact(driver, address, "标题") for address in (before, during)] == [None, "关于促进夜间经济的若干措施"]
    assert [await fact(driver, address, "收到") for address in (before, during, after)] == [None, "7", "12"]
    assert (await fact(driver, after, "不予公开"), await fact(driver, after, "撤回")) == ("2", "1")
    assert await fact(driver, during, "要点2") is None
    assert "采纳：采纳，营业时间延长至二十四时。" in str(await fact(driver, after, "要点2"))
    assert "延长至零点" in str(await fact(driver, f"{ROOT}?at=65", "要点2")), "the answer before it was superseded"
    assert "标题：关于促进夜间经济的若干措施（试行）" in str(await fact(driver, after, "更正1"))
    assert await fact(driver, after, "公布稿")
    assert "部分采纳：第二条增加了中考、高考期间的例外规定。" in str(await fact(driver, after, r"专家论证1\.2"))
    entries = await driver.runtime.log.read(0, 1000)
    met = next(entry.position for entry in entries if entry.topic == "decision-deliberated.v2")
    assert await fact(driver, f"{ROOT}?at={met}", r"专家论证1\.2") is None, "recorded, and not yet public"
    assert await fact(driver, f"{ROOT}?at=64", "公布稿") is None


async def test_two_moments_are_compared_and_what_changed_is_marked(driver: Driver) -> None:
    await lived(driver)
    one, other = await shown(driver, f"{ROOT}?at=15&with=65"), await shown(driver, f"{ROOT}?at=65&with=15")
    assert (
        re.sub("with=[0-9]+|at=[0-9]+", "", one.split("<main")[1]).split("<h2>换一个")[0]
        == (re.sub("with=[0-9]+|at=[0-9]+", "", other.split("<main")[1]).split("<h2>换一个")[0])
    ), "the earlier stands first, however it was asked"
    changed = re.findall(r'<tr class="differs"><th scope="row">(.*?)<br>', one)
    assert {"状态", "收到", "要点1"} <= set(changed)
    assert "标题" not in changed
    same = await shown(driver, f"{ROOT}?at=15&with=15")
    assert 'class="differs"' not in same


async def test_a_moment_leads_to_the_last_event_before_it(driver: Driver) -> None:
    consultation = await driver.opened()
    driver.clock.tell(driver.clock.now() + DAY)
    await commented(driver, consultation, 1)
    await driver.settle()
    assert await fact(driver, f"{ROOT}?moment=2026-03-02T12:00", "收到") == "0"
    assert await fact(driver, f"{ROOT}?moment=2026-03-03T12:00", "收到") == "1"
    for far in ("at=99999999", "moment=1900-01-01T00:00", "with=&at="):
        assert (await driver.client.get(f"{ROOT}?{far}")).status_code == 200
    for odd in ("moment=yesterday", "moment=0001-01-01", "at=x", "with=x", "with=-1"):
        assert (await driver.client.get(f"{ROOT}?{odd}")).status_code == 400


async def test_what_was_erased_or_taken_back_since_is_not_shown_again(driver: Driver) -> None:
    consultation = await lived(driver)
    slip = {"corrected_stream": consultation, "corrected_version": 1, "field": "title", "closes_original": True}
    reason = "原标题误写了个人姓名，予以更正。"
    await driver.done("releaser", f"/consultations/{consultation}/corrections", **slip, value="新标题", reason=reason)
    await driver.settle()
    assert await fact(driver, f"{ROOT}?at=15", "标题") is None


async def test_an_unpublished_or_unknown_decision_has_no_replay(driver: Driver) -> None:
    await driver.released()
    await driver.settle()
    assert (await driver.client.get(ROOT)).status_code == 404


@pytest.mark.browser
async def test_the_pages_are_accessible_and_fit_a_phone(driver: Driver, browser: Browser) -> None:
    await lived(driver)
    async with browsing(browser, driver.cache) as address:
        for prefix in ("", "/en"):
            page = await page_in(browser, [])
            for query in ("", "?at=15", "?at=15&with=65"):
                await page.goto(f"{address}{prefix}{ROOT}{query}")
                assert await problems(page) == [], query
