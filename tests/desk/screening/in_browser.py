"""Desk pages in a real browser: a person signed in, the work role running, and pages in states that only a form leads to."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Any

from playwright.async_api import Browser, Page, Route

from tests.desking import AtDesk
from tests.driving import Driver
from tests.web.browser import browsing, page_in, problems
from web.app import create_app

VIEWS = [("light", 320), ("dark", 1280)]


@asynccontextmanager
async def browser_at_work(driver: Driver) -> AsyncIterator[tuple[Browser, str]]:
    """As `browsing`, while the work role keeps the read models up to date."""

    async with driver.working(), browsing(create_app(driver.runtime)) as found:
        yield found


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


async def problems_of_states(driver: Driver, states: Mapping[str, str]) -> list[str]:
    """What is wrong with pages as they were answered: accessibility and sideways scroll, light on a phone and dark on a desk."""
    found, said = [], list[str]()

    async with browsing(create_app(driver.runtime)) as (browser, address):
        for scheme, width in VIEWS:
            page = await page_in(browser, said, color_scheme=scheme, viewport={"width": width, "height": 800})
            for number, (name, html) in enumerate(states.items()):
                await page.route(f"**/state/{number}", _answering(html))
                await page.goto(f"{address}/state/{number}")
                found += [f"{name} {scheme} {width}: {problem}" for problem in await problems(page, width)]
            await page.context.close()
    return found + said


def _answering(html: str) -> Callable[[Route], Awaitable[None]]:
    async def answer(route: Route) -> None:
        await route.fulfill(body=html, content_type="text/html")

    return answer
