"""Experts are heard at the desk by forms alone, and the public reads of it with the decision."""

from __future__ import annotations

import re
from uuid import UUID

import pytest

from tests.assessing import OPINION, STATEMENT, SUMMARY, USED, assessed, chosen, heard
from tests.desk.answering.closed import closed
from tests.desk.answering.test_feedback import main_of
from tests.desking import AtDesk, at_desk, errors_in, hidden_fields
from tests.driving import DAY, DRAFT, MINUTES, Driver, without_marks

pytestmark = pytest.mark.anyio
PLAN = {"form": "written", "subject": "营业时间对周边居民休息的影响。"}


def words(html: str) -> str:
    return re.sub(r"\s+", "", re.sub(r"<[^>]+>", "", html))


async def answered(driver: Driver) -> str:
    """A decision whose feedback is published; its id."""
    decision, ids = await closed(driver)
    await driver.answered(decision, ids)
    await driver.feedback(decision)
    return decision


async def planned(driver: Driver, drafter: AtDesk, decision: str) -> str:
    """The review's address."""
    return (await drafter.done(f"/desk/consultations/{decision}/expert-reviews", **PLAN)).partition("?")[0]


async def test_experts_are_chosen_heard_and_their_opinions_used_by_forms_alone(driver: Driver) -> None:
    decision = await answered(driver)
    drafter, releaser = await at_desk(driver, "drafter"), await at_desk(driver, "releaser")
    home = await drafter.page("/desk")
    assert "组织专家论证" in home
    assert "尚未完成专家论证，也没有记录不需要专家论证的理由。" in await drafter.page(f"/desk/consultations/{decision}")
    root = await planned(driver, drafter, decision)
    assert "还没有联系专家" in await drafter.page(root)
    for number, (name, interest) in enumerate((("陈某某", "direct"), ("李某某", "none"), ("王某某", "none")), 1):
        await drafter.done(f"{root}/experts", name=name, unit="示例大学", field="城市管理")
        await drafter.done(f"{root}/declarations", expert=number, interest=interest, statement=STATEMENT, name_shown="no")
    page = words(await drafter.page(root))
    assert "第1位专家声明与决策事项有直接利害关系，不得邀请" in page
    assert "已排除" in page
    interested = await drafter.send(f"{root}/invitations", expert="1")
    assert interested.status_code == 409
    assert "（《重大行政决策程序暂行条例》第二十条）" in errors_in(interested.text)[0]
    for number in (2, 3):
        await drafter.done(f"{root}/invitations", expert=number)
        given = {"expert": number, "finding": "with_changes", "signed_on": "2026-03-10", "summary": SUMMARY}
        await drafter.done(f"{root}/opinions", files=[("files", OPINION)], **given)
    assert "还有2份论证意见没有写明研究采纳情况" in await drafter.page(root)
    early = await releaser.send(f"{root}/conclusion")
    assert (early.status_code, "没有写明研究采纳情况" in early.text) == (409, True)
    for number in (2, 3):
        await drafter.done(f"{root}/uses", expert=number, use="partly_adopted", reason=USED)
    file = await drafter.open(f"{root}/files/2")
    assert (file.status_code, file.content) == (200, OPINION[1])
    assert "专家论证已结束。" in (await releaser.page(await releaser.done(f"{root}/conclusion")))
    assert "联系专家" not in words(await drafter.page(root))
    assert (await drafter.send(f"{root}/experts", name="赵某某", unit="示例大学", field="城市管理")).status_code == 409
    assert "组织专家论证" not in await drafter.page("/desk")


async def test_what_the_public_reads_with_the_decision_and_what_never(driver: Driver) -> None:
    decision = await answered(driver)
    await heard(driver, decision)
    await assessed(driver, decision)
    drafter = await at_desk(driver, "drafter")
    driver.clock.advance(14 * DAY)
    day = driver.clock.now().date().isoformat()
    assert "专家论证" not in (await driver.client.get("/consultations/2026-001")).text
    received = (driver.clock.now() - 13 * DAY).date().isoformat()
    legality = {"result": "lawful", "file_received_on": received, "reviewer": "法规处", "opinion": "权限、程序、内容合法。"}
    root = f"/consultations/{decision}"
    await driver.done("reviewer", f"{root}/fair-competition-review", passed=True, opinion="不具有排除、限制竞争的内容。")
    await driver.done("reviewer", f"{root}/legality-review", **legality)
    await driver.excused(decision)
    await driver.done("releaser", f"{root}/deliberation", result="passed", met_on=day, meeting="局长办公会", minutes=MINUTES)
    dates = {"issued_on": day, "published_on": day, "effective_on": day}
    notice = {"document_number": "海商规〔2026〕1号", "opinions_note": "意见已逐条研究答复。", "text": DRAFT}
    await driver.done("drafter", f"{root}/adoption", **notice, **dates)
    drafter.client.cookies.set("desk", await driver.runtime.sessions.open((await driver.runtime.staff.person("drafter")).id, "t"))
    preview = await drafter.page(f"/desk/consultations/{decision}/adoption/preview")
    await driver.done("releaser", f"{root}/adoption/publication")
    await driver.settle()
    public = (await driver.client.get("/consultations/2026-001/adoption")).text
    assert main_of(preview) == main_of(public)
    told = words(public)
    for said in ("书面咨询：联系3位专家或者机构，因有直接利害关系排除1位，收到论证意见2份。", SUMMARY, USED, "城市管理"):
        assert said in told
    assert "声明有直接利害关系，已排除，没有参加论证。" in told
    assert "王某某（示例大学）" in told  # he agreed
    assert "风险等级：低可控" in told
    assert "示例评估中心" in told
    english = words(without_marks((await driver.client.get("/en/consultations/2026-001/adoption")).text))
    assert "Level of risk: Low".replace(" ", "") in english
    served = "".join(
        [(await driver.client.get(path)).text for path in ("/consultations/2026-001/history", "/consultations/2026-001")]
    )
    log = b"".join([entry.state for entry in await driver.runtime.log.read(0, 1000)]).decode()
    for never in ("李某某", STATEMENT, "摊位迁移可能引起摊主聚集", "总体风险较低"):
        assert never not in public + served + log
    assert await driver.check() > 0


async def test_a_form_that_is_refused_keeps_the_words_and_the_file(driver: Driver) -> None:
    decision = await answered(driver)
    review = await chosen(driver, decision)
    drafter = await at_desk(driver, "drafter")
    path = f"/desk/expert-reviews/{review}/opinions"
    given = {"expert": "2", "finding": "feasible", "signed_on": "2026-03-10", "summary": "太短"}
    refused = await drafter.send(path, files=[("files", OPINION)], **given)
    assert refused.status_code == 422
    assert "论证意见.txt" in refused.text
    again = await drafter.post(path, hidden_fields(refused.text, path) | given | {"summary": SUMMARY})
    assert again.status_code == 303
    await driver.settle()
    assert (await drafter.open(f"/desk/expert-reviews/{review}/files/2")).content == OPINION[1]
    missing = await drafter.send(path, **given | {"expert": "3", "summary": SUMMARY})
    assert (missing.status_code, "此项必填。" in missing.text) == (422, True)
    english = await drafter.send(f"/en{path}", files=[("files", OPINION)], **given | {"expert": "9"})
    assert "There is no such expert" in without_marks(english.text)


async def test_sent_twice_it_is_done_once_and_whoever_was_overtaken_is_told(driver: Driver) -> None:
    decision = await answered(driver)
    review = await chosen(driver, decision)
    drafter = await at_desk(driver, "drafter")
    root = f"/desk/expert-reviews/{review}"
    given = {"expert": "2", "finding": "feasible", "signed_on": "2026-03-10", "summary": SUMMARY}
    await drafter.done(f"{root}/opinions", files=[("files", OPINION)], **given)
    form = hidden_fields(await drafter.page(f"{root}/uses", expert="2"), f"{root}/uses")
    said = form | {"expert": "2", "use": "adopted", "reason": USED}
    assert [(await drafter.post(f"{root}/uses", said)).status_code for _ in range(2)] == [303, 303]
    late = await drafter.post(
        f"{root}/uses", form | {"key": "other", "expert": "2", "use": "not_adopted", "reason": "经研究暂不采纳这一建议。"}
    )
    assert late.status_code == 409
    assert USED in late.text  # what stands now
    assert "经研究暂不采纳这一建议。" in late.text  # what he typed
    events = [
        entry.topic
        for entry in await driver.runtime.log.about((await driver.runtime.archive.expertise(UUID(review))).consultation_id)
    ]
    assert events.count("expert-opinion-used.v1") == 1


async def test_others_read_nothing_of_it(driver: Driver) -> None:
    """Another division's staff are tried on every address: tests/desk/security."""
    review = await chosen(driver, await answered(driver))
    stranger, drafter = await at_desk(driver, "administrator"), await at_desk(driver, "drafter")
    for path in ("", "/files/2", "/experts"):
        assert (await stranger.open(f"/desk/expert-reviews/{review}{path}")).status_code == 403
    assert (await drafter.open(f"/desk/expert-reviews/{UUID(int=1)}")).status_code == 404
    assert (await drafter.open(f"/desk/expert-reviews/{review}/files/2")).status_code == 404  # not given yet
