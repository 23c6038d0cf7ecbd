"""A decision whose period is over, with comments of several kinds, ready to be answered."""

from __future__ import annotations

from collections.abc import Sequence

from tests.driving import DAY, Driver

TEXTS = ("建议夜市延长到零点。", "太吵了，请不要延长。", "建议夜市延长到零点。", "请写明摊位费。", "建议夜市延长到零点！")


async def closed(driver: Driver, texts: Sequence[str] = TEXTS) -> tuple[str, list[str]]:
    """Its id, and the ids of its comments in order of number; all published."""
    consultation_id = await driver.opened()
    for text in texts:
        await driver.comment(consultation_id, text, articles=["a2"] if "夜市" in text else [])
    ids = [item["comment"]["comment_id"] for item in await driver.waiting(consultation_id)]
    for comment_id in ids:
        await driver.done("drafter", f"/comments/{comment_id}/publication")
    await driver.close(driver.clock.now() + 31 * DAY)
    return consultation_id, ids


async def point_of(driver: Driver, consultation_id: str, summary: str, *comment_ids: str) -> str:
    """A point that gathers these; its id."""
    root = f"/consultations/{consultation_id}/points"
    made = await driver.done("drafter", root, summary=summary, articles=["a2"], comment_ids=list(comment_ids))
    await driver.settle()
    return str(made["id"])
