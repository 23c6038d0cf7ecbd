"""A hearing that takes applications, and people who apply to it."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from consult.commands.application.submission import ApplicationReceipt, SubmitApplication, submit_application
from domain.enumerations import RespondentKind, Side
from domain.values import Contact
from tests.desking import AtDesk
from tests.driving import DAY, Driver

APPLICANTS, SEATS = 40, 12
PLAN = {
    "kind": "hearing",
    "form": "on_site",
    "subject": "夜市营业时间听证会",
    "reason": "摊主和居民的意见分歧较大，需要当面听取。",
    "place": "示例路1号会议室",
}
QUOTAS = [
    {"side": "resident", "seats": SEATS - 2, "interested": True, "selection": "lot"},
    {"side": "operator", "seats": 2, "interested": True, "selection": "lot"},
    {"side": "expert", "seats": 1, "interested": False, "selection": "invitation"},
]
SAID = {"content": "听取各方对营业时间的意见。", "conditions": "在本市居住或者经营。", "contact_unit": "市场建设处"}
FORM = {"side": "resident", "category": "individual", "name": "钟离某某", "email": "zhongli-4417@gulou.example", "phone": ""}
GROUNDS = "住在鼓楼巷口摊位的正上方。"


async def announced(driver: Driver, decision: str, **changes: Any) -> tuple[str, datetime]:
    """The activity's id, and until when people apply."""
    planned = await driver.done("drafter", f"/consultations/{decision}/activities", **PLAN)
    until = driver.clock.now() + 10 * DAY
    facts: dict[str, Any] = {"held_at": (driver.clock.now() + 40 * DAY).isoformat(), "apply_until": until.isoformat()}
    facts |= {"quotas": QUOTAS, "observer_seats": 3, **SAID, **changes}
    await driver.done("releaser", f"/activities/{planned['id']}/announcement", **facts)
    await driver.settle()
    return str(planned["id"]), until


async def apply(driver: Driver, activity: str, number: int, side: Side | None = Side.RESIDENT) -> ApplicationReceipt:
    command = SubmitApplication(
        activity_id=UUID(activity),
        side=side,
        category=RespondentKind.INDIVIDUAL,
        name=f"报名人{number}",
        contact=Contact(email=f"person{number}@example.org"),
        publish_name=number % 2 == 0,
    )
    return await submit_application(driver.runtime, command, f"apply-{number}")


async def by_form(driver: Driver, root: str, **changes: str) -> str:
    """Form, check, submit, without scripts; answers with the address of the receipt."""
    form = (await driver.client.get(f"{root}/application")).text
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form))
    checked = await driver.client.post(f"{root}/application/check", data=hidden | FORM | {"grounds": GROUNDS} | changes)
    assert checked.status_code == 200, checked.text
    sent = dict(re.findall(r'<textarea name="(\w+)" hidden>\n(.*?)</textarea>', checked.text, re.DOTALL))
    sent |= dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', checked.text))
    async with driver.working():
        answer = await driver.client.post(f"{root}/application/submit", data=sent | {"step": "submit"})
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"])


async def drawn(driver: Driver, drafter: AtDesk, activity: str, until: datetime) -> None:
    """The deadline has come: closed and drawn by forms."""
    driver.clock.tell(until + timedelta(minutes=1))
    await refreshed(driver, drafter)
    await drafter.done(f"/desk/activities/{activity}/applications/closing")
    await drafter.done(f"/desk/activities/{activity}/lot")


async def refreshed(driver: Driver, *people: AtDesk) -> None:
    """Sessions end while weeks pass; these people sign in again."""
    for person in people:
        found = await driver.runtime.staff.person(person.person)
        person.client.cookies.set("desk", await driver.runtime.sessions.open(found.id, "test"))
