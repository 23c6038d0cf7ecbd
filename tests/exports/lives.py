"""The lives that exports are made of, each lived once for the tests that only read."""

from __future__ import annotations

from datetime import timedelta

import msgspec

from consult.commands.comment.own_comment import withdraw_comment
from tests.driving import Driver

SECRET_NAME, SECRET_TEXT, WITHHELD_TEXT = "王隐", "尚未审看的话。", "带有他人住址的话。"
PUBLIC_TEXTS = ["建议延长至二十四时。", "反对延长，\n影响休息。", "建议延长至二十四时。"]


class Life(msgspec.Struct, frozen=True):
    """Who looks only, and at which decision. Not to be changed."""

    driver: Driver
    consultation_id: str


async def lived(driver: Driver, *, published: bool = True) -> str:
    """Three comments published (two alike), one withheld, one withdrawn, where not `published` one awaiting; points answered."""
    consultation_id = await driver.opened()
    ids = []
    for place, text in enumerate([*PUBLIC_TEXTS, WITHHELD_TEXT, "收回的话。"]):
        name = {"kind": "enterprise", "name": "张三", "organisation": "甲公司", "publish_name": True} if place == 0 else {}
        respondent = name or {"kind": "individual", "name": SECRET_NAME, "contact": {"phone": "13800138000"}}
        response = await driver.comment(consultation_id, text, respondent=respondent, articles=["a2"] if place == 0 else [])
        ids.append(response.json()["reference"])
    await withdraw_comment(driver.runtime, ids[4], "w")
    waiting = await driver.waiting(consultation_id)
    comments = [item["comment"]["comment_id"] for item in waiting]
    for comment_id in comments[:3]:
        await driver.done("drafter", f"/comments/{comment_id}/publication")
    withhold = {"reason": "personal_data", "note": "含他人住址。", "public_note": "含他人住址，不予公开。"}
    await driver.done("drafter", f"/comments/{comments[3]}/withholding", **withhold)
    if published:
        await driver.close(driver.clock.now() + timedelta(days=31))
        await driver.answered(consultation_id, comments[:1] + comments[2:4])
        await driver.answered(
            consultation_id, comments[1:3], kind="adopted", articles_changed=["a2"], reason="采纳，改为二十二时。"
        )
        await driver.feedback(consultation_id, accepted=["a2"])
    else:
        await driver.comment(consultation_id, SECRET_TEXT, respondent={"kind": "individual", "name": SECRET_NAME})
        await driver.answered(consultation_id, comments[:2])
    await driver.settle()
    return consultation_id
