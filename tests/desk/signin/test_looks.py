"""Every page of signing in and of accounts, in every state and both languages: accessible, within a phone's width, valid HTML."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from playwright.async_api import Browser, Page

from consult.commands.staff.accounts import Invite, invite_person, setup_address
from consult.staff import Person
from domain.access import Role
from domain.values import Division
from tests.accounts import Account, account, code_now
from tests.desk.signin.test_browser import mailing
from tests.driving import OWN, Driver
from tests.web.browser import VIEWS, browsing, page_to_look_at, problems
from tests.web.html_checker import HtmlChecker

pytestmark = [pytest.mark.anyio, pytest.mark.browser]
OUTSIDE = ("/desk/sign-in?next=/desk/account", "/desk/sign-in?because=kept", "/desk/forgotten", "/desk/forgotten/asked")
OWN_PAGES = ("/desk/account", "/desk/account/password", "/desk/account/codes", "/desk/confirmation")
FORMS = ("/desk/account/password", "/desk/account/codes", "/desk/confirmation", "/desk/people/new")


class Looking:
    """A person at a browser, who looks at every page he comes to. `found`: what is wrong; `pages`: their markup."""

    def __init__(self, page: Page, root: str) -> None:
        self.page, self.root = page, root
        self.found, self.pages = list[str](), dict[str, str]()

    async def look(self, what: str) -> None:
        self.pages[what] = await self.page.content()
        self.found += [f"{what}: {problem}" for problem in await problems(self.page)]

    async def at(self, *paths: str) -> None:
        for path in paths:
            await self.page.goto(self.root + path)
            await self.look(path)

    async def sent_empty(self, *paths: str) -> None:
        for path in paths:
            await self.page.goto(self.root + path)
            await self.page.locator("main form button[type=submit]").first.click()
            await self.page.get_by_role("alert").wait_for()
            await self.look(f"{path} sent empty")

    async def signs_in(self, driver: Driver, who: Account) -> None:
        await self.page.goto(f"{self.root}/desk/sign-in")
        await self.page.locator("#email").fill(who.email)
        await self.page.locator("#password").fill(who.password)
        await self.page.keyboard.press("Enter")
        await self.page.locator("#code").wait_for()
        await self.look("code")
        driver.clock.advance(timedelta(minutes=1))
        await self.page.locator("#code").fill(code_now(driver.runtime, who.secret))
        await self.page.keyboard.press("Enter")
        await self.page.wait_for_url(f"{self.root}/desk")

    async def is_given_a_token(self) -> None:
        await self.page.goto(f"{self.root}/desk/account")
        await self.page.locator("form[action$='/desk/account/tokens'] button").click()
        await self.page.locator("p.code").wait_for()
        await self.look("token shown once")
        await self.page.locator("main form button").click()

    async def session_ends(self, driver: Driver) -> None:
        driver.clock.advance(timedelta(minutes=11))
        await self.page.goto(f"{self.root}/desk/account")
        driver.clock.advance(timedelta(hours=3))
        await self.page.context.clear_cookies(name="desk-form")
        await self.page.goto(f"{self.root}/desk/account")
        await self.look("ended")


async def invited_person(driver: Driver) -> tuple[Person, str]:
    """Somebody who has not yet come; and the path of his link."""
    invite = Invite(name="何静", email="hejing@haizhou.example", division=OWN, roles=(Role.DRAFTER,))
    found = await invite_person(driver.runtime, invite)
    token = await driver.runtime.accounts.invitations.shown_to_administrators(found.id)
    assert token
    return found, setup_address(driver.runtime, "zh", token).removeprefix("http://consult.example")


@pytest.mark.parametrize("prefix", ["", "/en"], ids=["zh", "en"])
async def test_every_state_is_accessible_valid_and_fits_a_phone(
    driver: Driver, prefix: str, browser: Browser, html_checker: HtmlChecker
) -> None:
    office, said = Division("office", "办公室"), list[str]()
    administrator = await account(driver.runtime, "郑洁", "zhengjie@haizhou.example", office, Role.ADMINISTRATOR)
    await driver.opened()
    invited, link = await invited_person(driver)
    releaser = await driver.runtime.staff.person("releaser")
    people = ("", "/new", f"/{invited.id}", f"/{releaser.id}", f"/{invited.id}/post")
    async with mailing(driver) as (program, _), browsing(browser, program.cache) as address:
        page = await page_to_look_at(browser, said, viewport={"width": VIEWS[0].width, "height": 800})
        looking = Looking(page, address + prefix)
        await looking.at(*OUTSIDE, link, "/desk/link/gone")
        await looking.sent_empty("/desk/sign-in", link)
        await looking.signs_in(driver, administrator)
        await looking.at(*OWN_PAGES, *(f"/desk/people{path}" for path in people), "/desk/mail")
        await looking.sent_empty(*FORMS)
        await looking.is_given_a_token()
        await looking.session_ends(driver)
    assert looking.found == []
    assert [line for line in said if not re.search("status of 4(10|22)", line)] == []
    assert html_checker.errors(looking.pages) == []
