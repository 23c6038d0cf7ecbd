"""Every page of grievances in every state: accessible, within a phone's width, valid HTML."""

from __future__ import annotations

import pytest
from playwright.async_api import Browser

from tests.desk.grievances.story import ANSWER, COMPLAINT, ORGAN, TOLD, complained, referred
from tests.desk.grievances.test_handling import grievance_of
from tests.desk.pages import Pages
from tests.desking import at_desk
from tests.driving import DAY, Driver
from tests.web.browser import problems_of
from tests.web.html_checker import HtmlChecker

pytestmark = [pytest.mark.anyio, pytest.mark.browser]


async def told(driver: Driver) -> dict[str, str]:
    """From the comment over the lists to the answer on the status page, and back."""
    pages, desk = Pages(), await at_desk(driver, "drafter")
    consultation_id, comments, references = await complained(driver, COMPLAINT, "建议延长。" + "长" * 300, COMPLAINT)
    listed = f"/desk/consultations/{consultation_id}/grievances"
    await pages.look(desk, "/desk/grievances", listed, f"/desk/consultations/{consultation_id}/grievances/new")
    one = f"/desk/comments/{comments[0]}"
    await pages.look(desk, f"{one}/referral", f"{one}/grievance")
    await pages.state("referral error", desk, f"{one}/referral", 422, reason="")
    await pages.state("registration error", desk, f"{listed}/new", 422, channel="phone", received_on="", text="")
    grievance = await referred(driver, comments[0])
    await desk.done(f"/desk/comments/{comments[1]}/grievance", text=COMPLAINT)
    await desk.done(f"{listed}/new", channel="phone", received_on="2026-03-02", text=COMPLAINT, name="张三")
    driver.clock.advance(16 * DAY)
    at = f"/desk/grievances/{grievance}"
    desk, second = await at_desk(driver, "drafter"), await at_desk(driver, "second")
    await pages.look(desk, one, at, f"{at}/forwarding", f"{at}/closing", "/desk/grievances", "/desk")
    await pages.look(desk, f"/desk/comments/{comments[1]}")
    await pages.look(second, f"{at}/taking-back")
    own = f"/receipts/{references[0]}"
    for address in (own, "/consultations/2026-001", "/", "/consultations/2026-001/comments/1", "/consultations/2026-001/history"):
        for prefix in ("", "/en"):
            pages.keep(f"overdue {prefix}{address}", (await driver.client.get(prefix + address)).text)
    await pages.state("forwarding error", desk, f"{at}/forwarding", 422, organ="", told="")
    await desk.done(f"{at}/forwarding", to="hotline", organ=ORGAN, told=TOLD)
    await driver.client.post(f"{own}/appeal", data={"grounds": "第二段是意见。"})
    pages.keep("appealed", (await driver.client.get(own)).text)
    await pages.look(second, one, f"{one}/appeal-decision")
    await second.done(f"{one}/appeal-decision", outcome="upheld", note="不是意见。")
    await desk.done(f"{at}/closing", outcome="answered", answer=ANSWER)
    await pages.look(desk, at, f"{at}/closing")
    pages.keep("over", await desk.page("/desk/grievances", show="over"))
    pages.keep("answered", (await driver.client.get(own)).text)
    beside = grievance_of(await desk.page(f"/desk/comments/{comments[1]}"))
    await second.done(f"/desk/grievances/{beside}/taking-back", note="登记有误。")
    await pages.look(desk, f"/desk/grievances/{beside}")
    return pages.found


async def test_every_state_is_accessible_valid_and_fits_a_phone(
    driver: Driver, browser: Browser, html_checker: HtmlChecker
) -> None:
    pages = await told(driver)
    for name, html in pages.items():
        assert "<h1" in html, name
        assert "系统出错" not in html, name
    assert html_checker.errors(pages) == []
    assert await problems_of(browser, driver.cache, pages) == []
