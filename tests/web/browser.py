"""Pages in Chromium, and what is looked for on every one of them: accessibility (axe), and scrolling sideways."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, NamedTuple

import axe_playwright_python
from playwright.async_api import Browser, Page

from tests.serving import served

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")
LOOK = (Path(__file__).parent / "look.js").read_text("utf-8")
HEIGHT = 800
LEGIBLE = set[str]()
"""Combinations of colours in which words were legible on pages that this process has looked at, see look.js."""


class View(NamedTuple):
    """`width`: of the window in pixels; `large`: in large type."""

    scheme: Any
    width: int
    large: bool = False


# Every page is looked at in each of them; the first is held to all rules, see look.js.
VIEWS = (
    View("light", 320),
    View("light", 320, large=True),
    View("dark", 320),
    View("dark", 1280),
    View("dark", 1280, large=True),
    View("light", 1280),
)


@asynccontextmanager
async def browsing(browser: Browser, app: Any) -> AsyncIterator[str]:
    """The address under which `app` is served to the browser."""
    async with served(app) as address:
        try:
            yield address
        finally:
            for context in browser.contexts:
                await context.close()


async def page_in(browser: Browser, said: list[str], **options: Any) -> Page:
    """A page in a context of its own; what the console says, and every error, is added to `said`."""
    context = await browser.new_context(bypass_csp=True, reduced_motion="reduce", locale="zh-CN", **options)
    page = await context.new_page()
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    return page


async def page_to_look_at(browser: Browser, said: list[str], **options: Any) -> Page:
    """As `page_in`, with axe in every document before it is asked for."""
    page = await page_in(browser, said, **options)
    await page.add_init_script(f"{AXE}\n{LOOK}")
    return page


async def problems(page: Page, views: Sequence[View] = VIEWS) -> list[str]:
    """What is wrong with the page in any of these views; the page is left in the light, as wide as it was."""
    if not await page.evaluate("'startLooking' in window"):
        await page.evaluate(f"{AXE}\n{LOOK}")
    await page.evaluate("known => startLooking(known)", list(LEGIBLE))
    assert page.viewport_size
    found, usual = [], View("light", page.viewport_size["width"])
    before = usual
    for view in views:
        await _turn(page, before, view)
        wrong = await page.evaluate("([width, large]) => look(width, large)", [view.width, view.large])
        found += [f"{view.scheme} {view.width}{' large' * view.large}: {problem}" for problem in wrong]
        before = view
    LEGIBLE.update(await page.evaluate("coloursKnown()"))
    await _turn(page, before, usual)
    return found


async def _turn(page: Page, before: View, view: View) -> None:
    """Only what is another: each of them lays the page out anew."""
    if view.scheme != before.scheme:
        await page.emulate_media(color_scheme=view.scheme)
    if view.width != before.width:
        await page.set_viewport_size({"width": view.width, "height": HEIGHT})


async def problems_of(browser: Browser, app: Any, pages: Mapping[str, str]) -> list[str]:
    """What is wrong with these pages, as `app` answered them, in all views; and what the console says."""
    found, said = [], list[str]()
    async with browsing(browser, _showing(app, pages)) as address:
        page = await page_to_look_at(browser, said, viewport={"width": VIEWS[0].width, "height": HEIGHT})
        for number, name in enumerate(pages):
            await page.goto(f"{address}/state/{number}")
            found += [f"{name}: {problem}" for problem in await problems(page)]
    return found + said


def _showing(app: Any, pages: Mapping[str, str]) -> Any:
    """`app`, with the pages under their numbers; everything they name comes from `app`."""
    bodies = [html.encode() for html in pages.values()]

    async def either(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http" or not scope["path"].startswith("/state/"):
            await app(scope, receive, send)
            return
        headers = [(b"content-type", b"text/html; charset=utf-8")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": bodies[int(scope["path"].rpartition("/")[2])]})

    return either
