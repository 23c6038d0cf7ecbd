"""From the published feedback to the adoption notice at the desk; answers superseded, contradictions shown."""

from __future__ import annotations

import pytest

from tests.desk.answering.closed import closed
from tests.desk.answering.test_feedback import main_of
from tests.desk.answering.test_points import ANSWER, words
from tests.desking import TYPED_MINUTES, at_desk, errors_in, hidden_fields
from tests.driving import DAY, DRAFT, Driver
from tests.erasure.places import Public

pytestmark = pytest.mark.anyio
LATER = DRAFT.replace("二十三时", "二十四时")
NOTICE = {
    "document_number": "海商规〔2026〕1号",
    "issued_on": "2026-05-01",
    "published_on": "2026-05-01",
    "effective_on": "2026-06-01",
    "opinions_note": "意见已逐条研究答复。",
}


async def answered(driver: Driver, revised: str | None = LATER) -> tuple[str, str]:
    """Its feedback is published: its id, and its point's."""
    consultation_id, ids = await closed(driver)
    adopted = {"kind": "adopted", "reason": "采纳，延长至二十四时。", "articles_changed": ["a2"]}
    point = await driver.answered(consultation_id, ids, **adopted)
    await driver.feedback(consultation_id, revised)
    return consultation_id, point


async def test_a_decision_is_reviewed_deliberated_and_adopted_by_forms_alone(driver: Driver) -> None:
    consultation_id, _ = await answered(driver)
    root = f"/desk/consultations/{consultation_id}"
    drafter, reviewer, releaser = [await at_desk(driver, name) for name in ("drafter", "reviewer", "releaser")]
    driver.clock.tell(driver.clock.now() + 20 * DAY)
    for each in (drafter, reviewer, releaser):  # sign-ins do not last that long
        each.client.cookies.set(
            "desk", await driver.runtime.sessions.open((await driver.runtime.staff.person(each.person)).id, "t")
        )
    today = driver.clock.now().date().isoformat()
    await reviewer.done(f"{root}/fair-competition-review", passed="yes", opinion="不具有排除、限制竞争的内容。")
    page = await reviewer.page(f"{root}/legality-review")
    assert "满七个工作日为" in words(page)
    assert "还没有记录" in page
    legality = {"result": "lawful", "file_received_on": today, "reviewer": "法规处", "opinion": "权限、程序、内容合法。"}
    refused = await reviewer.send(f"{root}/legality-review", **legality)
    assert (refused.status_code, "此前作出审查意见的，应当写明理由" in refused.text, "法规处" in refused.text) == (
        409,
        True,
        True,
    )
    await reviewer.done(f"{root}/legality-review", **legality, shortening_reason="汛期临近，法规处加班审查完毕。")
    again = await reviewer.page(f"{root}/legality-review")
    assert "用0个工作日" in words(again)
    assert "少于七个工作日" in again
    await driver.excused(consultation_id)
    await releaser.done(f"{root}/deliberation", result="passed", met_on=today, meeting="局长办公会", **TYPED_MINUTES)
    meeting = {"result": "passed", "met_on": today, "meeting": "局长办公会", **TYPED_MINUTES}
    for typed, said in (
        ({"dissents": "何副局长：不同意。\n二十三时收市"}, "第2行看不出是谁的意见"),
        ({"dissents": "郑副局长：不同意。"}, "不在出席人员名单中"),
        ({"against_majority": "1"}, "应当写明理由"),
    ):
        refused = await releaser.send(f"{root}/deliberation", **meeting | typed)
        assert (refused.status_code, said in refused.text, "何副局长同意" in refused.text) == (422, True, True)
    await releaser.done(f"{root}/deliberation", **meeting, dissents="何副局长：貔貅路应当二十三时收市。")
    page = await releaser.page(f"{root}/deliberation")
    assert [word for word in ("局长办公会", "貔貅路", "孙局长、何副局长") if word not in page] == []
    assert (await drafter.open(f"{root}/deliberation")).status_code == 403
    assert "貔貅路" not in await drafter.page(f"{root}/history?all=1")
    page = await drafter.page(f"{root}/adoption")
    assert "夜市营业至二十四时" in page  # begins with the revised text
    await drafter.done(f"{root}/adoption", **NOTICE, text=LATER)
    preview = await drafter.page(f"{root}/adoption/preview")
    comparison = await drafter.page(f"{root}/adoption/comparison")
    assert "海商规〔2026〕1号" in await releaser.page(f"{root}/adoption/publication")
    await releaser.done(f"{root}/adoption/publication")
    for drafted, path in ((preview, "adoption"), (comparison, "comparison")):
        assert main_of(drafted) == main_of((await driver.client.get(f"/consultations/2026-001/{path}")).text)
    assert await Public(driver, ["貔貅路", "何副局长"]).holding() == {}, "who said what at the meeting is never public"


async def test_contradictions_are_shown_to_whoever_publishes(driver: Driver) -> None:
    consultation_id, point = await answered(driver)
    root = f"/desk/consultations/{consultation_id}"
    drafter, releaser = await at_desk(driver, "drafter"), await at_desk(driver, "releaser")
    await drafter.done(f"{root}/adoption", **NOTICE, text=DRAFT.replace("自公布之日", "自2027年1月1日"))
    page = (await releaser.open(f"{root}/adoption/publication")).text  # not due, and to be read all the same
    assert "写明采纳但文本未变的条款第二条：要点1" in words(page)
    assert f"/desk/points/{point}" in page
    assert "没有对应意见的修改第三条" in words(page)
    assert "合法性审查" in page  # still missing, and said
    refused = await releaser.send(f"{root}/adoption/publication")
    assert refused.status_code == 409


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"document_number": ""}, "此项必填。"),
        ({"issued_on": "昨天"}, "日期不正确"),
        ({"effective_on": "2026-04-01"}, "施行日期"),
        ({"text": " "}, "此项必填。"),
    ],
)
async def test_a_notice_that_cannot_be_is_refused_and_kept(driver: Driver, change: dict[str, str], message: str) -> None:
    consultation_id, _ = await answered(driver)
    drafter = await at_desk(driver, "drafter")
    refused = await drafter.send(f"/desk/consultations/{consultation_id}/adoption", **NOTICE | {"text": LATER} | change)
    assert refused.status_code in (409, 422)
    assert any(message in text for text in errors_in(refused.text)), errors_in(refused.text)
    assert NOTICE["opinions_note"] in refused.text


async def test_before_the_feedback_there_is_no_notice(driver: Driver) -> None:
    consultation_id, _ = await closed(driver)
    drafter = await at_desk(driver, "drafter")
    path = f"/desk/consultations/{consultation_id}/adoption"
    assert "意见反馈公布以后" in (await drafter.open(path)).text
    assert (await drafter.send(path, **NOTICE, text=LATER)).status_code == 409


async def test_a_published_answer_is_superseded_and_the_old_one_stays(driver: Driver) -> None:
    _, point = await answered(driver)
    drafter, releaser = await at_desk(driver, "drafter"), await at_desk(driver, "releaser")
    page = await drafter.page(f"/desk/points/{point}")
    assert f"/desk/points/{point}/superseding" in page
    path = f"/desk/points/{point}/superseding"
    unchanged = {"kind": "adopted", "reason_kind": "policy_choice", "reason": "采纳，延长至二十四时。", "articles_changed": "a2"}
    same = await drafter.send(path, **unchanged, why="原答复需要补充说明。")
    assert errors_in(same.text) == ["新的答复与已公布的答复相同。"]
    short = await drafter.send(path, **ANSWER, why="太短")
    assert short.status_code == 422
    await drafter.done(path, **ANSWER, why="居民反映强烈，重新研究后维持原规定。")
    public = (await driver.client.get("/consultations/2026-001/feedback")).text
    for text in ("兼顾居民休息", "采纳，延长至二十四时。", "居民反映强烈"):
        assert text in public
    assert (await releaser.open(path)).status_code == 403
    frozen = hidden_fields(await drafter.page(f"/desk/points/{point}/disposition"), f"/desk/points/{point}/disposition")
    assert (await drafter.post(f"/desk/points/{point}/disposition", frozen | ANSWER)).status_code == 409
