"""The calendar, the preview of reminders and the account page in every state and both languages: accessible, narrow, valid."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest
from playwright.async_api import Browser

from domain.calendar import SHANGHAI
from tests.accounts import with_settings
from tests.desk.clocks.life import Life
from tests.desk.pages import Pages
from tests.desking import at_desk
from tests.driving import Driver
from tests.mail_server import mail_server
from tests.web.browser import problems_of
from tests.web.html_checker import HtmlChecker

pytestmark = [pytest.mark.anyio, pytest.mark.browser]
HERE = ("/desk/calendar", "/desk/account/reminders", "/desk/account")


async def test_every_page_of_clocks_is_accessible_fits_a_phone_and_is_valid(
    driver: Driver, browser: Browser, html_checker: HtmlChecker
) -> None:
    pages = Pages()
    await pages.look(await at_desk(driver, "drafter"), *HERE)  # empty, and without mail
    async with mail_server() as postbox:
        life = Life(with_settings(driver, smtp_url=postbox.url), postbox)
        await life.begin()
        for day in (3, 11):
            await life.driver.close(datetime.combine(date(2026, 3, day), time(9), SHANGHAI))
        await life.at(date(2026, 4, 3))
        drafter, reviewer = await at_desk(life.driver, "drafter"), await at_desk(life.driver, "reviewer")
        await pages.look(drafter, "/desk/calendar", all="1")
        await pages.look(reviewer, *HERE)  # is written to in English
        await drafter.done("/desk/account", action="/desk/account/calendar")
        await pages.look(drafter, *HERE, "/desk/shown")
    assert html_checker.errors(pages.found) == []
    assert await problems_of(browser, life.driver.cache, pages.found) == []
