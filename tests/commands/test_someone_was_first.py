"""The fourth question of every staff command: what when somebody else did the same between the decision and its append?"""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from consult.commands.table import DESK
from consult.event_log import Append, Recorded
from domain.calendar import local_date
from tests.assessing import assessed, heard
from tests.desk.applications.story import announced, apply
from tests.driving import DAY, DRAFT, MATERIALS, OTHER, OWN, Driver
from tests.executing import evaluated, suspended, task, told_of
from tests.questioning import SPREAD, responded, written

pytestmark = pytest.mark.anyio

STANDS_AGAIN = "DecidedAgain"
EXPECTED = {
    "start_decision": STANDS_AGAIN,
    "prepare_draft": STANDS_AGAIN,
    "reword_article": STANDS_AGAIN,
    "insert_article": STANDS_AGAIN,
    "move_article": STANDS_AGAIN,
    "remove_article": "ArticleUnknown",
    "prepare_materials": STANDS_AGAIN,
    "request_review": "ReviewUnderWay",
    "review_draft": "AlreadyReviewed",
    "release_draft": "AlreadyReleased",
    "sign_off_release": "ReleaseNotForced",
    "return_draft": "AlreadyReturned",
    "publish_consultation": "AlreadyPublished",
    "extend_period": "PeriodShortened",
    "delay_answer": "NothingToDelay",
    "register_comment": STANDS_AGAIN,
    "publish_comment": "AlreadyScreened",
    "redact_comment": "AlreadyScreened",
    "withhold_comment": "AlreadyScreened",
    "refer_comment": "AlreadyScreened",
    "register_beside": "AlreadyBeside",
    "register_grievance": STANDS_AGAIN,
    "forward_grievance": STANDS_AGAIN,
    "close_grievance": "GrievanceOver",
    "take_back_grievance": "AlreadyTakenBack",
    "decide_appeal": "NoAppealOpen",
    "correct_registration": "SamePersonCorrects",
    "revise_screening": "SamePersonRevises",
    "ask_second_look": "SecondLookWaits",
    "confirm_screening": "NoSecondLookAsked",
    "request_erasure": "ErasureAlreadyRequested",
    "erase_comment": "AlreadyErased",
    "plan_activity": STANDS_AGAIN,
    "announce_activity": "AlreadyAnnounced",
    "invite_participant": STANDS_AGAIN,
    "decline_participant": "ParticipantUnknown",
    "publish_list": STANDS_AGAIN,
    "deliver_materials": "AlreadyDelivered",
    "hold_activity": "AlreadyHeld",
    "take_poll": "AlreadyHeld",
    "record_statement": STANDS_AGAIN,
    "close_record": "RecordIsClosed",
    "issue_code": STANDS_AGAIN,
    "confirm_record": "AlreadyConfirmed",
    "close_applications": "ApplicationsClosedBefore",
    "draw_lot": "DrawnBefore",
    "record_declined": "NoSeatHeld",
    "invite_applicant": "NotWaiting",
    "erase_application": "ApplicationErasedBefore",
    "erase_applications": "ApplicationErasedBefore",
    "report_activity": "ActivityOver",
    "call_off_activity": "ActivityOver",
    "make_point": STANDS_AGAIN,
    "reword_point": STANDS_AGAIN,
    "gather_comments": "CommentRepeated",
    "release_comments": "CommentNotGathered",
    "split_point": "CommentNotGathered",
    "move_comments": "CommentNotGathered",
    "merge_point": "PointMerged",
    "draft_disposition": STANDS_AGAIN,
    "supersede_disposition": "SupersedingUnchanged",
    "prepare_feedback": STANDS_AGAIN,
    "sign_off_feedback": STANDS_AGAIN,
    "return_feedback": "AlreadyReturned",
    "publish_feedback": "AlreadyAnswered",
    "prepare_supplement": STANDS_AGAIN,
    "sign_off_supplement": STANDS_AGAIN,
    "return_supplement": "AlreadyReturned",
    "publish_supplement": "SupplementNotPrepared",
    "waive_step": "StepAlreadyWaived",
    "start_questionnaire": STANDS_AGAIN,
    "change_heading": STANDS_AGAIN,
    "write_question": STANDS_AGAIN,
    "remove_question": STANDS_AGAIN,
    "open_questionnaire": "QuestionnaireOpenedAlready",
    "withdraw_questionnaire": "QuestionnaireWithdrawnAlready",
    "publish_figures": "FiguresPublishedAlready",
    "request_response_erasure": "WrittenErasureRequested",
    "erase_response": "WrittenErasedAlready",
    "plan_review": STANDS_AGAIN,
    "ask_expert": "ExpertAskedAlready",
    "declare_interest": "AlreadyDeclared",
    "invite_expert": "AlreadyInvited",
    "give_opinion": "OpinionGivenAlready",
    "use_opinion": STANDS_AGAIN,
    "conclude_review": "ExpertReviewClosed",
    "start_assessment": STANDS_AGAIN,
    "find_risk": STANDS_AGAIN,
    "conclude_assessment": "RiskAssessmentClosed",
    "review_fair_competition": STANDS_AGAIN,
    "review_legality": STANDS_AGAIN,
    "deliberate_decision": STANDS_AGAIN,
    "prepare_adoption": STANDS_AGAIN,
    "return_adoption": "AlreadyReturned",
    "adopt_decision": "DecisionOver",
    "end_decision": "DecisionOver",
    "archive_records": "ArchivedBefore",
    "make_correction": STANDS_AGAIN,
    "name_joint_division": "DivisionUndertakes",
    "end_joint_division": "NotJoint",
    "assign_parts": STANDS_AGAIN,
    "ask_unit": "UnitAskedAlready",
    "answer_as_unit": "UnitAnsweredAlready",
    "enter_unit_answer": "UnitAnsweredAlready",
    "coordinate_opinion": STANDS_AGAIN,
    "countersign_draft": "CountersignedAlready",
    "excuse_countersignature": "CountersignedAlready",
    "hand_over_decision": "HandedOverElsewhere",
    "name_matter": STANDS_AGAIN,
    "enter_matter": "MatterTitleTwice",
    "strike_matter": STANDS_AGAIN,
    "submit_catalogue": "CatalogueSubmittedAlready",
    "publish_catalogue": "CataloguePublishedAlready",
    "prepare_change": STANDS_AGAIN,
    "drop_change": "MatterUnknown",
    "adjust_catalogue": "NothingToAdjust",
    "set_undertaking": STANDS_AGAIN,
    "change_undertaking": "UndertakingUnchanged",
    "report_progress": STANDS_AGAIN,
    "report_problem": STANDS_AGAIN,
    "complete_undertaking": "UndertakingOver",
    "inspect_execution": STANDS_AGAIN,
    "rectify_findings": "AlreadyRectified",
    "suspend_execution": "AlreadySuspended",
    "resume_execution": "NotSuspended",
    "terminate_execution": "ExecutionOver",
    "link_later_decision": "AlreadyLinked",
    "start_evaluation": "EvaluationUnderWay",
    "report_evaluation": "EvaluationNotStarted",
}
RETURNED = "第二条没有写明由谁负责，请补写。"
NAMES = [(re.compile(re.sub(r"\{\w+\}", "(?:[0-9a-f-]{36}|[0-9]{4})", desk.path)), desk.name) for desk in DESK]


class Overtaken:
    """Drives as a `Driver`, but just before each append the same command with another key is carried out by somebody else."""

    def __init__(self, driver: Driver) -> None:
        self.driver = driver
        self.outcomes: dict[str, str] = {}
        driver.done = driver.carried_out = self.done  # type: ignore[method-assign]

    async def done(self, person: str, path: str, **command: Any) -> dict[str, Any]:
        """The answer that stands; what became of the one overtaken is kept under the command's name."""
        driver, log = self.driver, self.driver.runtime.log
        await driver.settle()
        append = log.append
        first: list[dict[str, Any]] = []

        async def overtaken(last: Append) -> Recorded:
            log.append = append  # type: ignore[method-assign]
            response = await driver.desk(person, path, **command)
            assert response.status_code == 201, response.text
            first.append(response.json())
            await driver.settle()
            return await append(last)

        log.append = overtaken  # type: ignore[method-assign]
        response = await driver.desk(person, path, **command)
        (name,) = [name for pattern, name in NAMES if pattern.fullmatch(path)]
        outcome = STANDS_AGAIN if response.status_code == 201 else response.json()["rule"]
        assert first, response.text
        assert self.outcomes.setdefault(name, outcome) == outcome
        stands: dict[str, Any] = response.json() if outcome == STANDS_AGAIN else first[0]
        return stands


def test_every_command_is_tried() -> None:
    assert [row.name for row in DESK if row.name not in EXPECTED] == []


async def test_whoever_is_overtaken_decides_again(driver: Driver) -> None:
    race = Overtaken(driver)
    await _adopted(driver)
    await _forced_and_ended(driver)
    await _shared(driver)
    await _met(driver)
    await _applied(driver)
    await _listed(driver)
    assert race.outcomes == EXPECTED


@pytest.mark.parametrize("path", ["/points/{point}/comments", "/consultations/{decision}/points"])
async def test_a_comment_that_is_referred_meanwhile_is_gathered_by_no_point(driver: Driver, path: str) -> None:
    decision = await driver.opened()
    await driver.comment(decision, "多收了摊位费。")
    complaint = (await driver.waiting(decision))[0]["comment"]["comment_id"]
    point = (await driver.done("drafter", f"/consultations/{decision}/points", summary="建议延长。", articles=["a2"]))["id"]
    log, append = driver.runtime.log, driver.runtime.log.append

    async def overtaken(last: Append) -> Recorded:
        log.append = append  # type: ignore[method-assign]
        await driver.done("drafter", f"/comments/{complaint}/referral", reason="只是投诉。")
        return await append(last)

    log.append = overtaken  # type: ignore[method-assign]
    wording = {} if "{point}" in path else {"summary": "不要多收费。"}
    refused = await driver.desk("drafter", path.format(point=point, decision=decision), comment_ids=[complaint], **wording)
    assert (refused.status_code, refused.json()["rule"]) == (409, "CommentNoOpinion")


async def _adopted(driver: Driver) -> None:
    decision = await driver.opened()
    root = f"/consultations/{decision}"
    letter = {"channel": "letter", "received_on": "2026-03-02", "respondent": {"kind": "individual"}, "text": "来信建议。"}
    await driver.done("drafter", f"{root}/comments", **letter)
    texts = ("建议延长。", "王某某扰民。", "测试一下。", "不要打扰。", "多收了摊位费。")
    receipts = [(await driver.comment(decision, text)).json() for text in texts]
    ids = [item["comment"]["comment_id"] for item in await driver.waiting(decision)]
    await _screened(driver, ids, receipts[2]["reference"])
    questionnaire = await _asked(driver, decision)
    later = driver.clock.now() + 40 * DAY
    await driver.done("releaser", f"{root}/extensions", closes_at=later.isoformat(), reason="应企业要求延长征求意见期限。")
    await driver.close(later)
    await driver.done("releaser", f"/questionnaires/{questionnaire}/figures", spread=SPREAD)
    await _pointed(driver, decision)
    due = (driver.clock.now() + 70 * DAY).date().isoformat()
    await driver.done("releaser", f"{root}/answer-delays", due_on=due, reason="意见较多，需要进一步研究论证。")
    await driver.done("drafter", f"{root}/feedback", text={"asked": "问。", "heard": "说。", "did": "做。"})
    await driver.done("releaser", f"{root}/feedback/return", reason=RETURNED)
    await driver.feedback(decision)
    point = (await driver.runtime.archive.points(UUID(decision)))[0].id
    new = {"kind": "noted", "reason_kind": "other", "reason": "经再次研究，留作今后修订参考。"}
    await driver.done("drafter", f"/points/{point}/superseding", disposition=new, why="上级文件已有新的规定，相应更新。")
    await _supplemented(driver, decision, str(point), letter)
    reason = "没有涉及经营者的经济活动。"
    await driver.done("releaser", f"{root}/waivers", step="fair_competition_review", reason=reason)
    await heard(driver, decision)
    await assessed(driver, decision)
    correction = {"corrected_stream": decision, "corrected_version": 1, "field": "title", "value": "若干措施（更正）"}
    await driver.done("releaser", f"{root}/corrections", **correction, reason="公告标题漏字，予以更正。")
    today = driver.clock.now().date().isoformat()
    dates = {"issued_on": today, "published_on": today, "effective_on": today}
    notice = {"document_number": "海商规〔2026〕9号", "opinions_note": "意见已研究。", "text": DRAFT}
    await driver.done("drafter", f"{root}/adoption", **notice, **dates)
    await driver.done("releaser", f"{root}/adoption/return", reason=RETURNED)
    await driver.adopted(decision)
    await _executed(driver, decision)


async def _executed(driver: Driver, decision: str) -> None:
    """A task is carried out, the decision suspended and resumed, evaluated, and terminated."""
    await told_of(driver, await task(driver, decision))
    await suspended(driver, decision)
    root, why = f"/consultations/{decision}", "汛情解除，路段恢复通行。"
    await driver.done("releaser", f"{root}/resumption", reason=why)
    await evaluated(driver, decision)
    today = driver.clock.now().date().isoformat()
    await driver.done("releaser", f"{root}/termination", met_on=today, meeting="局长办公会", basis=why)


async def _met(driver: Driver) -> None:
    """A hearing from plan to report, a poll, and one that is called off; each invitation is made twice."""
    root = f"/consultations/{await driver.opened(days=60)}/activities"
    plan = {"form": "on_site", "subject": "夜市听证会", "reason": "各方意见分歧较大，需要听取。", "place": "示例路1号"}
    hearing = f"/activities/{(await driver.done('drafter', root, kind='hearing', **plan))['id']}"
    now = driver.clock.now()
    seats = {"side": "operator", "seats": 6, "interested": True, "selection": "invitation"}
    words = {"content": "听取意见。", "contact_unit": "市场建设处", "held_at": (now + 35 * DAY).isoformat(), "quotas": [seats]}
    await driver.done("releaser", f"{hearing}/announcement", **words)
    for name in ("李某某", "王某某"):
        await driver.done("drafter", f"{hearing}/participants", side="operator", category="enterprise", name=name)
    people = [each.id for each in (await driver.runtime.archive.activity(UUID(hearing[12:]))).participants]
    await driver.done("drafter", f"{hearing}/declining", participant=str(people.pop()))
    await driver.done("releaser", f"{hearing}/list")
    there = [str(each) for each in people]
    today = local_date(now).isoformat()
    await driver.done("drafter", f"{hearing}/materials", participants=there, delivered_on=today, how="post")
    driver.clock.advance(36 * DAY)
    began = {"began_at": driver.clock.now().isoformat(), "attended": there, "host": "甲", "recorder": "乙", "presenter": "丙"}
    await driver.done("drafter", f"{hearing}/holding", **began)
    said = {"respondent": {"kind": "enterprise"}, "text": "二十三时收市太早。", "shown": True}
    await driver.done("drafter", f"{hearing}/statements", **said)
    await driver.done("drafter", f"{hearing}/record")
    await driver.done("drafter", f"{hearing}/codes", participant=there[0])
    for each in there:
        signed = {"participant": each, "how": "paper", "signed_on": local_date(driver.clock.now()).isoformat()}
        await driver.done("drafter", f"{hearing}/confirmations", **signed)
    view = {"view": "延长营业时间", "disposition": "noted", "reason": "在修改时一并研究后答复。"}
    await driver.done("releaser", f"{hearing}/report", summary="各方就营业时间发表了意见。", views=[view])
    poll = f"/activities/{(await driver.done('drafter', root, kind='opinion_poll', **plan))['id']}"
    taken = {"maker": "undertaking", "unit": "市场建设处", "method": "phone", "asked": 10, "answered": 6}
    figures = [{"question": "几点收市", "answer": "二十四时", "count": 6}]
    await driver.done("drafter", f"{poll}/poll", **taken, from_day=today, to_day=today, figures=figures)
    called_off = f"/activities/{(await driver.done('drafter', root, kind='visit', **plan))['id']}"
    await driver.done("releaser", f"{called_off}/calling-off", reason="天气恶劣，另行安排走访。")


async def _applied(driver: Driver) -> None:
    """Twelve apply for ten seats: drawn; one declines, one is invited and asks to be erased; called off, and all erased."""
    activity, until = await announced(driver, await driver.opened(days=60))
    for number in range(12):
        await apply(driver, activity, number)
    driver.clock.tell(until + timedelta(minutes=1))
    root = f"/activities/{activity}"
    await driver.done("drafter", f"{root}/applications/closing")
    await driver.done("drafter", f"{root}/lot")
    drawn = (await driver.runtime.archive.activity(UUID(activity))).participants
    await driver.done("drafter", f"/applications/{drawn[0].id}/declining")
    await driver.settle()
    waiting = await driver.runtime.reads.fetchval("SELECT application_id FROM read.applications WHERE status = 'waiting'")
    await driver.done("drafter", f"/applications/{waiting}/invitation", side="expert", reason="熟悉夜市管理。")
    await driver.done("drafter", f"/applications/{waiting}/erasure", cause="requested")
    await driver.done("releaser", f"{root}/calling-off", reason="天气恶劣，另行安排听证。")
    await driver.done("drafter", f"{root}/applications/erasure")


async def _asked(driver: Driver, decision: str) -> str:
    """Two questionnaires, each question put and removed twice: the first is withdrawn, the second answered once. Its id."""
    for number in (1, 2):
        found = await written(driver, decision)
        root = f"/questionnaires/{found}"
        await driver.done("drafter", f"{root}/heading", title="夜市怎么办")
        await driver.done("drafter", f"{root}/removals", number=2)
        await driver.done("releaser", f"{root}/opening")
        if number == 1:
            await driver.done("releaser", f"{root}/withdrawal", reason="题目有误，改正后重新发布。")
    reference = await responded(driver, "/consultations/2026-001/questionnaires/2", q5="再便宜些。")
    asked = await driver.done("drafter", f"{root}/erasure-requests", reference=reference, note="本人来电")
    await driver.done("second", f"{root}/erasures", response_id=asked["id"])
    return found


async def _screened(driver: Driver, ids: list[str], reference: str) -> None:
    letters, (plain, named, test, unwanted, complaint) = ids[:-5], ids[-5:]
    for comment_id in (*letters, plain):
        await driver.done("drafter", f"/comments/{comment_id}/publication")
    text = "■■■扰民。"
    await driver.done("drafter", f"/comments/{named}/redaction", basis="personal_data", redacted_text=text)
    correction = {"articles": ["a1"], "cause": "entered_wrongly", "note": "来信写明第一条"}
    await driver.done("reviewer", f"/comments/{letters[0]}/registration-correction", **correction)
    await _complained(driver, complaint, plain)
    for comment_id in (test, unwanted):
        reason = {"reason": "empty", "note": "测试内容", "public_note": "测试内容"}
        await driver.done("drafter", f"/comments/{comment_id}/withholding", **reason)
    appealed = await driver.client.post(f"/receipts/{reference}/appeal", data={"grounds": "这是真实意见。"})
    assert appealed.status_code == 303
    await driver.done("reviewer", f"/comments/{test}/appeal-decision", outcome="upheld", note="确为测试内容。")
    await driver.done("drafter", f"/comments/{named}/second-look", note="请看是否遮盖不够")
    await driver.done("reviewer", f"/comments/{named}/confirmation", note="已足够")
    hiding = {"outcome": "redacted", "reason": "personal_data", "redacted_text": "■■■■■。", "note": "遮盖不够"}
    await driver.done("reviewer", f"/comments/{named}/revision", **hiding)
    await driver.done("drafter", f"/comments/{unwanted}/erasure-requests", scope="all", note="本人来函")
    await driver.done("reviewer", f"/comments/{unwanted}/erasure")


async def _complained(driver: Driver, complaint: str, opinion: str) -> None:
    """A comment is referred, another has a complaint beside it, and one came alone; the first is an opinion after all."""
    await driver.done("drafter", f"/comments/{complaint}/referral", reason="只是投诉。")
    grievance = (await driver.runtime.archive.comment(UUID(complaint))).grievance_id
    await driver.done("drafter", f"/comments/{opinion}/grievance", text="多收了摊位费。")
    consultation_id = (await driver.runtime.archive.comment(UUID(complaint))).consultation_id
    alone = {"channel": "phone", "received_on": driver.clock.now().date().isoformat(), "text": "多收了费用。"}
    await driver.done("drafter", f"/consultations/{consultation_id}/grievances", **alone)
    await driver.done("drafter", f"/grievances/{grievance}/forwarding", to="hotline", organ="12315", told="请拨打。")
    await driver.done("drafter", f"/grievances/{grievance}/closing", outcome="answered", answer="已退。")
    await driver.done("reviewer", f"/grievances/{grievance}/taking-back", note="第二段是意见。")
    await driver.done("drafter", f"/comments/{complaint}/publication")


async def _pointed(driver: Driver, decision: str) -> None:
    """Every published comment is gathered by a point, and every point answered."""
    point = (await driver.done("drafter", f"/consultations/{decision}/points", summary="建议延长。", articles=["a2"]))["id"]
    await driver.done("drafter", f"/points/{point}/wording", summary="建议延长营业时间。", articles=["a2"])
    ids = await _published(driver, decision)
    await driver.done("drafter", f"/points/{point}/comments", comment_ids=ids)
    await driver.done("drafter", f"/points/{point}/releases", comment_ids=ids[:1])
    await driver.done("drafter", f"/points/{point}/comments", comment_ids=ids[:1])
    split = (await driver.done("drafter", f"/points/{point}/split", comment_ids=ids[:1], summary="建议周末延长。"))["id"]
    await driver.done("drafter", f"/points/{point}/moves", comment_ids=ids[1:2], into=split)
    await driver.done("drafter", f"/points/{split}/merging", into=point)
    answer = {"kind": "noted", "reason_kind": "other", "reason": "留作参考，今后修订时研究。"}
    for stated in await driver.runtime.archive.points(UUID(decision)):
        await driver.done("drafter", f"/points/{stated.id}/disposition", disposition=answer)


async def _supplemented(driver: Driver, decision: str, point: str, letter: dict[str, Any]) -> None:
    """A letter is found after the feedback, and answered in a supplement."""
    root = f"/consultations/{decision}"
    await driver.done("drafter", f"{root}/comments", **letter)
    ids = [item["comment"]["comment_id"] for item in await driver.waiting(decision)]
    for comment_id in ids:
        await driver.done("drafter", f"/comments/{comment_id}/publication")
    await driver.done("drafter", f"/points/{point}/comments", comment_ids=ids)
    await driver.done("drafter", f"{root}/supplement", text="来信压下，现予补充答复。")
    await driver.done("releaser", f"{root}/supplement/return", reason=RETURNED)
    await driver.done("drafter", f"{root}/supplement", text="来信在收发室压下，现补充答复。")
    await driver.done("releaser", f"{root}/supplement/sign-off")
    await driver.done("releaser", f"{root}/supplement/publication")


async def _published(driver: Driver, decision: str) -> list[str]:
    entries = await driver.runtime.log.about(UUID(decision), ["comment-published.v1", "comment-redacted.v1"])
    return [str(entry.originator_id) for entry in entries]


async def _forced_and_ended(driver: Driver) -> None:
    root = f"/consultations/{await driver.released()}"
    await driver.done("drafter", f"{root}/drafts", text="第一条 新的草案。\n第二条 夜市营业至二十四时。\n")
    await driver.done("drafter", f"{root}/drafts/insertions", after="a2", text="本办法适用于本市。")
    await driver.done("drafter", f"{root}/drafts/rewordings", article_id="a2", text="夜市营业至二十四时，周末除外。")
    await driver.done("drafter", f"{root}/drafts/moves", article_id="a2", after="")
    await driver.done("drafter", f"{root}/review-requests")
    await driver.done("releaser", f"{root}/release/return", reason=RETURNED)
    await driver.done("drafter", f"{root}/drafts/removals", article_id="a2")
    await driver.done("drafter", f"{root}/review-requests")
    await driver.done("releaser", f"{root}/release", reason="情况紧急，先行签发，随后补办审查。")
    await driver.done("second", f"{root}/release/sign-off")
    await driver.done("releaser", f"{root}/ending", kind="shelved", reason="情况有变，本事项搁置处理。")
    await driver.done("releaser", f"{root}/archive", number="WS·2026-D30-0012", retention="thirty_years")


async def _shared(driver: Driver) -> None:
    """Talked over with an outside unit and a division, which then undertakes it too, countersigns, and takes it over."""
    matter = {"matter_kind": "public_policy", "decision_organ": "市商务局", "proposer": "市场建设处", "title": "停车办法"}
    division = {"id": OWN.id, "name": OWN.name}
    decision = (await driver.done("drafter", "/consultations", **matter, division=division))["id"]
    root, ports = f"/consultations/{decision}", {"division_id": OTHER.id}
    await driver.done("drafter", f"{root}/drafts", text=DRAFT)
    await driver.done("drafter", f"{root}/materials", **MATERIALS)
    due = (driver.clock.now() + 9 * DAY).date().isoformat()
    await driver.done("drafter", f"{root}/unit-opinions", name="公安局", due_on=due, letter="请提意见。")
    letter = {"files": [("复函.txt", "不同意占用路面。".encode(), "text/plain")]}
    against = {"unit": 1, "position": "disagree", "text": "不同意占用主干道的路面。", "received_on": "2026-03-02"}
    await driver.done("drafter", f"{root}/unit-opinions/letters", **against, **letter)
    await driver.done("drafter", f"{root}/unit-opinions/coordination", unit=1, result="agreed", note="改为只占用支路的路面。")
    await driver.done("drafter", f"{root}/unit-opinions", **ports, due_on=due, letter="请提意见。")
    await driver.done("outsider", f"{root}/unit-opinions/answer", unit=2, position="agree")
    await driver.done("drafter", f"{root}/joint-divisions", **ports, reason=RETURNED)
    await driver.done("drafter", f"{root}/parts", **ports, articles=["a1"])
    await driver.done("drafter", f"{root}/review-requests")
    await driver.done("releaser", f"{root}/countersignature/excuse", **ports, reason=RETURNED)
    await driver.done("drafter", f"{root}/drafts", text="第一条 新的草案。\n")
    await driver.done("drafter", f"{root}/review-requests")
    await driver.done("outsider", f"{root}/countersignature")
    await driver.done("drafter", f"{root}/joint-divisions/ending", **ports, reason=RETURNED)
    await driver.done("releaser", f"{root}/hand-over", **ports, agreed_on="2026-03-02", reason=RETURNED)


async def _listed(driver: Driver) -> None:
    """A catalogue of decision matters, and a decision's place in it."""
    year = local_date(driver.clock.now()).year
    root, known = f"/catalogues/{year}", {"undertaker": "市场处", "matter_kind": "plan", "basis": "来信集中。"}
    for title in ("早市办法", "夜市办法", "停车规划", "菜市规划"):
        matter = known | {"title": title, "first_month": 1, "last_month": 3}
        await driver.done("drafter", f"{root}/matters", matter=matter)
    await driver.done("drafter", f"{root}/strikings", number=1)  # whoever was first has struck out the one before it
    await driver.done("drafter", f"{root}/submission")
    await driver.done("releaser", f"{root}/publication")
    await driver.done("drafter", f"/consultations/{await driver.released()}/matter", year=year, matter=1)
    for _ in range(2):
        await driver.done("drafter", f"{root}/changes", kind="removed", number=2, reason=RETURNED)
        await driver.done("drafter", f"{root}/changes/dropping", number=2)
    await driver.done("drafter", f"{root}/changes", kind="removed", number=2, reason=RETURNED)
    await driver.done("releaser", f"{root}/adjustments")
