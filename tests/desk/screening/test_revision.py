"""Putting a screening right at the desk: by a second person, with all that was typed kept; and asking for a second look."""

from __future__ import annotations

import pytest

from tests.desk.screening.story import commented, ids, log_size, statuses
from tests.desk.screening.test_comment import act
from tests.desking import at_desk, errors_in, hidden_fields
from tests.driving import Driver

pytestmark = pytest.mark.anyio
ENDED = {"kind": "withdrawn", "reason": "情况变化，不再推进这一事项。"}
TEXT = "邻居王小二，电话13800138000。"


async def test_who_noticed_his_own_slip_hands_it_on_and_it_waits_for_the_others_although_all_is_over(driver: Driver) -> None:
    decision, (comment_id,) = await commented(driver, 1)
    own, other = await at_desk(driver, "drafter"), await at_desk(driver, "reviewer")
    await act(own, comment_id, "publication")
    await driver.done("releaser", f"/consultations/{decision}/ending", **ENDED)
    await driver.settle()
    page = f"/desk/comments/{comment_id}"
    mine, theirs = await own.page(page), await other.page(page)
    assert "更正由其他审看人员办理" in mine
    assert (f"{page}/second-look" in mine, f"{page}/revision" in mine) == (True, False)
    assert (f"{page}/second-look" in theirs, f"{page}/revision" in theirs) == (False, True)
    refused = await own.send(f"{page}/revision", outcome="withheld", reason="personal_data", note="写有住址", public_note="更正")
    assert (refused.status_code, "由最后审看人以外的人员办理" in refused.text) == (403, True)
    await act(own, comment_id, "second-look", note="请看第一句，可能是住址")
    assert "1条意见待复看" in await other.page("/desk")
    queue = await other.page(f"/desk/consultations/{decision}/screening", queue="second_looks")
    assert page in queue
    assert "请看第一句，可能是住址" in await other.page(page)
    assert await statuses(driver, decision) == ["published"]
    await act(other, comment_id, "confirmation", note="是摊位号")
    assert "没有等您办理" in await other.page("/desk")
    assert "复看后维持" in await own.page(page)


async def test_parts_are_blacked_out_as_at_the_first_screening_and_a_second_click_does_no_harm(driver: Driver) -> None:
    decision = await driver.opened()
    await driver.comment(decision, TEXT)
    (comment_id,) = await ids(driver, decision)
    await act(await at_desk(driver, "drafter"), comment_id, "publication")
    desk, path = await at_desk(driver, "second"), f"/desk/comments/{comment_id}/revision/redaction"
    assert path in await desk.page(f"/desk/comments/{comment_id}/revision")
    preview = await desk.send(path, step="preview", words="王小二\n13800138000", redacted_text=TEXT)
    assert "遮盖2处" in preview.text
    sent = hidden_fields(preview.text, path)
    fields = sent | {"redacted_text": "邻居■■■，电话■■■■■■■■■■■。", "step": "send"}
    refused = await desk.post(path, fields | {"reason": "", "note": "漏看了电话", "public_note": "补充遮盖"})
    assert (refused.status_code, "漏看了电话" in refused.text, "补充遮盖" in refused.text) == (422, True, True)
    fields |= {"reason": "personal_data", "note": "漏看了电话", "public_note": "补充遮盖"}
    size = await log_size(driver)
    assert [(await desk.post(path, fields)).status_code for _ in range(3)] == [303] * 3
    assert await log_size(driver) == size + 1
    await driver.settle()
    for address in ("/consultations/2026-001/comments/1", "/consultations/2026-001/comments"):
        public = (await driver.client.get(address)).text
        assert "13800138000" not in public
        assert "补充遮盖" in public
    assert "邻居■■■，电话■■■■■■■■■■■。" in await desk.page(f"/desk/comments/{comment_id}")


async def test_whoever_is_overtaken_is_told_what_stands_now_and_keeps_his_words(driver: Driver) -> None:
    decision, (comment_id,) = await commented(driver, 1)
    await act(await at_desk(driver, "drafter"), comment_id, "publication")
    first, second = await at_desk(driver, "reviewer"), await at_desk(driver, "second")
    path = f"/desk/comments/{comment_id}/revision"
    typed = {"outcome": "withheld", "reason": "abuse", "note": "辱骂他人", "public_note": ""}
    seen = hidden_fields(await second.page(path), path)
    await first.done(path, outcome="withheld", reason="personal_data", note="写有住址")
    overtaken = await second.post(path, seen | typed)
    assert overtaken.status_code == 409
    assert "已经被修改" in errors_in(overtaken.text)[0]
    assert "辱骂他人" in overtaken.text
    assert "不予公开" in overtaken.text
    again = await second.post(path, hidden_fields(overtaken.text, path) | typed | {"outcome": "published", "reason": ""})
    assert again.status_code == 303, errors_in(again.text)
    assert await statuses(driver, decision) == ["published"]
