"""The desk in a real browser: signed in, by keyboard alone."""

from __future__ import annotations

import asyncio
from typing import Any

from playwright.async_api import Browser, CDPSession, Page

from tests.driving import Driver
from tests.web.browser import page_in

MOST_TABS = 400
TAB = {"key": "Tab", "code": "Tab", "windowsVirtualKeyCode": 9}
# How often Tab is pressed at least to get there: things on the way that it may stop at, a group of radios once.
AT_LEAST = """target => {
    const here = document.activeElement, start = here === document.body;
    if (here === target) return 0;
    const follows = (one, other) => one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING;
    const stops = new Set();
    for (const node of document.querySelectorAll("a[href], button, input, select, textarea, summary")) {
        const between = (start || follows(here, node)) && follows(node, target);
        const usable = !node.disabled && node.type !== "hidden" && node.tabIndex >= 0 && node.checkVisibility();
        if (between && usable) stops.add(node.type === "radio" ? node.name : node);
    }
    if (here.type === "radio") stops.delete(here.name);
    return stops.size + 1;
}"""
ACTIVE = "() => { const a = document.activeElement; return a === document.body ? '' : a.outerHTML.slice(0, 80); }"


async def signed_in_page(driver: Driver, browser: Browser, address: str, person: str, said: list[str], **options: Any) -> Page:
    """A page in which this person is signed in."""
    page = await page_in(browser, said, **options)
    token = await driver.runtime.sessions.open((await driver.runtime.staff.person(person)).id, "test")
    await page.context.add_cookies([{"name": "desk", "value": token, "url": address}])
    return page


class Keys:
    """A person without a mouse: goes to things with the Tab key, and never further than they can be reached."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self._keyboard: CDPSession | None = None

    async def reach(self, locator: Any) -> None:
        target, pressed = await locator.element_handle(), 0
        while (steps := await target.evaluate(AT_LEAST)) and pressed < MOST_TABS:
            await self._tab(steps)
            pressed += steps
        if not steps:
            return
        raise AssertionError(f"{locator} is not reached by the Tab key; last: {await self.page.evaluate(ACTIVE)}")

    async def _tab(self, times: int) -> None:
        """So many keystrokes, one after the other, without waiting for the answer to each."""
        self._keyboard = self._keyboard or await self.page.context.new_cdp_session(self.page)
        strokes = [{"type": kind, **TAB} for _ in range(times) for kind in ("rawKeyDown", "keyUp")]
        await asyncio.gather(*(self._keyboard.send("Input.dispatchKeyEvent", stroke) for stroke in strokes))

    async def press(self, role: Any, name: str, *, exact: bool = True) -> None:
        """Go to a link or button and press Enter."""
        await self.reach(self.page.get_by_role(role, name=name, exact=exact).first)
        await self.page.keyboard.press("Enter")
        await self.page.wait_for_load_state()

    async def type(self, label: str, text: str) -> None:
        """Write into a field, in place of what stands there."""
        await self.reach(self.page.get_by_label(label).first)
        await self.page.keyboard.press("Control+a")
        await self.page.keyboard.insert_text(text)

    async def choose(self, label: str) -> None:
        """Tick a box, or choose one of several."""
        choice = self.page.get_by_label(label, exact=True).first
        if await choice.is_checked():
            return
        if await choice.get_attribute("type") == "radio":
            await self.reach_group(choice)
        else:
            await self.reach(choice)
            await self.page.keyboard.press("Space")
        assert await choice.is_checked(), label

    async def reach_group(self, choice: Any) -> None:
        """Tab to the group, then arrows."""
        name = await choice.get_attribute("name")
        inside = "name => document.activeElement.name === name"
        for _ in range(MOST_TABS):
            if await self.page.evaluate(inside, name):
                break
            await self.page.keyboard.press("Tab")
        await self.page.keyboard.press("Space")
        for _ in range(20):
            if await choice.is_checked():
                return
            await self.page.keyboard.press("ArrowDown")
