"""One comment at the desk: shown whole, decided once, its appeal by another person, its erasure by a second one."""

from __future__ import annotations

import re
from uuid import UUID

import pytest

from tests.desk.screening.story import LATER, commented, log_size, register, statuses
from tests.desk.screening.test_queue import csrf_of
from tests.desking import AtDesk, at_desk, errors_in, hidden_fields
from tests.driving import Driver
from tests.materials import PDF

pytestmark = pytest.mark.anyio


async def act(desk: AtDesk, comment_id: str, step: str, **fields: str) -> str:
    """A step taken from its own page."""
    return await desk.done(f"/desk/comments/{comment_id}/{step}", **fields)


async def test_everything_about_a_comment_stands_on_its_page(driver: Driver) -> None:
    consultation_id = await driver.opened()
    respondent = {
        "kind": "enterprise",
        "name": "张三",
        "organisation": "夜明公司",
        "publish_name": True,
        "contact": {"email": "zhang@example.org"},
    }
    await driver.comment(
        consultation_id, "建议延长。", respondent=respondent, articles=["a2"], proposed_wording="夜市营业至二十四时。"
    )
    await driver.comment(consultation_id, "建议延长！")
    (first, _) = await ids_of(driver, consultation_id)
    page = await (await at_desk(driver, "drafter")).page(f"/desk/comments/{first}")
    for words in (
        "建议延长。", "夜市营业至二十四时。", "张三", "同意公开姓名", "夜明公司", "zhang@example.org", "第二条", "网上提交",
        "企业", "收到意见", "公众", "待审看", "另有1条：2",
    ):  # fmt: skip
        assert words in page, words


async def ids_of(driver: Driver, consultation_id: str) -> list[str]:
    return [item["comment"]["comment_id"] for item in await driver.waiting(consultation_id)]


async def test_a_double_click_and_the_back_button_publish_once(driver: Driver) -> None:
    _, found = await commented(driver, 2)
    desk = await at_desk(driver, "drafter")
    address = f"/desk/comments/{found[0]}/publication"
    hidden = hidden_fields(await desk.page(f"/desk/comments/{found[0]}"), address)
    size = await log_size(driver)
    answers = [await desk.post(address, hidden) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [303] * 3
    assert await log_size(driver) == size + 1


async def test_who_comes_second_is_told_and_nothing_is_overwritten(driver: Driver) -> None:
    consultation_id, found = await commented(driver, 1)
    drafter, second = await at_desk(driver, "drafter"), await at_desk(driver, "second")
    address = f"/desk/comments/{found[0]}/withholding"
    hidden = hidden_fields(await second.page(f"/desk/comments/{found[0]}"), address)
    await act(drafter, found[0], "publication")
    answer = await second.post(address, hidden | {"reason": "abuse", "note": "辱骂他人"})
    assert answer.status_code == 409
    assert "该意见已经审看" in answer.text
    assert "辱骂他人" in answer.text
    assert await statuses(driver, consultation_id) == ["published"]


async def test_withholding_needs_a_reason_and_a_note_and_shows_only_the_public_one(driver: Driver) -> None:
    consultation_id, found = await commented(driver, 1)
    desk = await at_desk(driver, "drafter")
    refused = await desk.send(f"/desk/comments/{found[0]}/withholding", reason="", note="", public_note="将另行答复")
    assert refused.status_code == 422
    assert len(errors_in(refused.text)) >= 2
    assert "将另行答复" in refused.text
    await act(desk, found[0], "withholding", reason="personal_data", note="内有邻居电话", public_note="涉及他人信息")
    page = await desk.page(f"/desk/comments/{found[0]}")
    assert "内有邻居电话" in page
    public = (await driver.client.get("/consultations/2026-001/comments/1")).text
    assert "涉及他人信息" in public
    assert "内有邻居电话" not in public
    assert await statuses(driver, consultation_id) == ["withheld"]


async def test_an_appeal_is_decided_by_another_person_who_sees_its_grounds(driver: Driver) -> None:
    consultation_id = await driver.opened()
    receipt = (await driver.comment(consultation_id, "这不是广告。", key="mine")).json()
    (comment_id,) = await ids_of(driver, consultation_id)
    drafter, second = await at_desk(driver, "drafter"), await at_desk(driver, "second")
    await act(drafter, comment_id, "withholding", reason="advertising", note="疑似广告")
    await driver.client.post(f"/receipts/{receipt['reference']}/appeal", data={"grounds": "我只是提到店名。"})
    own = await drafter.page(f"/desk/comments/{comment_id}")
    assert "我只是提到店名。" in own
    assert f"/desk/comments/{comment_id}/appeal-decision" not in own
    refused = await drafter.send(f"/desk/comments/{comment_id}/appeal-decision", outcome="overturned", note="自己改判")
    assert refused.status_code == 403
    assert "我只是提到店名。" in await second.page(f"/desk/comments/{comment_id}")
    queue = await second.page(f"/desk/consultations/{consultation_id}/screening", queue="appealed")
    assert "申请复核 1" in queue
    await act(second, comment_id, "appeal-decision", outcome="overturned", note="不是广告")
    assert await statuses(driver, consultation_id) == ["published"]
    after = await second.page(f"/desk/comments/{comment_id}")
    for words in ("复核决定", "改为公开", "不是广告", "本人申请复核"):
        assert words in after


@pytest.mark.parametrize(("scope", "left"), [("identity", "建议延长夜市"), ("all", None)])
async def test_erasure_is_asked_for_by_one_and_carried_out_by_another(driver: Driver, scope: str, left: str | None) -> None:
    consultation_id = await driver.opened()
    respondent = {"kind": "individual", "name": "李四四", "contact": {"phone": "13800138000"}}
    await driver.comment(consultation_id, "建议延长夜市。", respondent=respondent)
    (comment_id,) = await ids_of(driver, consultation_id)
    drafter, second = await at_desk(driver, "drafter"), await at_desk(driver, "second")
    assert "没有等待办理的删除申请" in await second.page("/desk/erasures")
    assert "李四四" in await drafter.page(f"/desk/consultations/{consultation_id}/screening", words="李四四")
    await act(drafter, comment_id, "erasure-requests", scope=scope, note="本人来电，已核对")
    own = await drafter.page("/desk/erasures")
    assert "由您登记" in own
    assert "本人来电，已核对" in own
    assert (await drafter.send(f"/desk/comments/{comment_id}/erasure")).status_code == 403
    assert f"/desk/comments/{comment_id}/erasure" in await second.page("/desk/erasures")
    await act(second, comment_id, "erasure")
    assert "没有等待办理的删除申请" in await second.page("/desk/erasures")
    register = await second.page("/desk/erasures", show="done")
    assert "drafter" in register
    assert "second" in register
    page = await second.page(f"/desk/comments/{comment_id}")
    assert "李四四" not in page
    assert "13800138000" not in page
    assert (left or "内容已依申请删除") in page
    assert page.count("删除个人信息") >= 2
    for words in ("李四四", "建议延长夜市" if scope == "all" else "李四四"):
        queue = await second.page(f"/desk/consultations/{consultation_id}/screening", queue="all", words=words)
        assert "没有符合条件的意见" in queue


async def test_erasure_asks_for_a_fresh_sign_in(driver: Driver) -> None:
    consultation_id, found = await commented(driver, 1)
    await act(await at_desk(driver, "drafter"), found[0], "erasure-requests", scope="all", note="来电")
    second = await at_desk(driver, "second")
    csrf = csrf_of(await second.page("/desk"))
    await driver.runtime.database.pool.execute("UPDATE staff.sessions SET confirmed_at = confirmed_at - interval '1 hour'")
    path = f"/desk/comments/{found[0]}/erasure"
    size = await log_size(driver)
    for answer in (await second.open(path), await second.post(path, {"csrf": csrf, "key": "k"})):
        assert answer.status_code == 303
        assert answer.headers["location"].startswith("/desk/confirmation?next=")
    assert await log_size(driver) == size
    assert await statuses(driver, consultation_id) == ["awaiting"]


async def test_what_its_author_took_back_is_not_read_at_the_desk(driver: Driver) -> None:
    consultation_id = await driver.opened()
    receipt = (await driver.comment(consultation_id, "我后悔写了这一句。")).json()
    (comment_id,) = await ids_of(driver, consultation_id)
    desk = await at_desk(driver, "drafter")
    assert "我后悔写了这一句。" in await desk.page(f"/desk/comments/{comment_id}")
    await driver.client.post(f"/receipts/{receipt['reference']}/withdrawal")
    page = await desk.page(f"/desk/comments/{comment_id}")
    assert "我后悔写了这一句。" not in page
    assert "提交人已撤回" in page
    queue = f"/desk/consultations/{consultation_id}/screening"
    assert "后悔写了这" not in re.sub(r'value="[^"]*"', "", await desk.page(queue, queue="all", words="后悔写了这"))


async def test_a_file_that_came_with_a_comment_is_neutral_and_sandboxed(driver: Driver) -> None:
    consultation_id = await driver.opened()
    desk = await at_desk(driver, "drafter")
    files = [("files", ("../../<script>.pdf", PDF, "application/pdf")), ("files", ("x.txt", b"<script>1</script>", "text/plain"))]
    today = driver.clock.now().date().isoformat()
    root = f"/desk/consultations/{consultation_id}/registration"
    answer = await desk.send(root, files=files, channel="letter", received_on=today, kind="individual", text="见附件")
    assert answer.status_code == 303, errors_in(answer.text)
    (comment_id,) = await ids_of(driver, consultation_id)
    pdf, text, none = [await desk.open(f"/desk/comments/{comment_id}/attachments/{place}") for place in (1, 2, 3)]
    assert pdf.content == PDF
    assert pdf.headers["content-disposition"] == 'inline; filename="comment-1.pdf"'
    assert text.headers["content-disposition"] == 'attachment; filename="comment-2.txt"'
    for answer in (pdf, text):
        assert answer.headers["content-security-policy"].endswith("sandbox")
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["cache-control"] == "no-store"
    assert none.status_code == 404
    stranger = await driver.client.get(f"/desk/comments/{comment_id}/attachments/1")
    assert stranger.status_code == 303


@pytest.mark.parametrize("comment_id", ["x", str(UUID(int=5)), "00000000-0000-0000-0000-00000000000g", "../screening"])
async def test_a_comment_that_is_not_there_is_not_found(driver: Driver, comment_id: str) -> None:
    desk = await at_desk(driver, "drafter")
    for step in ("", "/publication", "/redaction", "/erasure"):
        assert (await desk.open(f"/desk/comments/{comment_id}{step}")).status_code == 404


async def test_a_late_letter_is_labelled(driver: Driver) -> None:
    consultation_id = await driver.opened()
    await driver.close(driver.clock.now() + LATER)
    desk = await at_desk(driver, "drafter")
    answer = await register(driver, desk, consultation_id)
    assert "逾期收到" in answer.text
    (comment_id,) = await ids_of(driver, consultation_id)
    assert "逾期收到" in await desk.page(f"/desk/comments/{comment_id}")
