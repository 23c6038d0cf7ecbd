"""The two hands of the journey: the keyboard alone in a browser with scripts, and clicks and plain forms in one without."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from datetime import date
from pathlib import Path
from typing import ClassVar

from playwright.async_api import Locator, Page

from tests.desk.in_browser import Keys
from tests.desk.journey.eyes import Eyes

PATIENCE = 60_000  # milliseconds: a busy machine is not a fault
ORDERS = ("%m %d %Y", "%Y %m %d", "%d %m %Y")  # in which a browser may ask for a date; a person sees in which it does


class Hand(ABC):
    """What a person does with a page. Names and labels are what the person reads; each new page is looked at."""

    scripts: ClassVar[bool]

    def __init__(self, page: Page, eyes: Eyes) -> None:
        self.page, self.eyes = page, eyes
        page.set_default_timeout(PATIENCE)

    async def open(self, address: str) -> None:
        """Type an address."""
        await self.page.goto(address)
        await self.eyes.look(self.page)

    async def follow(self, name: str) -> None:
        """Use a link."""
        await self.leave(self.page.get_by_role("link", name=name, exact=True).first)

    async def press(self, name: str) -> None:
        """Use a button that sends a form."""
        await self.leave(self.page.get_by_role("button", name=name, exact=True).first)

    async def leave(self, way: Locator) -> None:
        async with self.page.expect_navigation():
            await self.use(way)
        await self.eyes.look(self.page)

    async def reads(self, words: str) -> None:
        """The page says this, for everybody to see."""
        await self.page.get_by_text(words).first.wait_for()

    async def unfold(self, name: str) -> None:
        """Open the options of this group, where they are folded away."""
        group = self.page.get_by_role("group", name=name)
        folded = group.locator("details:not([open]) > summary")
        if await folded.count():
            await self.use(folded)

    def labelled(self, label: str) -> Locator:
        """The field of this name; whether it may be left empty stands behind the name."""
        named = self.page.get_by_label(re.compile(rf"^\s*{re.escape(label)}(选填|送审前填写)?\s*$"))
        return self.page.locator("input, textarea, select").and_(named).first

    @abstractmethod
    async def use(self, way: Locator) -> None:
        """A link or button."""

    @abstractmethod
    async def write(self, label: str, text: str) -> None:
        """Write into a field, in place of what stands there."""

    @abstractmethod
    async def choose(self, label: str) -> None:
        """Tick a box, or one of several."""

    @abstractmethod
    async def pick(self, label: str, option: str) -> None:
        """Pick from a list."""

    @abstractmethod
    async def date(self, label: str, day: date) -> None:
        """Give a date."""

    @abstractmethod
    async def attach(self, label: str, file: Path) -> None:
        """Choose a file."""

    @abstractmethod
    async def choose_all(self, prefix: str) -> None:
        """Tick every box of the page whose name begins so."""


class ByKeyboard(Hand):
    """Nothing but keys: what Tab does not reach cannot be used."""

    scripts = True

    def __init__(self, page: Page, eyes: Eyes) -> None:
        super().__init__(page, eyes)
        self.keys = Keys(page)

    async def use(self, way: Locator) -> None:
        await self.keys.reach(way)
        await self.page.keyboard.press("Enter")

    async def write(self, label: str, text: str) -> None:
        await self.keys.reach(self.labelled(label))
        await self.page.keyboard.press("Control+a")
        await self.page.keyboard.insert_text(text)

    async def choose(self, label: str) -> None:
        choice = self.labelled(label)
        if await choice.is_checked():
            return
        if await choice.get_attribute("type") == "radio":
            await self.keys.reach_group(choice)
        else:
            await self.keys.reach(choice)
            await self.page.keyboard.press("Space")
        assert await choice.is_checked(), label

    async def pick(self, label: str, option: str) -> None:
        field = self.labelled(label)
        await self.keys.reach(field)
        chosen = "list => list.selectedOptions[0].label.trim()"
        await self.page.keyboard.press("Home")
        for _ in range(await field.locator("option").count()):
            if option in await field.evaluate(chosen):
                return
            await self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"{label}: {option} cannot be picked")

    async def date(self, label: str, day: date) -> None:
        field = self.labelled(label)
        await self.keys.reach(field)
        for order in ORDERS:
            for part in (day.strftime(each) for each in order.split()):
                await self.page.keyboard.type(part)
                if len(part) == 4:
                    await self.page.keyboard.press("ArrowRight")
            if await field.input_value() == day.isoformat():
                return
            for _ in order.split():
                await self.page.keyboard.press("ArrowLeft")
        raise AssertionError(f"{label}: {await field.input_value()} instead of {day}")

    async def attach(self, label: str, file: Path) -> None:
        """Reached by keyboard; the dialogue that would open is the system's, not the page's."""
        field = self.labelled(label)
        await self.keys.reach(field)
        await field.set_input_files(file)

    async def choose_all(self, prefix: str) -> None:
        await self.choose("选择本页全部")


class WithoutScripts(Hand):
    """A mouse, and forms as HTML has them."""

    scripts = False

    async def use(self, way: Locator) -> None:
        await way.click()

    async def write(self, label: str, text: str) -> None:
        await self.labelled(label).fill(text)

    async def choose(self, label: str) -> None:
        await self.labelled(label).check()

    async def pick(self, label: str, option: str) -> None:
        found = self.labelled(label)
        texts = await found.locator("option").all_inner_texts()
        await found.select_option(index=next(place for place, text in enumerate(texts) if option in text))

    async def date(self, label: str, day: date) -> None:
        await self.labelled(label).fill(day.isoformat())

    async def attach(self, label: str, file: Path) -> None:
        await self.labelled(label).set_input_files(file)

    async def choose_all(self, prefix: str) -> None:
        for box in await self.page.get_by_role("checkbox", name=prefix).all():
            await box.check()
