"""A year's catalogue at the desk, from its first matter to its first adjustment, and a decision about one of its matters."""

from __future__ import annotations

from typing import Any

from tests.desking import AtDesk, at_desk
from tests.driving import DAY, Driver

ROOT = "/desk/catalogues/2026"
MATTER = {
    "title": "早市设置和管理办法",
    "undertaker": "市商务局市场建设处",
    "planned": "4-6",
    "matter_kind": "public_policy",
    "basis": "关系群众日常生活，占道经营的来信集中。",
    "foreseen": ["hearing", "risk"],
}
SECOND = MATTER | {"title": "停车场布局规划", "planned": "9-9", "matter_kind": "plan", "foreseen": []}
WHY = "上级部署有变化，本项相应作出调整。"
OUTSIDE = "上级临时交办，拟订本年度目录时尚未下达。"


async def prepared(drafter: AtDesk) -> None:
    """Two matters."""
    await drafter.done(f"{ROOT}/matters", **MATTER)
    await drafter.done(f"{ROOT}/matters", **SECOND)


async def listed(driver: Driver) -> None:
    """Published, with two matters."""
    drafter, releaser = await at_desk(driver, "drafter"), await at_desk(driver, "releaser")
    await prepared(drafter)
    await drafter.done(f"{ROOT}/submission")
    await releaser.done(f"{ROOT}/publication")


async def adjusted(driver: Driver) -> None:
    """The second matter is taken out, and a third comes in."""
    drafter, releaser = await at_desk(driver, "drafter"), await at_desk(driver, "releaser")
    await drafter.done(f"{ROOT}/matters/2/removal", kind="removed", reason=WHY)
    await drafter.done(f"{ROOT}/matters", **MATTER | {"title": "夜市设置办法"}, reason=WHY)
    await releaser.done(f"{ROOT}/adjustments")


async def called(driver: Driver, **place: Any) -> str:
    """A decision of this place in the catalogue, open for comment; its public number."""
    decision = await driver.released(**({"place": place} if place else {}))
    closes_at = (driver.clock.now() + 31 * DAY).isoformat()
    await driver.done("releaser", f"/consultations/{decision}/publication", closes_at=closes_at)
    await driver.settle()
    return str((await driver.client.get(f"/api/v1/consultations/{decision}")).json()["number"])
