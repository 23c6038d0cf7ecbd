"""What follows an adoption, through the API: a task of another division, its reports, its inspection; and the evaluation."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from domain.calendar import local_date
from tests.driving import DAY, OTHER, Driver

PROOF = ("证明.txt", "三处早市完成验收。（盖章）".encode(), "text/plain")
TASK = {"measures": "完成三处夜市的划线和供水。", "responsible": "口岸处处长"}
SAID = {"progress": "完成两处。", "effect": "摊位有序。", "next_steps": "九月完成第三处。", "carried_out": "按计划推进。"}
WHY = "供水管线改道，需要顺延一个月。"


def day(driver: Driver, ahead: int = 0) -> str:
    return (local_date(driver.clock.now()) + timedelta(days=ahead)).isoformat()


async def adopted(driver: Driver) -> str:
    """A decision that was consulted on and adopted; its id."""
    decision = await driver.opened()
    await driver.close(driver.clock.now() + 32 * DAY)
    await driver.feedback(decision)
    await driver.adopted(decision)
    return decision


async def task(driver: Driver, decision: str, ahead: int = 30, **changes: Any) -> str:
    """A task of the other division; its id."""
    facts = TASK | {"unit": OTHER.id, "limit": day(driver, ahead)} | changes
    return str((await driver.done("releaser", f"/consultations/{decision}/undertakings", **facts))["id"])


async def inspected(driver: Driver, undertaking: str, ahead: int | None = 10) -> None:
    due = None if ahead is None else day(driver, ahead)
    words = {"findings": "第二处的清扫人员没有到岗。"}
    await driver.done("reviewer", f"/undertakings/{undertaking}/inspections", **words, rectify_by=due)


async def told_of(driver: Driver, undertaking: str) -> None:
    """Progress, a problem, a change, an inspection with its rectification, and the completion."""
    root = f"/undertakings/{undertaking}"
    await driver.done("outsider", f"{root}/progress", **SAID)
    await driver.done("outsider", f"{root}/problems", kind="circumstances_changed", text="供水管线与图纸不符。")
    facts = TASK | {"unit": OTHER.id, "limit": day(driver, 60), "reason": WHY}
    await driver.done("releaser", f"{root}/changes", **facts)
    await inspected(driver, undertaking)
    await driver.done("outsider", f"{root}/rectifications", inspection=1, done="清扫人员已经到岗，附排班表。", files=[PROOF])
    await driver.done("outsider", f"{root}/completion", effect="三处夜市全部完成划线和供水。", files=[PROOF])


async def evaluated(driver: Driver, decision: str, result: str = "changed") -> str:
    """Evaluated by a unit that did not appraise; another decision, linked, asks the public. The other one's id."""
    root, later = f"/consultations/{decision}", await driver.released(title="关于夜间经济措施后评估的意见征集")
    start = {"trigger": "many_opinions", "method": "commissioned", "unit": "示例研究院"}
    await driver.done("releaser", f"{root}/evaluation", **start, reason="公众对供水提出较多意见。")
    link = {"later": later, "relation": "evaluation", "reason": "后评估需要再次听取公众意见。"}
    await driver.done("releaser", f"{root}/later-decisions", **link)
    words = {"heard": "网络征集意见，召开两次座谈会。", "summary": "秩序好转，供水不足，建议增加供水点。"}
    report = {"result": result, "involved": ["deputies", "grassroots"], "files": [PROOF]}
    await driver.done("releaser", f"{root}/evaluation/report", **report, **words)
    return later


async def suspended(driver: Driver, decision: str) -> None:
    facts = {"cause": "force_majeure", "decided_by": "head", "decided_on": day(driver)}
    words = {"scope": "沿河路段的夜市暂停。", "reason": "河道汛情，路段临时封闭。"}
    await driver.done("releaser", f"/consultations/{decision}/suspension", **facts, **words)
