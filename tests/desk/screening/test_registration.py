"""What came on paper is entered once, with its scan; its confirmation shows the secret reference to no one else."""

from __future__ import annotations

import re
from datetime import timedelta
from uuid import UUID

import pytest

from domain.calendar import local_date
from projections.comments.queries import comments_after
from tests.desk.screening.story import ids, landed, log_size, register
from tests.desk.screening.test_queue import csrf_of
from tests.desking import at_desk, errors_in, hidden_fields
from tests.driving import Driver
from tests.materials import PDF

pytestmark = pytest.mark.anyio
REFERENCE = re.compile(r'class="reference">([A-Z0-9-]{19})<')


async def test_a_letter_is_entered_and_its_confirmation_leads_to_it(driver: Driver) -> None:
    consultation_id = await driver.opened()
    desk = await at_desk(driver, "drafter")
    answer = await register(
        driver, desk, consultation_id, name="赵大", organisation="老街商户", articles=["a1", "a2"], proposed_wording="改为零点。",
        phone="0571-8888888", publish_name="1",
    )  # fmt: skip
    assert answer.status_code == 200, errors_in(answer.text)
    for words in ("意见登记确认单", "第1号意见", "信函", "赵大", "老街商户", "http://consult.example/find"):
        assert words in answer.text
    assert answer.headers["cache-control"] == "no-store"
    found = REFERENCE.search(answer.text)
    assert found
    receipt = await driver.client.get(f"/receipts/{found.group(1)}")
    assert "来信：路灯太暗。" in receipt.text
    await driver.settle()
    (comment,) = await comments_after(driver.runtime.reads, UUID(consultation_id))
    assert (comment.channel.value, comment.articles, comment.received_on) == (
        "letter",
        ("a1", "a2"),
        local_date(driver.clock.now()),
    )


async def test_sent_twice_it_is_entered_once_and_shows_the_same_reference(driver: Driver) -> None:
    consultation_id = await driver.opened()
    desk, path = await at_desk(driver, "drafter"), f"/desk/consultations/{consultation_id}/registration"
    fields = hidden_fields(await desk.page(path), path) | {
        "channel": "counter", "kind": "individual", "received_on": local_date(driver.clock.now()).isoformat(),
        "text": "当面说的。",
    }  # fmt: skip
    size = await log_size(driver)
    answers = [await landed(desk, await desk.post(path, fields)) for _ in range(3)]
    references = {REFERENCE.findall(answer.text)[0] for answer in answers}
    assert len(references) == 1
    assert await log_size(driver) == size + 1


async def test_several_are_entered_in_a_row_each_with_its_confirmation(driver: Driver) -> None:
    consultation_id = await driver.opened()
    desk, path = await at_desk(driver, "drafter"), f"/desk/consultations/{consultation_id}/registration"
    yesterday = (local_date(driver.clock.now())).isoformat()
    references = []
    page = await desk.page(path)
    for number in range(1, 4):
        fields = hidden_fields(page, path) | {"channel": "hearing", "kind": "enterprise", "received_on": yesterday}
        answer = await desk.post(path, fields | {"text": f"发言{number}", "then": "next"})
        page = (await landed(desk, answer)).text
        assert f"第{number}号意见已登记" in page
        assert re.search(r'value="hearing" checked', page)
        assert f"发言{number}" not in page
        references.append(REFERENCE.findall(page)[0])
        entered = re.search(r'href="(/desk[^"]+/confirmation[?]entered=[^"]+)"', page)
        assert entered
        assert references[-1] not in entered.group(1)
        sheet = await desk.open(entered.group(1))
        assert references[-1] in sheet.text
        assert f"第{number}号意见" in sheet.text
        assert sheet.headers["cache-control"] == "no-store"
        for person, status in (("outsider", 403), ("reviewer", 403)):
            assert (await (await at_desk(driver, person)).open(entered.group(1))).status_code == status
    assert len(set(references)) == 3


async def test_a_letter_half_typed_is_kept_and_forgotten_once_it_is_entered(driver: Driver) -> None:
    consultation_id = await driver.opened()
    desk, path = await at_desk(driver, "drafter"), f"/desk/consultations/{consultation_id}/registration"
    fields = {"csrf": csrf_of(await desk.page(path)), "place": path, "text": "打到一半的长信", "channel": "phone"}
    assert (await desk.post("/desk/saving", fields)).status_code == 204
    assert "打到一半的长信" not in await desk.page(path)
    restored = await desk.page(path, restore="1")
    assert "打到一半的长信" in restored
    assert re.search(r'value="phone" checked', restored)
    assert (await register(driver, desk, consultation_id)).status_code == 200
    assert "打到一半的长信" not in await desk.page(path, restore="1")


async def test_a_confirmation_of_nothing_is_not_found(driver: Driver) -> None:
    consultation_id = await driver.opened()
    desk, path = await at_desk(driver, "drafter"), f"/desk/consultations/{consultation_id}/registration"
    for address in (f"{path}/confirmation", f"{path}/confirmation?entered=made+up", f"{path}?entered=made+up"):
        assert (await desk.open(address)).status_code == 404


# what is typed -> what is said
BROKEN: dict[str, tuple[dict[str, object], str]] = {
    "no text": ({"text": " "}, "此项必填"),
    "no channel": ({"channel": ""}, "此项必填"),
    "the web": ({"channel": "web"}, "网上提交的意见由系统登记"),
    "unknown channel": ({"channel": "pigeon"}, "请从列出的选项中选择"),
    "no date": ({"received_on": ""}, "此项必填"),
    "not a date": ({"received_on": "昨天"}, "日期不正确"),
    "tomorrow": ({"received_on": "2026-03-03"}, "晚于登记当日"),
    "before the opening": ({"received_on": "2026-03-01"}, "征求意见尚未开始"),
    "unknown article": ({"articles": ["a9"]}, "没有这些条款"),
    "consent without a name": ({"publish_name": "1"}, "请填写姓名"),
    "contact": ({"email": "不是邮箱"}, "联系方式格式不正确"),
    "too long": ({"text": "长" * 10_001}, "最多10000字"),
}


@pytest.mark.parametrize(("typed", "words"), BROKEN.values(), ids=BROKEN.keys())
async def test_what_is_wrong_is_said_and_nothing_typed_is_lost(driver: Driver, typed: dict[str, object], words: str) -> None:
    consultation_id = await driver.opened()
    desk = await at_desk(driver, "drafter")
    files = [("files", ("scan.pdf", PDF, "application/pdf"))]
    path = f"/desk/consultations/{consultation_id}/registration"
    values = {
        "channel": "letter",
        "received_on": "2026-03-02",
        "kind": "individual",
        "text": "来信",
        "proposed_wording": "改为零点",
    }
    answer = await desk.send(path, files=files, **values | typed)
    assert answer.status_code in (409, 422)
    assert words in answer.text
    assert "改为零点" in answer.text
    assert "scan.pdf" in answer.text
    assert "<title>错误：" in answer.text
    size = await log_size(driver)
    good = hidden_fields(answer.text, path) | values
    assert (await desk.post(path, good)).status_code == 303
    assert await log_size(driver) == size + 1
    await driver.settle()
    (comment,) = await driver.waiting(consultation_id)
    page = await desk.page(f"/desk/comments/{comment['comment']['comment_id']}")
    assert "scan.pdf" in page


async def test_a_file_of_another_kind_than_it_claims_is_refused(driver: Driver) -> None:
    consultation_id = await driver.opened()
    desk = await at_desk(driver, "drafter")
    files = [("files", ("scan.pdf", b"MZ\x90\x00", "application/pdf"))]
    answer = await desk.send(
        f"/desk/consultations/{consultation_id}/registration", files=files, channel="letter", received_on="2026-03-02",
        kind="individual", text="来信内容不能丢",
    )  # fmt: skip
    assert answer.status_code == 422
    assert "来信内容不能丢" in answer.text
    assert "内容与后缀不符" in answer.text


async def test_a_sixth_file_and_an_expired_one_are_not_dropped_in_silence(driver: Driver) -> None:
    consultation_id = await driver.opened()
    desk, path = await at_desk(driver, "drafter"), f"/desk/consultations/{consultation_id}/registration"
    values = {"channel": "letter", "received_on": "2026-03-02", "kind": "individual", "text": "来信"}
    six = [("files", (f"scan{place}.pdf", PDF, "application/pdf")) for place in range(6)]
    many = await desk.send(path, files=six, **values)
    assert (many.status_code, "最多5个" in many.text) == (422, True)
    gone = await desk.send(path, waiting="expired", **values)
    assert (gone.status_code, "没有保留下来" in gone.text) == (422, True)


async def test_once_the_decision_is_over_nothing_more_is_entered(driver: Driver) -> None:
    consultation_id = await driver.opened()
    desk = await at_desk(driver, "drafter")
    await driver.done("releaser", f"/consultations/{consultation_id}/ending", kind="shelved", reason="条件变化，不再推进。")
    driver.clock.tell(driver.clock.now() + timedelta(minutes=1))
    path = f"/desk/consultations/{consultation_id}/registration"
    opened = await desk.open(path)
    assert (opened.status_code, "这项决策已经结束，不能再办理这一步。" in opened.text) == (409, True)
    sent = await desk.post(path, {"csrf": csrf_of(await desk.page("/desk")), "text": "来信：路灯太暗。"})
    assert "来信：路灯太暗。" in sent.text  # typed while it still could be


@pytest.mark.parametrize("person", ["reviewer", "releaser", "administrator", "outsider"])
async def test_only_the_divisions_registrars_enter(driver: Driver, person: str) -> None:
    consultation_id = await driver.opened()
    desk = await at_desk(driver, person)
    path = f"/desk/consultations/{consultation_id}/registration"
    assert (await desk.open(path)).status_code == 403
    assert (await desk.post(path, {"csrf": csrf_of(await desk.page("/desk")), "text": "x"})).status_code == 403


async def test_who_sent_it_online_asks_and_the_name_is_shown_no_longer(driver: Driver) -> None:
    decision = await driver.opened()
    respondent = {"kind": "individual", "name": "欧阳青梧桐", "publish_name": True}
    reference = (await driver.comment(decision, "建议延长。", respondent=respondent)).json()["reference"]
    (comment_id,) = await ids(driver, decision)
    await driver.done("drafter", f"/comments/{comment_id}/publication")
    await driver.settle()
    desk, path = await at_desk(driver, "second"), f"/desk/comments/{comment_id}/registration-correction"
    address = "/consultations/2026-001/comments/1"
    assert "欧阳青梧桐" in (await driver.client.get(address)).text
    assert 'name="articles"' not in await desk.page(path), "what its author sent stands"
    await desk.done(path, cause="respondent_asked", note="本人来电，已核对身份")
    assert "欧阳青梧桐" not in (await driver.client.get(address)).text
    receipt = (await driver.client.get(f"/receipts/{reference}")).text
    assert "更正了您的意见的登记：是否公开姓名：本人要求" in receipt
    assert path not in await (await at_desk(driver, "drafter")).page(f"/desk/comments/{comment_id}"), "nothing is left to correct"


async def test_a_letter_entered_twice_is_withheld_and_says_which_one_stands(driver: Driver) -> None:
    decision = await driver.opened()
    desk = await at_desk(driver, "drafter")
    for _ in range(2):
        await register(driver, desk, decision)
    twice = (await ids(driver, decision))[1]
    path = f"/desk/comments/{twice}"
    fields = {"reason": "registered_in_error", "note": "两人各登记了一次", "public_note": ""}
    refused = await desk.send(path, action=f"{path}/withholding", **fields)
    assert (refused.status_code, "两人各登记了一次" in refused.text) == (422, True)
    assert "写明以第几号意见为准" in errors_in(refused.text)[0]
    await desk.done(path, action=f"{path}/withholding", **fields | {"public_note": "与第1号意见重复，以第1号为准。"})
    public = (await driver.client.get("/consultations/2026-001/comments/2")).text
    assert "登记有误" in public
    assert "以第1号为准" in public
