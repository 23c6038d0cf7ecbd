"""A whole decision with all that can happen to its comments, carried out through the API."""

from __future__ import annotations

from typing import Any

from tests.assessing import assessed, heard
from tests.driving import DAY, DRAFT, Driver
from tests.questioning import SPREAD, questioned, responded

CHANGED = DRAFT.replace("二十三时", "二十四时")
ADOPTED = {"kind": "adopted", "reason_kind": "other", "reason": "采纳，营业时间延长至零点。", "articles_changed": ["a2"]}


async def lived(driver: Driver, comments: int = 12) -> str:
    """Comments published, redacted, withheld, withdrawn, erased; all answered; experts heard, the risk assessed; adopted; an
    answer superseded, a title corrected, a screening revised twice, a name shown no longer. Answers with the decision's id."""
    consultation = await driver.opened()
    references = [await commented(driver, consultation, number) for number in range(comments)]
    withdrawn = await driver.client.post(f"/api/v1/receipts/{references[3]}/withdrawal")
    assert withdrawn.status_code == 200, withdrawn.text
    ids = [item["comment"]["comment_id"] for item in await driver.waiting(consultation)]
    await screened(driver, ids)
    questionnaire = await surveyed(driver, consultation)
    await driver.close(driver.clock.now() + 31 * DAY)
    await driver.done("releaser", f"/questionnaires/{questionnaire}/figures", spread=SPREAD)
    await driver.answered(consultation, ids[:4])
    point = await driver.answered(consultation, ids[4:], **ADOPTED)
    await driver.feedback(consultation, CHANGED)
    await heard(driver, consultation)
    await assessed(driver, consultation)
    await driver.adopted(consultation, CHANGED)
    await looked_at_again(driver, ids[5])
    asked = {"publish_name": False, "cause": "respondent_asked", "note": "本人来电，已核对身份"}
    await driver.done("second", f"/comments/{ids[7]}/registration-correction", **asked)
    await edited(driver, consultation, point)
    return consultation


async def surveyed(driver: Driver, consultation: str) -> str:
    """A questionnaire with two responses, what was written in one of them erased since. Its id."""
    questionnaire = await questioned(driver, consultation)
    address = "/consultations/2026-001/questionnaires/1"
    reference = await responded(driver, address, q2=["1", "3"], q3="4", q4="请公示摊位费。")
    await responded(driver, address, kind="enterprise", q1="2")
    root = f"/questionnaires/{questionnaire}"
    erasure = await driver.done("drafter", f"{root}/erasure-requests", reference=reference, note="本人来电")
    await driver.done("second", f"{root}/erasures", response_id=erasure["id"])
    return questionnaire


async def closed(driver: Driver) -> tuple[str, list[str]]:
    """A decision whose period is over, with three comments, all published; its id, and theirs."""
    consultation = await driver.opened()
    for number in range(3):
        await commented(driver, consultation, number)
    ids = [item["comment"]["comment_id"] for item in await driver.waiting(consultation)]
    for comment_id in ids:
        await driver.done("drafter", f"/comments/{comment_id}/publication")
    await driver.close(driver.clock.now() + 31 * DAY)
    return consultation, ids


async def commented(driver: Driver, consultation: str, number: int) -> str:
    respondent: dict[str, Any] = {"kind": "individual", "name": f"市民{number}", "organisation": f"商户{number}"}
    text = f"建议营业到零点，理由{number % 9}。"
    response = await driver.comment(consultation, text, f"k{number}", respondent=respondent | {"publish_name": number % 2 == 0})
    assert response.status_code == 201, response.text
    return str(response.json()["reference"])


async def screened(driver: Driver, ids: list[str]) -> None:
    """The first is redacted, the second withheld, the rest published; of the third all is erased, of the fourth the name."""
    redacted = {"basis": "personal_data", "redacted_text": "建议营业到零点，■■0。"}
    await driver.done("drafter", f"/comments/{ids[0]}/redaction", **redacted)
    await driver.done("drafter", f"/comments/{ids[1]}/withholding", reason="advertising", note="广告", public_note="属于广告。")
    for comment_id in ids[2:]:
        await driver.done("drafter", f"/comments/{comment_id}/publication")
    for comment_id, scope in ((ids[2], "all"), (ids[4], "identity")):
        await driver.done("drafter", f"/comments/{comment_id}/erasure-requests", scope=scope, note="本人申请")
        await driver.done("second", f"/comments/{comment_id}/erasure")


async def looked_at_again(driver: Driver, comment_id: str) -> None:
    """Published in full, doubted by who did so, blacked out by another, withheld in the end."""
    await driver.done("drafter", f"/comments/{comment_id}/second-look", note="请看理由是否写有他人姓名")
    text = {"redacted_text": "建议营业到零点，■■6。", "public_note": "补充遮盖。"}
    path = f"/comments/{comment_id}/revision"
    await driver.done("second", path, outcome="redacted", reason="personal_data", note="写有姓名", **text)
    await driver.done("drafter", path, outcome="withheld", reason="personal_data", note="遮盖不够")


async def edited(driver: Driver, consultation: str, point: str) -> None:
    """What is changed after publication, in public."""
    answer = ADOPTED | {"reason": "采纳，营业时间延长至二十四时。"}
    await driver.done("drafter", f"/points/{point}/superseding", disposition=answer, why="原答复的时间表述不统一。")
    await driver.done(
        "releaser",
        f"/consultations/{consultation}/corrections",
        corrected_stream=consultation,
        corrected_version=1,
        field="title",
        value="关于促进夜间经济的若干措施（试行）",
        closes_original=False,
        reason="标题漏写试行二字，予以更正。",
    )
    await driver.settle()
