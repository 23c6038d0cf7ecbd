"""Covering parts of a comment: only the author's own words stay, nothing is sent that was not looked at."""

from __future__ import annotations

import re
from html import unescape
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.comment.redaction import BLACKOUT, black_out, is_only_blacked_out
from projections.comments.queries import comment_by_id
from tests.desk.screening.test_comment import ids_of
from tests.desking import AtDesk, at_desk, errors_in, hidden_fields
from tests.driving import Driver

pytestmark = pytest.mark.anyio
TEXT = "邻居王小二，电话13800138000。\n王小二每晚摆摊到三点 <b>太吵</b>。"

# words -> the text, how often each was found
COVERED = {
    "once": (["13800138000"], "邻居王小二，电话■■■■■■■■■■■。\n王小二每晚摆摊到三点 <b>太吵</b>。", (1,)),
    "each time": (["王小二"], "邻居■■■，电话13800138000。\n■■■每晚摆摊到三点 <b>太吵</b>。", (2,)),
    "not there": (["李四"], TEXT, (0,)),
    "overlapping": (["王小", "小二"], "邻居■■■，电话13800138000。\n■■■每晚摆摊到三点 <b>太吵</b>。", (2, 2)),
    "empty": ([""], TEXT, (0,)),
    "across lines": (["。\n王"], "邻居王小二，电话13800138000■\n■小二每晚摆摊到三点 <b>太吵</b>。", (1,)),
}


@pytest.mark.parametrize(("words", "text", "found"), COVERED.values(), ids=COVERED.keys())
def test_each_occurrence_of_the_words_is_covered_and_counted(words: list[str], text: str, found: tuple[int, ...]) -> None:
    assert black_out(TEXT, words) == (text, found)


@given(st.text("ab一■\n", max_size=40), st.lists(st.text("ab一", min_size=1, max_size=3), max_size=3))
def test_whatever_is_covered_the_rest_are_the_authors_own_words(text: str, words: list[str]) -> None:
    marked, found = black_out(text, words)
    assert len(marked) == len(text)
    assert all(new in (old, BLACKOUT) for old, new in zip(text, marked, strict=True))
    assert all(n == 0 or word not in marked for word, n in zip(words, found, strict=True))
    if BLACKOUT not in text:
        assert is_only_blacked_out(text, marked)


async def written(driver: Driver, **fields: object) -> tuple[AtDesk, str]:
    consultation_id = await driver.opened()
    await driver.comment(consultation_id, TEXT, **fields)
    (comment_id,) = await ids_of(driver, consultation_id)
    return await at_desk(driver, "drafter"), comment_id


def shown_text(page: str) -> str:
    found = re.search(r'<input type="hidden" name="redacted_text" value="([^"]*)">', page)
    return unescape(found.group(1)) if found else ""


async def test_words_are_typed_looked_at_and_sent(driver: Driver) -> None:
    desk, comment_id = await written(driver, proposed_wording="不得扰民。")
    path = f"/desk/comments/{comment_id}/redaction"
    preview = await desk.send(path, step="preview", words="王小二\n13800138000\n没这个词", redacted_text=TEXT)
    assert preview.status_code == 200
    for words in ("王小二：出现2次", "13800138000：出现1次", "没这个词：没有找到", "遮盖3处", "建议条文和附件不公开"):
        assert words in preview.text
    assert "<mark>■■■</mark>" in preview.text
    expected = "邻居■■■，电话■■■■■■■■■■■。\n■■■每晚摆摊到三点 <b>太吵</b>。"
    assert shown_text(preview.text) == expected
    fields = {**hidden_fields(preview.text, path), "basis": "personal_data", "step": "send", "redacted_text": expected}
    sent = await desk.post(path, fields)
    assert sent.status_code == 303, errors_in(sent.text)
    await driver.settle()
    shown = await comment_by_id(driver.runtime.reads, UUID(comment_id))
    assert shown is not None
    assert (shown.text, shown.redacted, shown.proposed_wording) == (expected, True, None)
    page = await desk.page(f"/desk/comments/{comment_id}")
    assert "公开的文字（已遮盖）" in page
    assert "遮盖3处" in page
    again = await desk.post(path, fields)
    assert again.status_code == 303


async def test_the_text_may_be_edited_with_marks_but_not_otherwise(driver: Driver) -> None:
    desk, comment_id = await written(driver)
    path = f"/desk/comments/{comment_id}/redaction"
    good = await desk.send(path, step="preview", words="", redacted_text=TEXT.replace("王小二", "■"))
    assert "遮盖2处" in good.text
    for edited in (TEXT + "真的", TEXT.replace("太吵", "很吵"), "■" + TEXT):
        refused = await desk.send(path, step="preview", words="", redacted_text=edited)
        assert refused.status_code == 422
        assert "不得增加、改动" in refused.text
        sent = await desk.send(path, step="send", basis="personal_data", redacted_text=edited)
        assert sent.status_code == 422
    assert (await driver.runtime.log.head()).size == 9 + 1


async def test_without_a_reason_nothing_is_sent_and_the_preview_stays(driver: Driver) -> None:
    desk, comment_id = await written(driver)
    path = f"/desk/comments/{comment_id}/redaction"
    refused = await desk.send(path, step="send", basis="", redacted_text=TEXT.replace("王小二", "■■■"))
    assert refused.status_code == 422
    assert "<mark>■■■</mark>" in refused.text


async def test_whoever_covers_what_is_erased_meanwhile_is_told_and_keeps_his_own_words_alone(driver: Driver) -> None:
    desk, comment_id = await written(driver)
    await driver.done("drafter", f"/comments/{comment_id}/publication")
    second, page = await at_desk(driver, "second"), f"/desk/comments/{comment_id}"
    path = f"{page}/revision/redaction"
    preview = await second.send(path, step="preview", words="王小二", redacted_text=TEXT)
    fields = hidden_fields(preview.text, path)
    typed = {"reason": "personal_data", "note": "漏看了\n第一句", "public_note": "补充遮盖"}
    await desk.done(f"{page}/erasure-requests", scope="all", note="本人来电，已核对")
    await second.done(f"{page}/erasure")
    for step in ("send", "preview"):
        told = await second.post(path, fields | typed | {"step": step, "words": "王小二"})
        assert (told.status_code, "该意见内容已经删除" in told.text, "没有丢失" in told.text) == (409, True, True)
        assert [words in told.text for words in ("漏看了", "第一句", "补充遮盖", "涉及他人个人信息")] == [True] * 4
        assert [words in told.text for words in ("王小二", "摆摊")] == [False] * 2, "what was erased is shown to nobody again"
        assert 'name="step"' not in told.text, "there is nothing to send"
    for opened in (path, f"{page}/redaction", f"/en{path}"):
        told = await second.open(opened)
        assert (told.status_code, "没有丢失" in told.text) == (409, False), opened


async def test_what_was_typed_about_a_comment_erased_meanwhile_is_shown_again(driver: Driver) -> None:
    desk, comment_id = await written(driver)
    page = f"/desk/comments/{comment_id}"
    await driver.done("drafter", f"/comments/{comment_id}/publication")
    revised = {"outcome": "withheld", "reason": "abuse", "note": "辱骂第三人", "public_note": "更正公开"}
    forms = {"/revision": ("second", revised, 409), "/second-look": ("drafter", {"note": "请再看首句"}, 410)}
    people = {name: await at_desk(driver, name) for name in ("drafter", "second")}
    shown = {path: hidden_fields(await people[name].page(page + path), page + path) for path, (name, *_) in forms.items()}
    await desk.done(f"{page}/erasure-requests", scope="all", note="本人来电，已核对")
    await people["second"].done(f"{page}/erasure")
    for path, (name, typed, status) in forms.items():
        told = await people[name].post(page + path, shown[path] | typed)
        notes = [words in told.text for field, words in typed.items() if "note" in field]
        assert (told.status_code, all(notes), "摆摊" in told.text) == (status, True, False), path


async def test_nothing_covered_is_refused_and_what_is_withdrawn_cannot_be_covered(driver: Driver) -> None:
    desk, comment_id = await written(driver)
    path = f"/desk/comments/{comment_id}/redaction"
    refused = await desk.send(path, step="send", basis="abuse", redacted_text=TEXT)
    assert refused.status_code == 422
    assert "应当全文公开" in refused.text
    many = await desk.send(path, step="preview", words="\n".join(str(n) for n in range(60)), redacted_text=TEXT)
    assert many.status_code == 422
