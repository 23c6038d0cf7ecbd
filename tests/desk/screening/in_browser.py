"""Desk pages in a real browser: a person signed in, the work role running."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from playwright.async_api import Browser, Page

from tests.desking import AtDesk
from tests.driving import Driver
from tests.web.browser import browsing, page_in


@asynccontextmanager
async def browser_at_work(driver: Driver, browser: Browser) -> AsyncIterator[str]:
    """As `browsing`, while the work role keeps the read models up to date."""
    async with driver.working(), browsing(browser, driver.cache) as address:
        yield address


async def desk_page(browser: Browser, address: str, desk: AtDesk, said: list[str], **options: Any) -> Page:
    """A page in which this person is signed in."""
    page = await page_in(browser, said, **options)
    await page.context.add_cookies([{"name": "desk", "value": desk.client.cookies["desk"], "url": address}])
    return page


async def press(page: Page, role: Any, name: str) -> None:
    """Reach a link or button by keyboard, and use it."""
    target = page.get_by_role(role, name=name, exact=True).first
    await target.focus()
    await page.keyboard.press("Enter")
    await page.wait_for_load_state()
