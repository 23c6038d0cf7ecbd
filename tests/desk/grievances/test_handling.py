"""Grievances at the desk: registered from a comment or alone, listed by the date due, forwarded, closed, taken back."""

from __future__ import annotations

import re

import pytest

from tests.desk.grievances.story import ANSWER, COMPLAINT, ORGAN, REASON, TOLD, complained, referred
from tests.desk.screening.story import log_size, statuses
from tests.desking import at_desk, errors_in, hidden_fields
from tests.driving import DAY, Driver, without_marks

pytestmark = pytest.mark.anyio


def grievance_of(page: str) -> str:
    found = re.search(r"/desk/grievances/([0-9a-f-]{36})", page)
    assert found
    return found.group(1)


async def test_a_complaint_is_registered_from_its_comment_told_and_closed(driver: Driver) -> None:
    consultation_id, (comment,), _ = await complained(driver)
    desk = await at_desk(driver, "drafter")
    one = f"/desk/comments/{comment}"
    form = await desk.page(f"{one}/referral")
    for words in (COMPLAINT, "只用于整条都是个人诉求", "另行登记其中的信访事项"):
        assert words in form, words
    empty = await desk.send(f"{one}/referral", reason=" ")
    assert (empty.status_code, errors_in(empty.text)[:1]) == (422, ["此项必填。"])
    hidden = hidden_fields(form, f"{one}/referral") | {"reason": REASON}
    size = await log_size(driver)
    answers = [await desk.post(f"{one}/referral", hidden) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [303] * 3, "a double click, and once more"
    assert await log_size(driver) == size + 2
    assert await statuses(driver, consultation_id) == ["referred"]
    page = await desk.page(one)
    assert ("已转办" in page, "作为信访事项办理的情况" in page, f"{one}/publication" in page) == (True, True, False)
    queue = await desk.page(f"/desk/consultations/{consultation_id}/screening", queue="referred")
    assert COMPLAINT in queue
    home = await desk.page("/desk")
    assert "1件信访事项待告知" in home
    assert f"/desk/consultations/{consultation_id}/grievances" in home
    at = f"/desk/grievances/{grievance_of(page)}"
    shown = await desk.page(at)
    for words in (COMPLAINT, REASON, "待告知", "2026年3月17日", f"/desk/comments/{comment}"):
        assert words in shown, words
    await desk.done(f"{at}/forwarding", to="hotline", organ=ORGAN, told=TOLD)
    assert "1件信访事项待告知" not in await desk.page("/desk")
    await desk.done(f"{at}/closing", outcome="answered", answer=ANSWER)
    after = await desk.page(at)
    for words in (ORGAN, TOLD, ANSWER, "已办结", "12345、12315等投诉举报平台"):
        assert words in after, words
    late = await desk.open(f"{at}/forwarding")
    assert (late.status_code, "现在不能办理这一步" in late.text) == (409, True)
    assert grievance_of(await desk.page("/desk/grievances", show="over")) in at
    history = await desk.page(f"/desk/consultations/{consultation_id}/history", all="1")
    for words in ("意见转办", "登记转办事项", "告知并转交", "转办事项办结", REASON, TOLD, ANSWER):
        assert words in history, words


async def test_lists_stand_by_the_date_due_and_say_what_is_overdue(driver: Driver) -> None:
    consultation_id, (comment,), _ = await complained(driver)
    desk = await at_desk(driver, "drafter")
    listed = f"/desk/consultations/{consultation_id}/grievances"
    for empty in ("/desk/grievances", listed):
        assert "没有正在办理的信访事项。" in await desk.page(empty)
    driver.clock.advance(5 * DAY)
    desk = await at_desk(driver, "drafter")
    form = await desk.page(f"{listed}/new")
    assert "告知期限从这一天起算" in form
    wrong = await desk.send(f"{listed}/new", channel="phone", received_on="2026-04-30", text="多收了费用。", name="张三")
    assert (wrong.status_code, "张三" in wrong.text, "多收了费用。" in wrong.text) == (422, True, True)
    first = await desk.done(f"{listed}/new", channel="phone", received_on="2026-03-06", text="多收了费用。", phone="13900000000")
    await referred(driver, comment)
    page = await desk.page("/desk/grievances")
    assert page.index("第1号意见") < page.index("2026年3月6日收到"), "of 2 March before that of 6 March"
    assert ("告知逾期" in page, "2026年3月17日" in page, "2026年3月23日" in page) == (False, True, True)
    driver.clock.advance(12 * DAY)
    desk = await at_desk(driver, "drafter")
    page, home = await desk.page(listed), await desk.page("/desk")
    assert (page.count("告知逾期"), "告知逾期" in home) == (1, True)
    alone = await desk.page(first.split("?")[0])
    assert ("13900000000" in alone, "多收了费用。" in alone) == (True, True)
    english = without_marks(await desk.page("/en/desk/grievances"))
    assert ("Overdue" in english, "To be told by" in english) == (True, True)
    for size in ("x", "2026-03-06", "2026-03-06.x"):
        assert (await desk.open("/desk/grievances", after=size)).status_code == 400


async def test_another_person_takes_it_back_and_the_comment_is_screened_again(driver: Driver) -> None:
    consultation_id, (comment,), _ = await complained(driver)
    grievance = await referred(driver, comment)
    drafter, second = await at_desk(driver, "drafter"), await at_desk(driver, "second")
    at = f"/desk/grievances/{grievance}"
    own = await drafter.page(at)
    assert ("收回转办由登记人以外的审看人员办理。" in own, f"{at}/taking-back" in own) == (True, False)
    assert (await drafter.open(f"{at}/taking-back")).status_code == 403
    await second.done(f"{at}/taking-back", note="第二段是对第二条的意见。")
    assert await statuses(driver, consultation_id) == ["awaiting"]
    again = await second.page(f"/desk/comments/{comment}")
    assert ("恢复审看" in again, f"/desk/comments/{comment}/referral" in again) == (True, False)
    refused = await driver.desk("drafter", f"/comments/{comment}/referral", reason=REASON)
    assert (refused.status_code, refused.json()["rule"]) == (409, "FoundOpinion")
    await drafter.done(f"/desk/comments/{comment}", action=f"/desk/comments/{comment}/publication")
    assert await statuses(driver, consultation_id) == ["published"]
    await driver.check()


async def test_whoever_was_overtaken_is_shown_what_stands_and_keeps_what_he_typed(driver: Driver) -> None:
    _, (comment,), _ = await complained(driver)
    at = f"/desk/grievances/{await referred(driver, comment)}"
    desk, second = await at_desk(driver, "drafter"), await at_desk(driver, "second")
    hidden = hidden_fields(await desk.page(f"{at}/forwarding"), f"{at}/forwarding")
    await second.done(f"{at}/forwarding", to="petition_office", organ="信访局", told="请向信访局提出。")
    stale = await desk.post(f"{at}/forwarding", hidden | {"to": "hotline", "organ": ORGAN, "told": TOLD})
    assert (stale.status_code, ORGAN in stale.text, TOLD in stale.text) == (409, True, True)
    fresh = hidden_fields(stale.text, f"{at}/forwarding")
    again = await desk.post(f"{at}/forwarding", fresh | {"to": "hotline", "organ": ORGAN, "told": TOLD})
    assert again.status_code == 303


async def test_a_complaint_beside_an_opinion_is_registered_apart_once(driver: Driver) -> None:
    consultation_id, (comment,), (reference,) = await complained(driver, f"建议延长营业时间。{COMPLAINT}")
    desk = await at_desk(driver, "drafter")
    one = f"/desk/comments/{comment}"
    await desk.done(f"{one}/grievance", text=COMPLAINT)
    page = await desk.page(one)
    at = f"/desk/grievances/{grievance_of(page)}"
    shown = await desk.page(at)
    assert ("另行登记自这条意见" in shown, one in shown) == (True, True)
    twice = await driver.desk("second", f"/comments/{comment}/grievance", text=COMPLAINT)
    assert (twice.status_code, twice.json()["rule"]) == (409, "AlreadyBeside")
    await desk.done(one, action=f"{one}/publication")
    assert await statuses(driver, consultation_id) == ["published"]
    await desk.done(f"{at}/forwarding", to="hotline", organ=ORGAN, told=TOLD)
    own = (await driver.client.get(f"/receipts/{reference}")).text
    for words in ("意见里的诉求已经另行登记为信访事项", ORGAN, TOLD, "已收到，已公开"):
        assert words in own, words
    public = (await driver.client.get("/consultations/2026-001/comments/1")).text
    assert ("信访" in public, "转办" in public) == (False, False)
    entries = [entry.state for entry in await driver.runtime.log.read(0, 1000) if entry.topic == "grievance-registered.v1"]
    assert [comment.encode() in state for state in entries] == [False], "the log does not say beside which comment"
    await driver.done("drafter", f"/comments/{comment}/erasure-requests", scope="all", note="本人申请")
    await driver.done("second", f"/comments/{comment}/erasure")
    assert (COMPLAINT in await desk.page(at), TOLD in await desk.page(at)) == (False, False), "erased with its comment"


async def test_what_a_point_gathers_is_taken_out_before_it_is_referred(driver: Driver) -> None:
    consultation_id, (comment, other), _ = await complained(driver, COMPLAINT, "建议延长。")
    point = await driver.answered(consultation_id, [comment])
    refused = await driver.desk("drafter", f"/comments/{comment}/referral", reason=REASON)
    assert (refused.status_code, refused.json()["rule"]) == (409, "CommentInPoint")
    await driver.done("drafter", f"/points/{point}/releases", comment_ids=[comment])
    await referred(driver, comment)
    back = await driver.desk("drafter", f"/points/{point}/comments", comment_ids=[comment, other])
    assert (back.status_code, back.json()["rule"]) == (409, "CommentNoOpinion")


async def test_of_another_division_nobody_reads_it(driver: Driver) -> None:
    _, (comment,), _ = await complained(driver)
    at = f"/desk/grievances/{await referred(driver, comment)}"
    outsider = await at_desk(driver, "outsider")
    assert (await outsider.open(at)).status_code in (200, 403)
    administrator = await at_desk(driver, "administrator")
    for path in (at, "/desk/grievances"):
        assert (await administrator.open(path)).status_code == 403
    assert (await (await at_desk(driver, "drafter")).open("/desk/grievances/nothing")).status_code == 404
