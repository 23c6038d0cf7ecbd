"""A letter that comes to light after the feedback, and a comment let through on appeal after it, are answered all the same."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

import pytest

from consult.archive.streams import Archive
from consult.event_log import Append, Recorded
from consult.exports.tables.register import public_register
from consult.reading.replay import decision_at
from consult.work import LogSource
from domain.history import History
from domain.point.state import Point
from domain.recheck import broken_rules
from projections.rebuild import rebuild
from tests.api.test_life import tables
from tests.driving import DAY, DRAFT, Driver

pytestmark = pytest.mark.anyio
REASON = "办法须在五月前施行，来信随后答复。"


async def with_feedback(driver: Driver, revised: str | None = None) -> tuple[str, str]:
    """Two comments answered, one withheld; the feedback is public. The decision, and the receipt of the withheld comment."""
    decision = await driver.opened()
    answers = [(await driver.comment(decision, text)).json() for text in ("建议延长。", "太吵了。", "测试一下。")]
    ids = [item["comment"]["comment_id"] for item in await driver.waiting(decision)]
    for comment_id in ids[:2]:
        await driver.done("drafter", f"/comments/{comment_id}/publication")
    await driver.done("drafter", f"/comments/{ids[2]}/withholding", reason="empty", note="测试", public_note="测试内容")
    await driver.close(driver.clock.now() + 31 * DAY)
    await driver.answered(decision, ids[:2])
    await driver.feedback(decision, revised)
    return decision, answers[2]["reference"]


async def public(driver: Driver, decision: str, number: int) -> dict[str, Any]:
    await driver.settle()
    found: dict[str, Any] = (await driver.client.get(f"/api/v1/consultations/{decision}/comments/{number}")).json()
    return found


async def unanswered(driver: Driver, decision: str) -> int:
    await driver.settle()
    return int((await driver.client.get(f"/api/v1/consultations/{decision}")).json()["dispositions"]["unanswered"])


async def refused(driver: Driver, person: str, path: str, **command: Any) -> tuple[int, str]:
    await driver.settle()
    response = await driver.desk(person, path, **command)
    return response.status_code, response.json()["rule"]


async def assert_sound(driver: Driver) -> None:
    """No rule is broken, every ledger balances, and a rebuild changes nothing."""
    await driver.settle()
    events = await driver.runtime.archive.unsealed(await driver.runtime.log.read(0, 10_000))
    assert broken_rules(events) == ()
    for decision in History(events).decisions.values():
        decision.ledger().balance()
    before = await tables(driver)
    await rebuild(driver.runtime.database.pool, LogSource(driver.runtime.archive), limit=7)
    assert await tables(driver) == before


async def test_a_late_letter_is_answered_in_a_supplement(driver: Driver) -> None:
    decision, _ = await with_feedback(driver)
    root = f"/consultations/{decision}"
    early = await refused(driver, "releaser", f"{root}/supplement/publication")
    assert early == (409, "SupplementNotPrepared")
    letter = await driver.letter(decision, "来信：公交太少。")
    assert (await public(driver, decision, 4))["points"] == []
    assert await unanswered(driver, decision) == 2  # the withheld one, too
    assert "尚未答复" in (await driver.client.get("/consultations/2026-001/comments/4")).text
    point = await driver.answered(decision, [letter], reason="公交班次由交通部门另行研究。")
    await driver.done("drafter", f"{root}/supplement", text="来信在收发室压下，现补充答复。")
    assert await refused(driver, "releaser", f"{root}/supplement/publication") == (409, "SupplementNotSignedOff")
    await driver.done("releaser", f"{root}/supplement/sign-off")
    assert await refused(driver, "drafter", f"{root}/points", summary="又一点") == (409, "AnswersSignedOff")
    assert (await public(driver, decision, 4))["points"] == []
    feedback = (await driver.client.get(f"/api/v1/consultations/{decision}/feedback")).json()
    assert (len(feedback["points"]), feedback["supplements"]) == (1, [])
    for address in ("feedback", "comments/4", "history"):
        assert "公交班次" not in (await driver.client.get(f"/consultations/2026-001/{address}")).text
    await driver.done("releaser", f"{root}/supplement/publication")
    (answer,) = (await public(driver, decision, 4))["points"]
    assert "公交班次" in (await driver.client.get("/consultations/2026-001/comments/4")).text
    assert answer["id"] == point
    assert await unanswered(driver, decision) == 1
    feedback = (await driver.client.get(f"/api/v1/consultations/{decision}/feedback")).json()
    assert [(each["number"], each["supplement"]) for each in feedback["points"]] == [(1, 0), (2, 1)]
    (supplement,) = feedback["supplements"]
    assert (supplement["number"], supplement["points"], supplement["comments"]) == (1, 1, 1)
    assert supplement["text"] == "来信在收发室压下，现补充答复。"
    assert (supplement["ledger"]["answered"], supplement["ledger"]["unanswered"]) == (3, 1)
    assert await refused(driver, "releaser", f"{root}/supplement/publication") == (409, "SupplementNotPrepared")
    await assert_sound(driver)


async def test_pages_and_files_say_so(driver: Driver) -> None:
    decision, _ = await with_feedback(driver)
    await driver.answered(decision, [await driver.letter(decision, "来信：公交太少。")])
    await driver.supplemented(decision)
    for language, said in (("", ("第1次补充反馈", "公布补充反馈")), ("/en", ("Supplement 1", "Publish the supplement"))):
        feedback = (await driver.client.get(f"{language}/consultations/2026-001/feedback")).text
        assert feedback.count(said[0]) == 2  # the supplement, and its point
        assert "来信在收发室压下" in feedback
        assert said[1] in (await driver.client.get(f"{language}/consultations/2026-001/history?after=20")).text
    assert "维持二十三时" in (await driver.client.get("/consultations/2026-001/comments/4")).text
    register = await public_register(driver.runtime, decision)
    assert [(point.number, point.supplement, point.comment_numbers) for point in register.points.values()] == [
        (1, 0, (1, 2)),
        (2, 1, (4,)),
    ]
    assert [comment.points for comment in register.comments] == [(1,), (1,), (), (2,)]


async def test_a_published_point_takes_further_comments_and_keeps_its_words(driver: Driver) -> None:
    decision, _ = await with_feedback(driver)
    (point,) = await driver.runtime.archive.points(UUID(decision))
    letter = await driver.letter(decision, "来信：也请延长。")
    path = f"/points/{point.id}"
    await driver.done("drafter", f"{path}/comments", comment_ids=[letter])
    answer = {"kind": "noted", "reason_kind": "other", "reason": "留作参考，今后修订时研究。"}
    assert await refused(driver, "drafter", f"{path}/wording", summary="换个说法") == (409, "PointPublished")
    assert await refused(driver, "drafter", f"{path}/disposition", disposition=answer) == (409, "PointPublished")
    first = sorted(point.comment_ids)[0]
    assert await refused(driver, "drafter", f"{path}/releases", comment_ids=[str(first)]) == (409, "CommentAnswered")
    new = (await driver.done("drafter", f"/consultations/{decision}/points", summary="另一点"))["id"]
    assert await refused(driver, "drafter", f"{path}/merging", into=new) == (409, "PointPublished")
    correction = {"corrected_stream": new, "corrected_version": 1, "field": "summary", "value": "更正"}
    corrected = await refused(
        driver, "releaser", f"/consultations/{decision}/corrections", **correction, reason="原文有误，现予更正。"
    )
    assert corrected == (409, "NotCorrectable")
    assert await refused(driver, "drafter", f"/points/{new}/superseding", disposition=answer, why=REASON) == (
        409,
        "PointNotPublished",
    )
    await driver.done("drafter", f"/points/{new}/merging", into=str(point.id))
    await driver.supplemented(decision)
    assert len((await public(driver, decision, 4))["points"]) == 1
    await assert_sound(driver)


async def test_a_letter_that_comes_to_light_after_the_adoption(driver: Driver) -> None:
    decision, _ = await with_feedback(driver)
    await driver.adopted(decision)
    letter = await driver.letter(decision, "来信：公交太少。")
    await driver.settle()
    assert "尚未答复" in (await driver.client.get("/consultations/2026-001/comments/4")).text
    await driver.answered(decision, [letter], reason="公交班次由交通部门另行研究。")
    await driver.supplemented(decision)
    assert "公交班次" in (await driver.client.get("/consultations/2026-001/comments/4")).text
    driver.clock.advance(2 * DAY)
    today = driver.clock.now().date().isoformat()
    late = {"channel": "letter", "received_on": today, "respondent": {"kind": "individual"}, "text": "太晚了。"}
    assert await refused(driver, "drafter", f"/consultations/{decision}/comments", **late) == (409, "ProcedureOver")
    await assert_sound(driver)


async def test_an_appeal_that_is_won_after_the_feedback(driver: Driver) -> None:
    decision, reference = await with_feedback(driver)
    assert (await driver.client.post(f"/receipts/{reference}/appeal", data={"grounds": "这是真实意见。"})).status_code == 303
    comment = (await driver.runtime.log.about(UUID(decision), ["withholding-appealed.v1"]))[0].originator_id
    await driver.done("reviewer", f"/comments/{comment}/appeal-decision", outcome="overturned", note="确为真实意见。")
    receipt = (await driver.client.get(f"/receipts/{reference}")).text
    assert "对您意见的答复" not in receipt
    await driver.answered(decision, [str(comment)])
    await driver.supplemented(decision)
    assert "对您意见的答复" in (await driver.client.get(f"/receipts/{reference}")).text
    assert await unanswered(driver, decision) == 0
    await assert_sound(driver)


async def test_no_adoption_over_a_waiting_letter_unless_it_is_said_why(driver: Driver) -> None:
    decision, _ = await with_feedback(driver, DRAFT)
    await driver.letter(decision, "来信：公交太少。")
    body = {"channel": "letter", "received_on": "2026-03-11", "respondent": {"kind": "individual"}, "text": "来信：再说一句。"}
    await driver.done("drafter", f"/consultations/{decision}/comments", **body)
    with pytest.raises(AssertionError, match="CommentsUnanswered"):
        await driver.adopted(decision)
    path = f"/consultations/{decision}/adoption/publication"
    assert await refused(driver, "releaser", path, outstanding_reason="急") == (422, "ReasonTooShort")
    await driver.done("releaser", path, outstanding_reason=REASON)
    entries = await driver.runtime.log.stream(UUID(decision))
    assert [entry.topic for entry in entries[-2:]] == ["answers-outstanding.v1", "decision-adopted.v1"]
    await driver.settle()
    adoption = (await driver.client.get("/consultations/2026-001/adoption")).text
    assert REASON in adoption
    assert "还有1条意见尚未审看，1条意见尚未公布答复" in adoption
    assert "说明公布决策时尚未答复的意见" in (await driver.client.get("/consultations/2026-001/history?after=20")).text
    await assert_sound(driver)


async def test_an_adopted_decision_is_supplemented(driver: Driver) -> None:
    decision, _ = await with_feedback(driver)
    letter = await driver.letter(decision, "来信：公交太少。")
    await driver.adopted(decision, outstanding_reason=REASON)
    work = await driver.runtime.reads.fetchval("SELECT count(*) FROM read.ledgers WHERE feedback_published AND uncovered > 0")
    assert work == 1
    await driver.answered(decision, [letter])
    await driver.supplemented(decision)
    assert len((await public(driver, decision, 4))["points"]) == 1
    await assert_sound(driver)


async def test_the_replay_shows_it_as_it_became_public(driver: Driver) -> None:
    decision, _ = await with_feedback(driver)
    (point,) = await driver.runtime.archive.points(UUID(decision))
    letter, other = [await driver.letter(decision, text) for text in ("来信：也请延长。", "来信：公交太少。")]
    await driver.done("drafter", f"/points/{point.id}/comments", comment_ids=[letter])
    await driver.answered(decision, [other])
    before = (await driver.runtime.log.head()).size - 1
    await driver.supplemented(decision)
    after = (await driver.runtime.log.head()).size - 1
    seen = [(await decision_at(driver.runtime, UUID(decision), at)).points for at in (before, after)]
    assert [[each.comments for each in points] for points in seen] == [[2], [3, 1]]


def before_the_next_append(driver: Driver, meanwhile: Callable[[], Awaitable[Any]]) -> None:
    """Something else is recorded between the next decision and its append."""
    append, log = driver.runtime.log.append, driver.runtime.log

    async def overtaken(last: Append) -> Recorded:
        log.append = append  # type: ignore[method-assign]
        await meanwhile()
        return await append(last)

    log.append = overtaken  # type: ignore[method-assign]


async def test_whoever_publishes_a_supplement_decides_on_all_there_is(driver: Driver) -> None:
    """A letter that comes in before the append is not left out: the guard holds, and the gate refuses."""
    decision, _ = await with_feedback(driver)
    await driver.answered(decision, [await driver.letter(decision, "来信：公交太少。")])
    root = f"/consultations/{decision}/supplement"
    await driver.done("drafter", root, text="来信在收发室压下，现补充答复。")
    await driver.done("releaser", f"{root}/sign-off")
    await driver.settle()
    before_the_next_append(driver, lambda: driver.letter(decision, "来信：又来一封。"))
    assert await refused(driver, "releaser", f"{root}/publication") == (409, "AnswersIncomplete")


async def test_whoever_adopts_decides_on_all_there_is(driver: Driver) -> None:
    decision, _ = await with_feedback(driver)
    await driver.letter(decision, "来信：公交太少。")
    with pytest.raises(AssertionError, match="CommentsUnanswered"):
        await driver.adopted(decision)
    path = f"/consultations/{decision}/adoption/publication"
    before_the_next_append(driver, lambda: driver.letter(decision, "来信：又来一封。"))
    await driver.done("releaser", path, outstanding_reason=REASON)
    entries = await driver.runtime.log.stream(UUID(decision))
    assert b'"unanswered":2' in entries[-2].state
    await assert_sound(driver)


async def test_a_comment_answered_in_public_meanwhile_is_not_taken_out(driver: Driver, monkeypatch: pytest.MonkeyPatch) -> None:
    """The point is read, a supplement publishes it, and only then the comment is taken out: it is decided again."""
    decision, _ = await with_feedback(driver)
    letter = await driver.letter(decision, "来信：公交太少。")
    point = await driver.answered(decision, [letter])
    read, published = Archive.point, []

    async def overtaken(archive: Archive, point_id: UUID) -> Point:
        found = await read(archive, point_id)
        if not published:
            published.append(point_id)
            await driver.supplemented(decision)
        return found

    monkeypatch.setattr(Archive, "point", overtaken)
    assert await refused(driver, "drafter", f"/points/{point}/releases", comment_ids=[letter]) == (409, "CommentAnswered")
    assert published
    await assert_sound(driver)
