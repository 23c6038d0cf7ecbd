"""A hearing by forms alone, up to each of its steps."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

from tests.desking import AtDesk, at_desk
from tests.driving import DAY, Driver

PLAN = {
    "kind": "hearing",
    "form": "on_site",
    "subject": "夜市营业时间听证会",
    "reason": "摊主和居民的意见分歧较大，需要当面听取。",
    "place": "示例路1号会议室",
}
ANNOUNCED = {
    "held_time": "09:00",
    "content": "听取各方对营业时间的意见。",
    "seats_operator": "1",
    "seats_resident": "1",
    "interested": ["operator", "resident"],
    "contact_unit": "市场建设处",
    "contact_phone": "0000-0000001",
    "conditions": "在本市居住或者经营。",
    "complaints": "可以向法规处反映。",
}
PEOPLE = (
    {"side": "operator", "category": "enterprise", "name": "李某某", "organisation": "示例餐饮公司", "name_shown": "yes"},
    {"side": "resident", "category": "individual", "name": "王某某", "name_shown": "no"},
)
OFFICIALS = {"host": "赵主持", "recorder": "钱记录", "presenter": "孙陈述", "observers": "3"}
SAID = {"kind": "enterprise", "text": "二十三时收市太早，建议延长到二十四时。", "name": "李某某", "shown": "yes"}


def day(driver: Driver, days: int = 0) -> str:
    """The day so many days from now, in Shanghai."""
    return (driver.clock.now() + timedelta(hours=8) + days * DAY).date().isoformat()


async def planned(driver: Driver, decision: str, **changes: Any) -> str:
    """The address of the activity at the desk."""
    drafter = await at_desk(driver, "drafter")
    return (await drafter.done(f"/desk/consultations/{decision}/activities", **PLAN | changes)).partition("?")[0]


async def announced(driver: Driver, root: str, days: int = 35) -> None:
    releaser = await at_desk(driver, "releaser")
    await releaser.done(f"{root}/announcement", held_on=day(driver, days), **ANNOUNCED)


def choices(html: str, name: str) -> list[str]:
    """Values of the options of a field, in order."""
    found = re.findall(rf'<input type="checkbox"[^>]*name="{name}" value="([^"]+)"', html)
    select = re.search(rf'<select[^>]*name="{name}"[^>]*>(.*?)</select>', html, re.DOTALL)
    return found or [value for value in re.findall(r'value="([^"]*)"', select.group(1) if select else "") if value]


async def prepared(driver: Driver, root: str) -> None:
    """Two people are invited and listed, and have the materials; a week later than that."""
    drafter, releaser = await at_desk(driver, "drafter"), await at_desk(driver, "releaser")
    for person in PEOPLE:
        await drafter.done(f"{root}/participants", **person)
    await releaser.done(f"{root}/list")
    form = await drafter.page(f"{root}/materials")
    handed = {"delivered_on": day(driver), "how": "handed"}
    await drafter.done(f"{root}/materials", participants=choices(form, "participants"), **handed)


async def fresh(driver: Driver, *people: AtDesk) -> None:
    """Sessions end while weeks pass; these people sign in again."""
    for person in people:
        found = await driver.runtime.staff.person(person.person)
        person.client.cookies.set("desk", await driver.runtime.sessions.open(found.id, "test"))


async def held(driver: Driver, root: str, registrar: AtDesk) -> None:
    """On the day, an hour after the time announced."""
    form = await registrar.page(f"{root}/holding")
    when = {"began_on": day(driver), "began_time": "09:00", "attended": choices(form, "attended")}
    await registrar.done(f"{root}/holding", **when, **OFFICIALS)
