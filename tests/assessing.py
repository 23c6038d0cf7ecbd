"""Experts heard and risks assessed, through the API, as a division does it."""

from __future__ import annotations

from typing import Any

from domain.calendar import local_date
from tests.driving import Driver

OPINION = ("论证意见.txt", "路段宽度足够，建议增设消防通道。陈示例（签名）".encode(), "text/plain")
REPORT = ("风险评估报告.txt", "总体风险较低，措施可行。（盖章）".encode(), "text/plain")
SUMMARY = "营业时间总体可行，建议避开中考、高考期间。"
USED = "第二条增加了中考、高考期间的例外规定。"
STATEMENT = "亲属在夜市经营摊位，已经书面说明。"
NAMES = ("陈某某", "李某某", "王某某")


async def chosen(driver: Driver, decision: str, form: str = "written") -> str:
    """Three are asked; the first has a direct interest, the third agrees to be named, and two are invited. The review's id."""
    plan = {"form": form, "subject": "营业时间对周边居民休息的影响。"}
    review = str((await driver.done("drafter", f"/consultations/{decision}/expert-reviews", **plan))["id"])
    root = f"/expert-reviews/{review}"
    for number, name in enumerate(NAMES, 1):
        await driver.done("drafter", f"{root}/experts", name=name, unit="示例大学", field="城市管理")
        interest = {"interest": "direct" if number == 1 else "none", "statement": STATEMENT, "name_shown": number == 3}
        await driver.done("drafter", f"{root}/declarations", expert=number, **interest)
    for number in (2, 3):
        await driver.done("drafter", f"{root}/invitations", expert=number)
    return review


async def heard(driver: Driver, decision: str) -> str:
    """Two give opinions, of both it is said what became of them, and the review ends. Its id."""
    review = await chosen(driver, decision)
    root, today = f"/expert-reviews/{review}", local_date(driver.clock.now()).isoformat()
    for number in (2, 3):
        given = {"expert": number, "finding": "with_changes", "signed_on": today, "summary": SUMMARY, "files": [OPINION]}
        await driver.done("drafter", f"{root}/opinions", **given)
        await driver.done("drafter", f"{root}/uses", expert=number, use="partly_adopted", reason=USED)
    await driver.done("releaser", f"{root}/conclusion")
    return review


async def found(driver: Driver, decision: str) -> str:
    """A risk with its measures. The assessment's id."""
    started = {"assessor": "third_party", "unit": "示例评估中心"}
    assessment = str((await driver.done("drafter", f"/consultations/{decision}/risk-assessments", **started))["id"])
    risk = {"kind": "social_stability", "likelihood": "medium", "degree": "low"}
    words = {"description": "摊位迁移可能引起摊主聚集。", "measures": "分批迁移，安排专人接待来访。"}
    await driver.done("drafter", f"/risk-assessments/{assessment}/risks", **risk, **words)
    return assessment


async def assessed(driver: Driver, decision: str, **changes: Any) -> str:
    """The risk of the text as it stands: low and controllable, unless `changes` say otherwise. The assessment's id."""
    assessment = await found(driver, decision)
    report: dict[str, Any] = {"result": "low", "controllable": True, "methods": ["key_visits", "qualitative"], "files": [REPORT]}
    report |= {"heard": "听取了公安、城管部门的意见。", "conclusion": "措施可行，总体可控，可以实施。"}
    await driver.done("releaser", f"/risk-assessments/{assessment}/conclusion", **report | changes)
    return assessment
