"""A decision of two divisions at the desk: talked over, undertaken together, countersigned, answered in parts, handed over."""

from __future__ import annotations

from uuid import UUID

import pytest

from domain.access import Role
from tests.desk.expertise.test_reviews import words
from tests.desking import AtDesk, at_desk, errors_in
from tests.driving import DAY, DRAFT, MATERIALS, OTHER, OWN, Driver

pytestmark = pytest.mark.anyio
WHY = "停车由口岸处管理，需要一并研究。"
LETTER = ("复函.txt", "不同意占用主干道的路面。".encode(), "text/plain")
DISPUTE = {
    "question": "路面由谁管理。",
    "unit_view": "由公安机关管理。",
    "own_view": "由街道管理。",
    "reasons": "街道有管理人员。",
    "basis": "城市市容条例第十四条。",
}
ANSWER = {"kind": "noted", "reason_kind": "other", "reason": "留作参考，今后修订时研究。"}


async def neighbour(driver: Driver) -> AtDesk:
    """Somebody of another division who is no auditor, and so reads only what his division has to do with."""
    roles = [Role.REVIEWER, Role.SCREENER, Role.ANSWERER, Role.DRAFTER, Role.RELEASER]
    await driver.runtime.staff.add("neighbour", OTHER, roles)
    driver.tokens["neighbour"] = await driver.runtime.staff.token("neighbour")
    return await at_desk(driver, "neighbour")


async def prepared(driver: Driver) -> str:
    """A decision with its draft and papers, not yet submitted."""
    matter = {"matter_kind": "public_policy", "decision_organ": "市商务局", "proposer": "市场建设处", "title": "夜间停车办法"}
    started = await driver.done("drafter", "/consultations", **matter, division={"id": OWN.id, "name": OWN.name})
    root = f"/consultations/{started['id']}"
    await driver.done("drafter", f"{root}/drafts", text=DRAFT)
    await driver.done("drafter", f"{root}/materials", **MATERIALS)
    return str(started["id"])


def due(driver: Driver) -> str:
    return (driver.clock.now() + 9 * DAY).date().isoformat()


async def asked_and_heard(driver: Driver, drafter: AtDesk, other: AtDesk, root: str) -> None:
    """An outside unit disagrees, a division suggests changes; it is said what came of it."""
    letter = {"due_on": due(driver), "letter": "请就草案第二条提出意见。"}
    both = await drafter.send(f"{root}/unit-opinions", division_id=OTHER.id, name="海州市公安局", **letter)
    assert errors_in(both.text) == ["请选择一个处室，或者填写一个外单位的名称，二者只填一项。"]
    await drafter.done(f"{root}/unit-opinions", name="海州市公安局", **letter)
    await drafter.done(f"{root}/unit-opinions", division_id=OTHER.id, **letter)
    waiting = await drafter.send(f"{root}/review-requests")
    assert "还有2个单位没有答复，也没有到反馈期限。" in waiting.text
    assert (await other.open(root)).status_code == 403, "whoever is asked reads what he is asked, and no more"
    work = await other.page("/desk")
    assert "夜间停车办法" in words(work)
    assert f'href="{root}"' not in work
    question = await other.page(f"{root}/unit-opinions/answer")
    assert "请就草案第二条提出意见。" in question
    assert "夜市营业至二十三时" in question
    answer = {"unit": "2", "position": "suggest", "text": "建议写明停车的起止时间。"}
    assert (await other.done(f"{root}/unit-opinions/answer", **answer)).startswith("/desk?done=answer_as_unit")
    assert "夜间停车办法" not in words(await other.page("/desk"))
    against = {"unit": "1", "position": "disagree", "received_on": driver.clock.now().date().isoformat()}
    letters = f"{root}/unit-opinions/letters"
    assert (await drafter.send(letters, **against, text="不同意占用主干道的路面。")).status_code == 422
    await drafter.done(letters, files=[("files", LETTER)], **against, text="不同意占用主干道的路面。")
    assert "记录协商结果" in await drafter.page("/desk")
    stopped = await drafter.send(f"{root}/review-requests")
    assert "第1个征求意见的单位不同意，尚未写明协商结果" in stopped.text
    result = {"unit": "1", "result": "not_agreed", "note": "三次协商，未能取得一致意见。"}
    short = await drafter.send(f"{root}/unit-opinions/coordination", **result, **DISPUTE | {"basis": ""})
    assert (short.status_code, DISPUTE["question"] in short.text) == (422, True)
    await drafter.done(f"{root}/unit-opinions/coordination", **result, **DISPUTE)


async def countersigned_and_published(driver: Driver, drafter: AtDesk, other: AtDesk, decision: str) -> None:
    root, releaser = f"/desk/consultations/{decision}", await at_desk(driver, "releaser")
    await drafter.done(f"{root}/joint-divisions", division_id=OTHER.id, reason=WHY)
    await drafter.done(f"{root}/parts", division_id=OTHER.id, articles=["a2"])
    assert "口岸处（第二条）" in words(await drafter.page(root))
    await drafter.done(f"{root}/review-requests")
    for kind in ("legality", "secrecy", "editorial"):
        await driver.done("reviewer", f"/consultations/{decision}/reviews", kinds=[kind], result="passed")
    early = await releaser.send(f"{root}/release")
    assert "以下共同承办单位尚未会签：口岸处。" in early.text
    assert "会签草案" in await other.page("/desk")
    await other.done(f"{root}/countersignature", reservation="第三条建议再作研究。")
    await releaser.done(f"{root}/release")
    closes_at = (driver.clock.now() + 31 * DAY).isoformat()
    await driver.done("releaser", f"/consultations/{decision}/publication", closes_at=closes_at)
    await driver.settle()


async def test_two_divisions_undertake_a_decision_together(driver: Driver) -> None:
    decision = await prepared(driver)
    root, drafter, other = f"/desk/consultations/{decision}", await at_desk(driver, "drafter"), await neighbour(driver)
    await asked_and_heard(driver, drafter, other, root)
    await countersigned_and_published(driver, drafter, other, decision)
    assert (await driver.client.get("/")).status_code == 200
    public = words((await driver.client.get("/consultations/2026-001")).text)
    assert "牵头单位市场建设处共同承办单位口岸处负责答复：第二条" in public
    assert "海州市公安局" in public
    assert [said for said in ("不同意", "会签", WHY) if said in public] == []
    told = (await driver.client.get(f"/api/v1/consultations/{decision}")).json()
    assert told["joint_divisions"] == [{"id": "ports", "name": "口岸处", "articles": ["a2"]}]
    assert [each["name"] for each in told["units_asked"]] == ["海州市公安局", "口岸处"]
    await driver.comment(decision, "建议停车到凌晨。")
    (waiting,) = [item["comment"]["comment_id"] for item in await driver.waiting(decision)]
    assert "审看意见" in await other.page("/desk")
    await driver.done("neighbour", f"/comments/{waiting}/publication")
    for articles, status in ((["a2"], 201), (["a3"], 409)):
        made = {"summary": "建议延长停车。", "articles": articles, "comment_ids": [waiting]}
        assert (await driver.desk("neighbour", f"/consultations/{decision}/points", **made)).status_code == status
    (point,) = await driver.runtime.archive.points(UUID(decision))
    await driver.done("neighbour", f"/points/{point.id}/disposition", disposition=ANSWER)
    reserved = await driver.desk("neighbour", f"/consultations/{decision}/ending", kind="shelved", reason=WHY)
    assert (reserved.status_code, reserved.json()["rule"]) == (403, "LeadDivisionActs")


async def test_what_is_open_moves_with_a_decision_that_is_handed_over(driver: Driver) -> None:
    decision = await driver.opened()
    root, drafter, other = f"/desk/consultations/{decision}", await at_desk(driver, "drafter"), await neighbour(driver)
    await driver.comment(decision, "建议延长。")
    complaint = {"channel": "phone", "received_on": driver.clock.now().date().isoformat(), "text": "多收了费用。"}
    await driver.done("drafter", f"/consultations/{decision}/grievances", **complaint)
    assert (await other.open(root)).status_code == 403
    releaser = await at_desk(driver, "releaser")
    handed = {"division_id": OTHER.id, "agreed_on": driver.clock.now().date().isoformat(), "reason": WHY}
    itself = await releaser.send(f"{root}/hand-over", **handed | {"division_id": OWN.id})
    assert errors_in(itself.text) == ["这个事项已经由这个处室、这位经办人承办，不需要移交。"]
    await releaser.done(f"{root}/hand-over", **handed)
    assert "关于促进夜间经济的若干措施" in words(await other.page("/desk"))
    assert "关于促进夜间经济的若干措施" in words(await other.page("/desk/calendar"))
    assert "告知期限：2026年3月17日" in await other.page("/desk/grievances")
    assert "关于促进夜间经济的若干措施" not in words(await drafter.page("/desk"))
    assert WHY in await drafter.page(f"{root}/units"), "the old division reads on"
    refused = await driver.desk("releaser", f"/consultations/{decision}/ending", kind="shelved", reason=WHY)
    assert (refused.status_code, refused.json()["rule"]) == (403, "HandedOverElsewhere")
    public = words((await driver.client.get("/consultations/2026-001")).text)
    assert "承办单位口岸处" in public
    assert "移交" in public
    assert WHY not in public
