"""The people of the journey and what they share: each signs in through the sign-in page, each has a browser of his own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import httpx
from playwright.async_api import Browser

from domain.access import Role
from domain.calendar import local_date
from tests.accounts import PASSWORD, Account, account, code_now
from tests.desk.journey.eyes import WIDTH, Eyes
from tests.desk.journey.hands import Hand
from tests.desk.journey.points import POINTS, Point
from tests.desk.journey.texts import draft, opinions
from tests.driving import OWN, Driver
from tests.web.browser import page_in, page_to_look_at

TITLE = "关于修订古树名木保护管理办法的决定"
ROLES: Mapping[str, tuple[Role, ...]] = {
    "王敏": (Role.DRAFTER, Role.ANSWERER, Role.SCREENER, Role.REGISTRAR),
    "李强": (Role.REVIEWER, Role.SCREENER),
    "张岚": (Role.RELEASER,),
}
ADDRESSES = {"王敏": "wangmin", "李强": "liqiang", "张岚": "zhanglan"}


@dataclass
class Story:
    """`texts`: the opinions, in the order of their numbers; `receipts`: what the public was given, by number.

    `points`: under which they are answered; `files`: what comes with an opinion sent online, by its number.
    """

    driver: Driver
    browser: Browser
    address: str
    hand: type[Hand]
    eyes: Eyes
    folder: Path
    draft: str = field(default_factory=draft)
    texts: list[str] = field(default_factory=opinions)
    accounts: dict[str, Account] = field(default_factory=dict)
    hands: dict[str, Hand] = field(default_factory=dict)
    receipts: dict[int, str] = field(default_factory=dict)
    points: list[Point] = field(default_factory=lambda: [*POINTS])
    files: dict[int, Path] = field(default_factory=dict)
    number: str = "2026-001"
    opened: date = date.min

    @property
    def today(self) -> date:
        return local_date(self.driver.clock.now())

    @property
    def revised(self) -> str:
        """The draft with its second article reworded, as the opinions wanted."""
        changed = self.draft.replace("第二条 ", "第二条 依法公开办理。", 1)
        assert changed != self.draft
        return changed

    async def people_are_invited(self) -> None:
        for name, roles in ROLES.items():
            self.accounts[name] = await account(self.driver.runtime, name, f"{ADDRESSES[name]}@haizhou.example", OWN, *roles)

    async def person(self, name: str) -> Hand:
        """Someone at a browser of his own; a name without an account is a member of the public."""
        if name not in self.hands:
            options: dict[str, Any] = {"java_script_enabled": self.hand.scripts, "viewport": {"width": WIDTH, "height": 900}}
            made = page_to_look_at if self.hand.scripts else page_in
            self.hands[name] = self.hand(await made(self.browser, self.eyes.said, **options), self.eyes)
        return self.hands[name]

    async def at_work(self, name: str) -> Hand:
        """A member of staff before what waits for him; signed in with password and code where he is not yet, or no more."""
        hand = await self.person(name)
        await hand.open(f"{self.address}/desk")
        if await hand.page.get_by_role("heading", name="登录工作台").count():
            await self.signs_in(hand, self.accounts[name])
        await hand.reads("等我办理")
        return hand

    async def signs_in(self, hand: Hand, who: Account) -> None:
        self.driver.clock.advance(timedelta(seconds=60))  # a code is good for one sign-in
        await hand.write("邮箱", who.email)
        await hand.write("密码", PASSWORD)
        await hand.press("登录")
        await hand.write("动态口令或者恢复码", code_now(self.driver.runtime, who.secret))
        await hand.press("继续")

    async def at_decision(self, name: str) -> Hand:
        """Before the decision's own page at the desk, the way there is from the work list."""
        hand = await self.at_work(name)
        await hand.follow(TITLE)
        return hand

    async def comments(self) -> list[dict[str, Any]]:
        """All opinions, as a program is told of them."""
        found: list[dict[str, Any]] = []
        async with httpx.AsyncClient(base_url=self.address) as client:
            path: str | None = f"/api/v1/consultations/{self.number}/comments?limit=200"
            while path:
                page = (await client.get(path)).json()
                found, path = [*found, *page["items"]], page["next"]
        return found

    def later(self, **more: int) -> None:
        self.driver.clock.advance(timedelta(**more))
