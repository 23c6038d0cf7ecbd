"""A hearing from plan to report by forms alone, and what the public reads of it at each step (HRG-1 to 9)."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from uuid import UUID

import pytest

from projections.activities.queries import activities_of
from tests.desk.activities.hearing import (
    ANNOUNCED,
    PEOPLE,
    PLAN,
    SAID,
    announced,
    choices,
    day,
    fresh,
    held,
    planned,
    prepared,
)
from tests.desking import at_desk, errors_in
from tests.driving import Driver

pytestmark = pytest.mark.anyio
PUBLIC = "/consultations/2026-001/activities/1"


def words(html: str) -> str:
    return re.sub(r"\s+", "", re.sub(r"<[^>]+>", "", html))


async def read(driver: Driver, path: str) -> str:
    await driver.settle()
    response = await driver.client.get(path)
    assert response.status_code == 200, f"{path}: {response.status_code}"
    return words(response.text)


async def test_a_hearing_is_announced_prepared_held_confirmed_and_reported(driver: Driver) -> None:
    decision = await driver.opened(days=60)
    drafter, releaser = await at_desk(driver, "drafter"), await at_desk(driver, "releaser")
    assert "还没有安排参与活动" in await drafter.page(f"/desk/consultations/{decision}/activities")
    root = await planned(driver, decision)
    assert (await driver.client.get(PUBLIC)).status_code == 404  # nothing of it is public yet
    early = await drafter.send(f"{root}/participants", **PEOPLE[0])
    assert (early.status_code, errors_in(early.text)[0][:11]) == (409, "请先公告活动的时间、地")
    short = await releaser.send(f"{root}/announcement", held_on=day(driver, 29), **ANNOUNCED)
    assert (short.status_code, ANNOUNCED["content"] in short.text) == (422, True)  # what was typed is kept
    for no_day in ("9999-12-31", "0001-01-01"):
        beyond = await releaser.send(f"{root}/announcement", held_on=day(driver, 35), apply_on=no_day, **ANNOUNCED)
        assert (beyond.status_code, ANNOUNCED["content"] in beyond.text) == (422, True), no_day
    await announced(driver, root)
    page = await read(driver, PUBLIC)
    for said in (
        PLAN["subject"],
        PLAN["place"],
        PLAN["reason"],
        *("听取各方对营业时间的意见。", "可以向法规处反映。", "利害关系人"),
    ):
        assert said in page
    assert "听证会" in await read(driver, "/consultations/2026-001")
    await prepared(driver, root)
    page = await read(driver, PUBLIC)
    assert "示例餐饮公司李某某" in page  # who agreed
    assert "王某某" not in page
    registrar = drafter  # the same person takes down what is said
    driver.clock.tell(datetime(2026, 4, 6, 2, tzinfo=UTC))
    await fresh(driver, drafter, releaser)
    await held(driver, root, registrar)
    assert "正在举行" in await read(driver, PUBLIC)
    await registrar.done(f"{root}/statements", **SAID)
    assert "二十三时收市太早" in await read(driver, PUBLIC)  # as soon as it is recorded
    assert "在听证会上提出" in await read(driver, "/consultations/2026-001/comments/1")
    assert "二十三时收市太早" in await read(driver, "/consultations/2026-001/comments?activity=1")
    assert "没有符合条件的意见" in await read(driver, "/consultations/2026-001/comments?activity=2")
    await registrar.done(f"{root}/record")
    late = await registrar.send(f"{root}/statements", **SAID)
    assert (late.status_code, "不能再补录发言" in late.text) == (409, True)
    await _confirmed(driver, root)
    refused = await releaser.send(f"{root}/report", summary="各方就营业时间发表了意见。")
    assert (refused.status_code, "还有1名到场的参加人没有确认笔录" in refused.text) == (409, True)
    form = await registrar.page(f"{root}/confirmations")
    paper = {"participant": choices(form, "participant")[0], "how": "refused", "signed_on": day(driver)}
    await registrar.done(f"{root}/confirmations", **paper, reason="认为笔录遗漏了他的第二点意见。")
    elsewhere = {"view_1": "延长营业时间", "answer_1": str(UUID(int=7))}  # no point of this decision
    lost = await releaser.send(f"{root}/report", summary="各方就营业时间发表了意见。", **elsewhere)
    assert (lost.status_code, elsewhere["view_1"] in lost.text) == (422, True)
    view = {"view_1": "延长营业时间", "answer_1": "partly_adopted", "why_1": "周末延长到二十四时，平日维持不变。"}
    await releaser.done(f"{root}/report", summary="各方就营业时间发表了意见。", **view)
    page = await read(driver, PUBLIC)
    for said in ("周末延长到二十四时", "部分采纳", "拒绝签字", "认为笔录遗漏了他的第二点意见。", "凭确认码确认"):
        assert said in page
    assert (await driver.runtime.archive.consultation(UUID(decision))).enterprises_heard
    english = (await driver.client.get(f"/en{PUBLIC}")).text
    assert "Hearing" in english
    log = b"".join([entry.state for entry in await driver.runtime.log.read(0, 1000)]).decode()
    assert not re.search("李某某|王某某|示例餐饮|营业时间听证会", log)
    assert await driver.check() > 0


async def _confirmed(driver: Driver, root: str) -> None:
    """One confirms by his code, once; a false one does nothing."""
    registrar = await at_desk(driver, "drafter")
    form = await registrar.page(f"{root}/codes")
    shown = await registrar.send(f"{root}/codes", participant=choices(form, "participant")[0])
    assert shown.status_code == 303
    assert shown.headers["location"] == "/desk/shown"
    secret = await registrar.page("/desk/shown")
    code = re.search(r"\b(?:[A-Z2-9]{4}-){3}[A-Z2-9]{4}\b", secret)
    assert code
    for typed, status, said in (
        ("AAAA-BBBB-CCCC-DDDD", 403, "确认码不正确"),
        (code.group().lower(), 200, "您已确认笔录"),
        (code.group(), 409, "只能使用一次"),
    ):
        async with driver.working():
            answer = await driver.client.post(f"{PUBLIC}/record", data={"code": typed}, follow_redirects=True)
        assert (answer.status_code, said in answer.text) == (status, True), typed


async def test_a_forum_and_a_poll_need_no_announcement_and_are_public_when_they_are_recorded(driver: Driver) -> None:
    decision = await driver.opened()
    drafter, releaser = await at_desk(driver, "drafter"), await at_desk(driver, "releaser")
    forum = await planned(driver, decision, kind="enterprise_forum", subject="企业座谈")
    await drafter.done(f"{forum}/participants", **PEOPLE[0])
    await held(driver, forum, drafter)
    await drafter.done(f"{forum}/statements", **SAID | {"shown": "no"})
    page = await read(driver, PUBLIC)
    assert "企业座谈" in page
    assert "待审看" in page  # waits for its screening, as any other
    await drafter.done(f"{forum}/record")
    view = {"view_1": "延长营业时间", "answer_1": "noted", "why_1": "在修改时一并研究，随意见反馈答复。"}
    await releaser.done(f"{forum}/report", summary="企业普遍希望延长营业时间。", **view)
    poll = await planned(driver, decision, kind="opinion_poll", subject="夜市民意调查")
    result = {"maker": "third_party", "unit": "示例调查中心", "method": "phone", "asked": "1000", "answered": "612"}
    dates = {"from_day": day(driver, -20), "to_day": day(driver, -5)}
    wrong = await drafter.send(f"{poll}/poll", **result, **dates, figures="几点收市合适：二十四时")
    assert (wrong.status_code, "第1行应当写成" in wrong.text) == (422, True)
    await drafter.done(f"{poll}/poll", **result, **dates, figures="几点收市合适｜二十四时｜401\n几点收市合适 | 二十三时 | 211")
    await releaser.done(f"{poll}/report", summary="多数受访者希望延长营业时间。")
    page = await read(driver, PUBLIC.replace("/1", "/2"))
    assert "调查1000人，有效答复612人。" in page
    assert "几点收市合适二十三时211" in page
    called_off = await planned(driver, decision, subject="不再举行的听证会")
    await announced(driver, called_off)
    await releaser.done(f"{called_off}/calling-off", reason="场地不能使用，另行安排听证会。")
    assert "场地不能使用，另行安排听证会。" in await read(driver, PUBLIC.replace("/1", "/3"))
    state = await driver.runtime.archive.consultation(UUID(decision))
    assert (state.polled, state.enterprises_heard) == (True, True)
    assert [each.status for each in await activities_of(driver.runtime.reads, decision)] == ["reported", "reported", "called_off"]
    assert await driver.check() > 0
