"""The desk's other commands, each carried out, repeated and seen in public."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from consult.commands.table import DESK
from domain.recheck import broken_rules
from tests.driving import DAY, Driver

pytestmark = pytest.mark.anyio
ANSWER = {"kind": "noted", "reason_kind": "other", "reason": "留作参考，今后修订时研究。"}


async def view(driver: Driver, path: str = "") -> str:
    await driver.settle()
    return (await driver.client.get(f"/consultations/2026-001{path}")).text


async def test_a_period_is_extended_and_an_answer_delayed_in_public(driver: Driver) -> None:
    consultation_id = await driver.opened()
    root, later = f"/consultations/{consultation_id}", driver.clock.now() + 40 * DAY
    await driver.done("releaser", f"{root}/extensions", closes_at=later.isoformat(), reason="应企业要求延长征求意见期限。")
    assert "应企业要求延长征求意见期限。" in await view(driver)
    shorter = await driver.desk(
        "releaser", f"{root}/extensions", closes_at=driver.clock.now().isoformat(), reason="提前结束征求意见。"
    )
    assert (shorter.status_code, shorter.json()["rule"]) == (409, "PeriodShortened")
    await driver.close(later)
    driver.clock.advance(60 * DAY)
    due = (driver.clock.now() + 30 * DAY).date().isoformat()
    assert "逾期未反馈" in await view(driver)
    await driver.done("releaser", f"{root}/answer-delays", due_on=due, reason="意见较多，需要进一步研究论证。")
    assert "需要进一步研究论证" in await view(driver)


async def test_a_comment_is_redacted_and_another_comes_back_on_appeal(driver: Driver) -> None:
    consultation_id = await driver.opened()
    receipts = [(await driver.comment(consultation_id, text)).json() for text in ("张某某扰民，应当限制营业时间。", "应当延长。")]
    first, second = [item["comment"]["comment_id"] for item in await driver.waiting(consultation_id)]
    text = "■■■扰民，应当限制营业时间。"
    await driver.done("drafter", f"/comments/{first}/redaction", basis="personal_data", redacted_text=text)
    await driver.done("drafter", f"/comments/{second}/withholding", reason="empty", note="误判", public_note="测试内容")
    page = await view(driver, "/comments")
    assert ("■■■扰民" in page, "张某某" in page, "测试内容" in page) == (True, False, True)
    reference = receipts[1]["reference"]
    appealed = await driver.client.post(f"/receipts/{reference}/appeal", data={"grounds": "这是真实意见。"})
    assert appealed.status_code == 303
    decision = {"outcome": "overturned", "note": "确为真实意见。"}
    same = await driver.desk("drafter", f"/comments/{second}/appeal-decision", **decision)
    assert (same.status_code, same.json()["rule"]) == (403, "SamePersonDecides")
    await driver.done("reviewer", f"/comments/{second}/appeal-decision", **decision)
    assert "应当延长。" in await view(driver, "/comments/2")


async def test_letters_are_registered_points_worked_on_and_answers_superseded(driver: Driver) -> None:
    consultation_id = await driver.opened(days=2)
    root = f"/consultations/{consultation_id}"
    letter = {"channel": "letter", "received_on": "2026-03-02", "respondent": {"kind": "individual"}, "text": "来信建议。"}
    ids = [str((await driver.done("drafter", f"{root}/comments", **letter | {"text": f"来信{n}"}))["id"]) for n in range(3)]
    for comment_id in ids:
        await driver.done("drafter", f"/comments/{comment_id}/publication")
    await driver.close(driver.clock.now() + 2 * DAY)
    point = (await driver.done("drafter", f"{root}/points", summary="建议延长。", comment_ids=ids[:2]))["id"]
    await driver.done("drafter", f"/points/{point}/wording", summary="建议延长营业时间。", articles=["a2"])
    await driver.done("drafter", f"/points/{point}/comments", comment_ids=ids[2:])
    await driver.done("drafter", f"/points/{point}/releases", comment_ids=ids[2:])
    await driver.done("drafter", f"/points/{point}/comments", comment_ids=ids[2:])
    await driver.done("drafter", f"/points/{point}/disposition", disposition=ANSWER)
    await driver.feedback(consultation_id)
    new = ANSWER | {"kind": "not_adopted", "reason": "经再次研究，不予采纳，维持原规定。"}
    await driver.done("drafter", f"/points/{point}/superseding", disposition=new, why="上级文件已有新的规定，相应更新。")
    page = await view(driver, "/feedback")
    assert all(text in page for text in ("经再次研究", "今后修订时研究", "上级文件已有新的规定"))
    await driver.done("releaser", f"{root}/waivers", step="risk_assessment", reason="不涉及社会稳定和公共安全风险。")


async def test_a_correction_replaces_what_was_published_and_shows_that_it_did(driver: Driver) -> None:
    consultation_id = await driver.opened()
    correction = {
        "corrected_stream": consultation_id,
        "corrected_version": 1,
        "field": "title",
        "value": "关于促进夜间经济发展的若干措施",
        "reason": "公告标题漏字，予以更正。",
    }
    wrong = await driver.desk("releaser", f"/consultations/{consultation_id}/corrections", **correction | {"value": 5})
    assert (wrong.status_code, wrong.json()["rule"]) == (422, "ValueNotOfField")
    await driver.done("releaser", f"/consultations/{consultation_id}/corrections", **correction)
    page = await view(driver)
    assert ("关于促进夜间经济发展的若干措施" in page.replace("<wbr>", ""), "公告标题漏字" in page) == (True, True)


async def test_a_decision_ends_with_a_public_reason_and_takes_nothing_more(driver: Driver) -> None:
    consultation_id = await driver.opened()
    root = f"/consultations/{consultation_id}"
    await driver.done("releaser", f"{root}/ending", kind="shelved", reason="情况有变，本事项搁置处理。")
    assert "情况有变，本事项搁置处理。" in await view(driver)
    assert (await driver.comment(consultation_id, "还能提吗")).status_code == 409
    later = (driver.clock.now() + timedelta(days=60)).isoformat()
    again = await driver.desk("releaser", f"{root}/extensions", closes_at=later, reason="延长征求意见的期限。")
    assert (again.status_code, again.json()["rule"]) == (409, "DecisionOver")


async def test_a_release_without_reviews_is_forced_and_signed_off_by_another(driver: Driver) -> None:
    consultation_id = await driver.released()
    root = f"/consultations/{consultation_id}"
    await driver.done("drafter", f"{root}/drafts", text="第一条 新的草案。\n第二条 夜市营业至二十四时。\n")
    await driver.done("drafter", f"{root}/review-requests")
    refused = await driver.desk("releaser", f"{root}/release")
    assert (refused.status_code, refused.json()["rule"]) == (409, "ReviewsIncomplete")
    await driver.done("releaser", f"{root}/release", reason="情况紧急，先行签发，随后补办审查。")
    await driver.done("second", f"{root}/release/sign-off")
    events = await driver.runtime.archive.unsealed(await driver.runtime.log.read(0, 1000))
    assert broken_rules(events) == ()


async def test_no_desk_command_is_carried_out_without_its_role(driver: Driver) -> None:
    consultation_id = await driver.released()
    for desk in DESK:
        names = re.findall(r"\{(\w+)\}", desk.path)
        path = desk.path.format(**dict.fromkeys(names, consultation_id) | {"year": 2026})
        before = (await driver.runtime.log.head()).size
        response = await driver.desk("administrator", path)
        assert (response.status_code, response.json()["rule"]) == (403, "RoleMissing"), (path, response.text)
        assert (await driver.runtime.log.head()).size == before
