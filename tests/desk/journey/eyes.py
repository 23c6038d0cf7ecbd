"""Every page of the journey is looked at once: accessibility, sideways scroll; and what the console says is heard."""

from __future__ import annotations

import re

from playwright.async_api import Page

from tests.web.browser import View, problems

WIDTH = 1280
VIEWS = (View("light", WIDTH), View("light", WIDTH, large=True))
ID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}")
REFUSED = re.compile(r"Failed to load resource: .* (?:409|422) ")


class Eyes:
    """`found`: what is wrong with the pages seen so far; `said`: what the browser's console said."""

    def __init__(self, scripts: bool) -> None:
        self.scripts, self.found, self.said, self.seen = scripts, list[str](), list[str](), set[str]()

    async def look(self, page: Page) -> None:
        """Each page in each of its states once; a browser without scripts cannot be asked what axe asks."""
        title = await page.title()
        state = ID.sub("…", page.url.split("?")[0].split("/", 3)[3]) + f" {title.split('：')[0]}"
        if not self.scripts or state in self.seen:
            return
        self.seen.add(state)
        self.found += [f"{state}: {problem}" for problem in await problems(page, VIEWS)]

    @property
    def complaints(self) -> list[str]:
        """Everything wrong; that a form was refused, which the story wants, is none."""
        return self.found + [line for line in self.said if not REFUSED.match(line)]
