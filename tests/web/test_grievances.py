"""What the public and the author see of a grievance, and what keeps each sentence of the comment rules about it."""

from __future__ import annotations

from uuid import UUID

import pytest

from domain.recheck import broken_rules
from tests.desk.grievances.story import ANSWER, COMPLAINT, ORGAN, REASON, TOLD, complained, forwarded, referred
from tests.driving import DAY, Driver, without_marks
from web.pages.about import READING

pytestmark = pytest.mark.anyio
LIST = "/consultations/2026-001/comments"
FIGURES = ("登记", "按期告知或者办结", "逾期告知或者办结", "等待告知", "其中已经逾期")
SEALED = (COMPLAINT, REASON, ORGAN, TOLD, ANSWER)


async def page(driver: Driver, address: str) -> str:
    await driver.settle()
    response = await driver.client.get(address)
    assert response.status_code == 200
    return response.text


async def ledger(driver: Driver) -> dict[str, int]:
    await driver.settle()
    found: dict[str, int] = (await driver.client.get("/api/v1/consultations/2026-001")).json()
    return found["ledger"] | {"grievances": found["grievances"]}  # type: ignore[operator, index, return-value]


async def test_the_number_stays_with_its_note_and_is_counted_apart(driver: Driver) -> None:
    """编号保留、另行计数，内容不公开，不作为意见答复，为什么这样登记凭查询码可以看到。"""
    consultation_id, comments, references = await complained(driver, COMPLAINT, "建议延长。", days=2)
    await referred(driver, comments[0])
    note = "认定第1号意见不属于对草案的意见，已转有关渠道办理，不作为意见答复。"
    for address in (f"{LIST}/1", LIST, f"{LIST}?status=referred"):
        shown = await page(driver, address)
        assert note in shown, address
        assert [words for words in SEALED if words in shown] == []
    assert "was found to be no opinion on the draft" in without_marks(await page(driver, "/en/consultations/2026-001/comments/1"))
    figures = {"received": 2, "published": 0, "withheld": 0, "withdrawn": 0, "awaiting": 1, "distinct_texts": 0, "referred": 1}
    assert await ledger(driver) == figures | {"grievances": {"received": 1, "in_time": 0, "late": 0, "waiting": 1}}
    own = await page(driver, f"/receipts/{references[0]}")
    for words in ("已登记，作为信访事项转办", REASON, "2026年3月17日", "认为属于对草案的意见的，可以在本页申请复核。"):
        assert words in own, words
    await driver.done("drafter", f"/comments/{comments[1]}/publication")
    await driver.close(driver.clock.now() + 2 * DAY)
    await driver.answered(consultation_id, comments[1:])
    await driver.feedback(consultation_id)
    feedback = await page(driver, "/consultations/2026-001/feedback")
    assert ("转办（不属于对草案的意见）" in feedback, note in feedback, COMPLAINT in feedback) == (True, False, False)
    table = (await driver.client.get("/consultations/2026-001/downloads/comments.csv")).content.decode("utf-8-sig")
    assert ("已转办" in table, COMPLAINT in table) == (True, False)
    document = await driver.client.get("/consultations/2026-001/downloads/summary.docx")
    assert document.status_code == 200
    unanswered = await page(driver, "/consultations/2026-001/comments?disposition=unanswered")
    assert "第1号意见" not in unanswered, "it needs no answer as an opinion"
    replay = await page(driver, "/consultations/2026-001/replay")
    assert "转办" in replay
    log = await driver.runtime.archive.unsealed(await driver.runtime.log.read(0, 1000))
    assert broken_rules(log) == ()
    bytes_of_log = b"".join(entry.state for entry in await driver.runtime.log.read(0, 1000))
    assert [words for words in SEALED if words.encode() in bytes_of_log] == []
    assert await driver.check()


async def test_within_fifteen_days_he_is_told_and_what_was_late_stays_late(driver: Driver) -> None:
    """自收到之日起十五日内……告知您向哪里提出、怎样联系，答复也写在那里，只有您和工作人员看得到；按期和逾期的数量公布。"""
    _, comments, references = await complained(driver, COMPLAINT, COMPLAINT + "！")
    first, second = [await referred(driver, comment) for comment in comments]
    await forwarded(driver, first)
    own = await page(driver, f"/receipts/{references[0]}")
    for words in (ORGAN, TOLD, "12345、12315等投诉举报平台"):
        assert words in own, words
    driver.clock.advance(15 * DAY)
    assert "已经逾期。" not in await page(driver, f"/receipts/{references[1]}"), "the last day is his"
    driver.clock.advance(DAY)
    assert "已经逾期。" in await page(driver, f"/receipts/{references[1]}")
    for address in ("/", "/consultations/2026-001"):
        shown = await page(driver, address)
        assert "信访事项（不计入意见）" in shown
        figures = [shown.split(f"{name}</th><td>")[1].split("<")[0] for name in FIGURES]
        assert figures == ["2", "1", "0", "1", "1"]
        assert [words for words in SEALED if words in shown] == []
    await driver.done("drafter", f"/grievances/{second}/closing", outcome="answered", answer=ANSWER)
    assert ANSWER in await page(driver, f"/receipts/{references[1]}")
    assert (await ledger(driver))["grievances"] == {"received": 2, "in_time": 1, "late": 1, "waiting": 0}  # type: ignore[comparison-overlap]
    receipt = (await driver.client.get(f"/api/v1/receipts/{references[1]}")).json()["grievance"]
    assert (receipt["answer"], receipt["outcome"], receipt["reason"]) == (ANSWER, "answered", REASON)


async def test_the_author_objects_once_and_another_person_decides(driver: Driver) -> None:
    """对不予公开或者转办的决定，可以凭查询码申请复核一次，由另一名工作人员决定。"""
    _, comments, references = await complained(driver, COMPLAINT, COMPLAINT + "！")
    for comment in comments:
        await referred(driver, comment)
    for reference in references:
        for _ in range(2):  # a double click
            answer = await driver.client.post(f"/receipts/{reference}/appeal", data={"grounds": "第二段是意见。"})
            assert answer.status_code == 303
    own = await page(driver, f"/receipts/{references[0]}")
    assert ("您的复核申请已经收到" in own, f"/receipts/{references[0]}/appeal" in own) == (True, False)
    same = await driver.desk("drafter", f"/comments/{comments[0]}/appeal-decision", outcome="reopened", note="自己改判")
    assert (same.status_code, same.json()["rule"]) == (403, "SamePersonDecides")
    opened = await driver.desk("second", f"/comments/{comments[0]}/appeal-decision", outcome="overturned", note="公开")
    assert (opened.status_code, opened.json()["rule"]) == (422, "AppealMisjudged")
    await driver.done("second", f"/comments/{comments[0]}/appeal-decision", outcome="reopened", note="是意见")
    await driver.done("second", f"/comments/{comments[1]}/appeal-decision", outcome="upheld", note="不是意见")
    reopened, upheld = [await page(driver, f"/receipts/{reference}") for reference in references]
    assert ("属于对草案的意见，恢复审看" in reopened, "作为信访事项办理的情况" in reopened) == (True, False)
    assert ("维持原来的决定" in upheld, "作为信访事项办理的情况" in upheld) == (True, True)
    figures = await ledger(driver)
    assert (figures["referred"], figures["awaiting"], figures["grievances"]) == (
        1,
        1,
        {"received": 1, "in_time": 0, "late": 0, "waiting": 1},
    )
    log = await driver.runtime.archive.unsealed(await driver.runtime.log.read(0, 1000))
    assert broken_rules(log) == ()


async def test_a_withdrawal_closes_it_and_an_erasure_takes_its_words_along(driver: Driver) -> None:
    _, comments, references = await complained(driver, COMPLAINT, COMPLAINT + "！")
    gone, erased = [await referred(driver, comment) for comment in comments]
    assert (await driver.client.post(f"/receipts/{references[0]}/withdrawal")).status_code == 303
    withdrawn = await driver.runtime.archive.grievance(UUID(gone))
    assert (withdrawn.outcome, withdrawn.open) == ("withdrawn", False)
    assert "已撤回" in await page(driver, f"/receipts/{references[0]}")
    await forwarded(driver, erased)
    await driver.done("drafter", f"/comments/{comments[1]}/erasure-requests", scope="all", note="本人申请")
    await driver.done("second", f"/comments/{comments[1]}/erasure")
    own = await page(driver, f"/receipts/{references[1]}")
    assert ("作为信访事项办理的情况" in own, [words for words in SEALED if words in own]) == (True, [])
    note = await page(driver, "/consultations/2026-001/comments/2")
    assert "认定第2号意见不属于对草案的意见" in note
    assert await driver.check()


async def test_a_letter_that_comes_after_the_feedback_is_referred_and_an_opinion_found_late_is_answered(driver: Driver) -> None:
    consultation_id, comments, _ = await complained(driver, COMPLAINT, "建议延长。", days=2)
    grievance = await referred(driver, comments[0])
    await driver.done("drafter", f"/comments/{comments[1]}/publication")
    await driver.close(driver.clock.now() + 2 * DAY)
    await driver.answered(consultation_id, comments[1:])
    await driver.feedback(consultation_id)
    letter = {"channel": "letter", "received_on": "2026-03-03", "respondent": {"kind": "individual"}, "text": "来信：多收费。"}
    late = str((await driver.done("drafter", f"/consultations/{consultation_id}/comments", **letter))["id"])
    await referred(driver, late)
    assert (await ledger(driver))["referred"] == 2
    await driver.done("second", f"/grievances/{grievance}/taking-back", note="第二段是意见")
    await driver.done("drafter", f"/comments/{comments[0]}/publication")
    root = f"/consultations/{consultation_id}/points"
    point = await driver.done("drafter", root, summary="应当写明收费。", articles=["a2"], comment_ids=[comments[0]])
    answer = {"kind": "noted", "reason_kind": "other", "reason": "留作今后修订时研究参考。"}
    await driver.done("drafter", f"/points/{point['id']}/disposition", disposition=answer)
    await driver.supplemented(consultation_id)
    log = await driver.runtime.archive.unsealed(await driver.runtime.log.read(0, 1000))
    assert broken_rules(log) == ()
    assert (await ledger(driver))["referred"] == 1


def test_the_rules_promise_what_these_tests_keep() -> None:
    """A sentence that is added here needs the test that keeps it: its name stands beside it."""
    kept = {
        "个人诉求、投诉举报不属于对草案的意见。": test_the_number_stays_with_its_note_and_is_counted_apart,
        "写在这里的，由工作人员登记为信访事项：编号保留、另行计数，内容不公开，"
        "不作为意见答复，为什么这样登记凭查询码可以看到。": (test_the_number_stays_with_its_note_and_is_counted_apart),
        "自收到之日起十五日内（最后一日是休息日的，顺延到下一个工作日），在查询页面告知您向哪里提出、怎样联系，答复也写在那里，只有您和工作人员看得到；"
        "按期和逾期的数量公布在首页和事项页面。": test_within_fifteen_days_he_is_told_and_what_was_late_stays_late,
        "既有意见又有诉求的，意见照常审看、答复，诉求另行登记，同样在查询页面告知您。": (
            "tests/desk/grievances/test_handling.py: test_a_complaint_beside_an_opinion_is_registered_apart_once"
        ),
    }
    (paragraphs,) = (texts for title, texts in READING["comment-rules"][1] if title == "信访和投诉")
    sentences = [f"{sentence}。" for text in paragraphs for sentence in text.split("。") if sentence]
    assert sentences == list(kept)
