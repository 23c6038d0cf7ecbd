"""A division with something closed in every place, and the words that nobody else may ever see."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

from domain.access import Role
from domain.values import Division
from tests.desk.applications.story import apply
from tests.desk.screening.story import ids, register
from tests.desking import AtDesk, at_desk
from tests.driving import DAY, OTHER, OWN, Driver

SECRETS = (
    "密标题", "密草案", "密意见", "密建议", "密姓名", "密单位", "secret-mail", "13912345678", "密附件", "密文件名", "密说明",
    "密理由", "密要点", "密答复", "密反馈", "密删除", "密审查", "密诉求", "密机关", "密告知",
    "密专家", "密论证", "密风险", "密评估",
)  # fmt: skip


@dataclass
class World:
    """Ids by the name they have in addresses. `references`: of comments, for their authors only."""

    ids: dict[str, list[str]] = field(default_factory=dict)
    references: list[str] = field(default_factory=list)
    digests: list[str] = field(default_factory=list)

    @property
    def every_id(self) -> list[str]:
        return [each for values in self.ids.values() for each in values]


async def closed_world(driver: Driver) -> World:
    """One decision in preparation, one open; comments that wait, withheld and appealed, to be erased; a point with an answer."""
    world = World()
    matter = {"matter_kind": "public_policy", "decision_organ": "市商务局", "proposer": "市场建设处"}
    division = {"id": OWN.id, "name": OWN.name}
    preparing = (await driver.done("drafter", "/consultations", title="关于密标题的若干措施", division=division, **matter))["id"]
    await driver.done("drafter", f"/consultations/{preparing}/drafts", text="第一条 密草案。\n\n第二条 密草案。\n")
    consultation_id = await driver.opened()
    respondent = {
        "kind": "enterprise",
        "name": "密姓名",
        "organisation": "密单位",
        "contact": {"email": "secret-mail@example.org", "phone": "13912345678"},
    }
    for number in range(3):
        text = f"密意见{number}，建议延长。"
        receipt = await driver.comment(consultation_id, text, respondent=respondent, proposed_wording="密建议。")
        world.references.append(receipt.json()["reference"])
    drafter = await at_desk(driver, "drafter")
    files = [("files", ("密文件名.txt", "密附件".encode(), "text/plain"))]
    root = f"/desk/consultations/{consultation_id}/registration"
    today = driver.clock.now().date().isoformat()
    await drafter.done(root, files=files, channel="letter", received_on=today, kind="individual", text="密意见信")
    await register(driver, drafter, consultation_id, text="密意见第二封信")
    comments = await ids(driver, consultation_id)
    await driver.done("drafter", f"/comments/{comments[1]}/withholding", reason="personal_data", note="密说明")
    await driver.client.post(f"/receipts/{world.references[1]}/appeal", data={"grounds": "密理由"})
    await driver.done("drafter", f"/comments/{comments[2]}/erasure-requests", scope="identity", note="密删除")
    made = {"summary": "密要点建议延长。", "articles": ["a2"], "comment_ids": comments[:1]}
    point = (await driver.done("drafter", f"/consultations/{consultation_id}/points", **made))["id"]
    answer = {"kind": "noted", "reason_kind": "other", "reason": "密答复，留作参考研究。"}
    await driver.done("drafter", f"/points/{point}/disposition", disposition=answer)
    complaint = {"channel": "phone", "received_on": today, "text": "密诉求", "name": "密姓名", "phone": "13912345678"}
    grievance = (await driver.done("drafter", f"/consultations/{consultation_id}/grievances", **complaint))["id"]
    told = {"to": "hotline", "organ": "密机关", "told": "密告知"}
    await driver.done("drafter", f"/grievances/{grievance}/forwarding", **told)
    assessing = await _assessed(driver, consultation_id)
    events = await driver.runtime.archive.events((await driver.runtime.archive.comment(UUID(comments[3]))).id)
    world.digests = [blob.sha256 for event in events for blob in getattr(event, "attachments", ())]
    world.ids = {
        "consultation_id": [str(preparing), consultation_id],
        "comment_id": comments,
        "point_id": [str(point)],
    }
    world.ids |= assessing | {"grievance_id": [grievance], "activity_id": [await _planned(driver, consultation_id)]}
    world.ids |= {"application_id": [await _applied(driver, consultation_id)]}
    await driver.settle()
    return world


async def _assessed(driver: Driver, consultation_id: str) -> dict[str, list[str]]:
    """An expert asked, a risk found, a questionnaire begun."""
    root = f"/consultations/{consultation_id}"
    review = (await driver.done("drafter", f"{root}/expert-reviews", form="written", subject="密论证的问题：措施是否可行。"))[
        "id"
    ]
    await driver.done("drafter", f"/expert-reviews/{review}/experts", name="密专家", unit="密专家单位", field="密专家领域")
    started = {"assessor": "third_party", "unit": "密评估中心"}
    assessment = (await driver.done("drafter", f"{root}/risk-assessments", **started))["id"]
    risk = {
        "kind": "fiscal",
        "likelihood": "low",
        "degree": "low",
        "description": "密风险：摊主可能聚集上访。",
        "measures": "密风险：专人接待，分批迁移。",
    }
    await driver.done("drafter", f"/risk-assessments/{assessment}/risks", **risk)
    questionnaire = (await driver.done("drafter", f"{root}/questionnaires", title="密问卷标题", introduction="密问卷说明"))["id"]
    return {"expertise_id": [str(review)], "assessment_id": [str(assessment)], "questionnaire_id": [str(questionnaire)]}


async def _planned(driver: Driver, consultation_id: str) -> str:
    """A forum that is not public yet, with somebody invited."""
    plan = {"kind": "enterprise_forum", "form": "on_site", "subject": "密活动", "place": "密地点"}
    reason = "密理由：需要当面听取。"
    planned = await driver.done("drafter", f"/consultations/{consultation_id}/activities", **plan, reason=reason)
    activity = str(planned["id"])
    who = {"side": "operator", "category": "enterprise", "name": "密参加人", "organisation": "密参加单位"}
    await driver.done("drafter", f"/activities/{activity}/participants", **who)
    return activity


async def _applied(driver: Driver, consultation_id: str) -> str:
    """An application to an open meeting."""
    plan = {"kind": "open_meeting", "form": "on_site", "subject": "列席会议", "place": "示例路1号"}
    planned = await driver.done(
        "drafter", f"/consultations/{consultation_id}/activities", **plan, reason="听取居民对草案的意见。"
    )
    now = driver.clock.now()
    when = {"held_at": (now + 20 * DAY).isoformat(), "apply_until": (now + 5 * DAY).isoformat()}
    seats = [{"side": "resident", "seats": 1, "interested": True, "selection": "lot"}]
    said = {"content": "听取意见。", "contact_unit": "市场建设处", "quotas": seats}
    await driver.done("releaser", f"/activities/{planned['id']}/announcement", **when, **said)
    return str((await apply(driver, str(planned["id"]), 7)).application_id)


async def person(driver: Driver, name: str, division: Division, *roles: Role) -> tuple[AtDesk, str]:
    """Somebody new, signed in; with his token for the API."""
    await driver.runtime.staff.add(name, division, roles)
    return await at_desk(driver, name), await driver.runtime.staff.token(name)


async def stranger(driver: Driver) -> tuple[AtDesk, str]:
    """Every role of another division but the auditor's, who reads everything."""
    return await person(driver, "stranger", OTHER, *(role for role in Role if role != Role.AUDITOR))
