"""Exports of a whole decision: figures equal the public page, the public gets public contents only, staff the rest."""

from __future__ import annotations

import io
import re
from uuid import UUID

import pytest
from docx import Document
from docx.oxml.ns import qn

from consult.archive.streams import NotFound
from consult.exports.tables.columns import number_ranges
from consult.exports.tables.csv_file import comments_csv, dispositions_csv
from consult.exports.tables.docx_file import summary_docx
from consult.exports.tables.register import Register, public_register, staff_register
from consult.exports.tables.xlsx_file import register_xlsx
from domain.access import Actor, OtherDivision, Role, RoleMissing
from tests.driving import Driver
from tests.exports.lives import SECRET_NAME, SECRET_TEXT, WITHHELD_TEXT, Life, lived
from tests.exports.reading import csv_dicts, csv_rows, figures, say, sheet_dicts, sheets, tables
from web.shared.wording.languages import ENGLISH

pytestmark = pytest.mark.anyio


async def actor(driver: Driver, person: str = "drafter") -> Actor:
    return (await driver.runtime.staff.person(person)).actor


def every_form(register: Register) -> list[bytes]:
    return [build(register, say) for build in (comments_csv, dispositions_csv, register_xlsx, summary_docx)]


def words_in(register: Register) -> str:
    """All that can be read in any of the forms."""
    found = [str(csv_rows(comments_csv(register, say))), str(csv_rows(dispositions_csv(register, say)))]
    found += [str(sheet_dicts(sheet)) for sheet in sheets(register_xlsx(register, say)).values()]
    return "".join(found) + str(tables(summary_docx(register, say)))


async def test_the_figures_of_every_form_equal_those_of_the_public_page(answered: Life) -> None:
    register = await public_register(answered.driver.runtime, answered.consultation_id)
    page = (await answered.driver.client.get(f"/api/v1/consultations/{answered.consultation_id}")).json()
    ledger = page["ledger"]
    shown = figures(summary_docx(register, say))
    assert (shown["收到意见"], shown["已公开"], shown["不予公开"], shown["已撤回"], shown["待审看"], shown["不同文本"]) == tuple(
        ledger[name] for name in ("received", "published", "withheld", "withdrawn", "awaiting", "distinct_texts")
    )
    dispositions = {kind: shown[f"采纳情况：{say('disposition', kind)}"] for kind in page["dispositions"] if kind != "unanswered"}
    assert dispositions == {kind: count for kind, count in page["dispositions"].items() if kind != "unanswered"}
    assert shown["未答复"] == page["dispositions"]["unanswered"] == 0
    sheet = sheets(register_xlsx(register, say))["意见台账"]
    in_sheet = {row[0].value: row[1].value for row in sheet.iter_rows()}
    assert {name: in_sheet[name] for name in shown} == shown
    assert shown["收到意见"] == len(csv_dicts(comments_csv(register, say))) == 5
    assert sum(count for name, count in shown.items() if name.startswith("渠道：")) == 5


async def test_every_comment_has_a_row_that_agrees_with_its_public_page(answered: Life) -> None:
    register = await public_register(answered.driver.runtime, answered.consultation_id)
    page = (await answered.driver.client.get(f"/api/v1/consultations/{answered.consultation_id}/comments")).json()["items"]
    rows = csv_dicts(comments_csv(register, say))
    sheet_rows = sheet_dicts(sheets(register_xlsx(register, say))["意见"])
    for row, in_sheet, comment in zip(rows, sheet_rows, page, strict=True):
        assert int(row["编号"]) == in_sheet["编号"] == comment["number"]
        assert row["意见内容"] == (in_sheet["意见内容"] or "") == (comment["text"] or "")
        assert row["状态"] == say("status", comment["status"])
        assert row["姓名"] == (comment["respondent"]["name"] or "")
        kinds = dict.fromkeys(say("disposition", point["disposition"]) for point in comment["points"])
        answer = "" if comment["status"] == "withdrawn" else "；".join(kinds)
        assert row["采纳情况"] == answer
        assert all(point["reason"] in row["理由"] for point in comment["points"])
    assert rows[0]["针对条款"] == "第二条"
    assert rows[2]["意见要点编号"] == "1；2"
    assert rows[2]["理由"] == "要点1：兼顾居民休息，维持二十三时。\n要点2：采纳，改为二十二时。"


async def test_the_points_come_with_their_answers(answered: Life) -> None:
    register = await public_register(answered.driver.runtime, answered.consultation_id)
    rows = csv_dicts(dispositions_csv(register, say))
    assert [(row["采纳情况"], row["意见编号"], row["意见数"]) for row in rows] == [
        ("未采纳", "1；3；4", "3"),
        ("采纳", "2；3", "2"),
    ]
    assert rows[1]["修改的条款"] == "第二条"
    in_sheet = sheet_dicts(sheets(register_xlsx(register, say))["意见要点"])
    assert [str(row["意见数"]) for row in in_sheet] == [row["意见数"] for row in rows]


async def test_the_summary_table_has_a_row_for_every_point_and_every_comment_in_its_annex(answered: Life) -> None:
    content = summary_docx(await public_register(answered.driver.runtime, answered.consultation_id), say)
    head, *points = tables(content)[1]
    assert head == ["序号", "要点内容", "反馈意见", "采纳情况", "理由"]
    assert [(row[2], row[3], row[4]) for row in points] == [
        ("第1、3、4号\n（共3条）", "未采纳", "兼顾居民休息，维持二十三时。"),
        ("第2、3号\n（共2条）", "采纳", "采纳，改为二十二时。"),
    ]
    annex, *rows = tables(content)[2]
    assert annex == ["序号", "反馈人", "意见内容", "意见要点编号", "采纳情况"]
    assert [row[0] for row in rows] == ["1", "2", "3", "4", "5"]
    assert rows[0][1:] == ["甲公司\n张三", "（第二条）建议延长至二十四时。", "1", "未采纳"]
    assert rows[1][1:] == ["个人", "反对延长，\n影响休息。", "2", "采纳"]
    assert rows[3][2:] == ["【不予公开：涉及他人个人信息】", "1", "未采纳"]
    assert rows[4][2:] == ["【已撤回】", "", ""]
    heading = next(one for one in Document(io.BytesIO(content)).paragraphs if one.text == "附：收到的意见")
    assert heading.paragraph_format.page_break_before


async def test_comments_that_no_point_gathers_are_named_in_the_summary_table(unanswered: Life) -> None:
    content = summary_docx(await public_register(unanswered.driver.runtime, unanswered.consultation_id), say)
    said = [one.text for one in Document(io.BytesIO(content)).paragraphs]
    assert any(text.startswith("没有归入要点的意见：第1") for text in said)


def test_numbers_of_comments_are_written_in_ranges() -> None:
    written = {(1,): "第1号", (2, 1): "第1、2号", (9, 3, 4, 5, 1): "第1、3至5、9号", (): ""}
    assert {numbers: number_ranges(numbers, say) for numbers in written} == written


async def test_days_are_days_and_sheets_are_laid_out_to_be_printed(answered: Life) -> None:
    driver = answered.driver
    await driver.letter(answered.consultation_id, "来信。")
    await driver.settle()
    book = sheets(register_xlsx(await public_register(driver.runtime, answered.consultation_id), say))
    days = [cell for row in book["意见"].iter_rows(min_row=2) for cell in row if cell.is_date]
    assert [(day.number_format, day.value.year) for day in days] == [("yyyy-mm-dd", 2026)]
    for name, sheet in book.items():
        assert (sheet.page_setup.orientation, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == ("landscape", 1, 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (sheet.print_title_rows == "$1:$1") == (name != "意见台账")


async def test_the_summary_table_lies_across_with_chinese_fonts_and_a_repeated_head(answered: Life) -> None:
    document = Document(io.BytesIO(summary_docx(await public_register(answered.driver.runtime, answered.consultation_id), say)))
    section = document.sections[0]
    assert section.page_width is not None
    assert section.page_height is not None
    assert section.page_width > section.page_height
    fonts = document.styles["Normal"].element.rPr.rFonts
    assert fonts.get(qn("w:eastAsia")) == "宋体"
    assert fonts.get(qn("w:eastAsiaTheme")) is None
    main = document.tables[1]
    repeated = [row for row in main._tbl.tr_lst if row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None]
    assert repeated == [main._tbl.tr_lst[0]]
    assert document.paragraphs[0].text == "关于促进夜间经济的若干措施\n意见采纳情况汇总表"


async def test_the_public_gets_nothing_that_is_not_public(unanswered: Life) -> None:
    found = words_in(await public_register(unanswered.driver.runtime, unanswered.consultation_id))
    for secret in (SECRET_NAME, SECRET_TEXT, WITHHELD_TEXT, "收回的话", "兼顾居民休息", "13800138000", "含他人住址。"):
        assert secret not in found, secret
    assert "含他人住址，不予公开。" in found


async def test_staff_get_closed_texts_and_drafted_answers_but_no_contacts_and_nothing_withdrawn(unanswered: Life) -> None:
    register = await staff_register(unanswered.driver.runtime, await actor(unanswered.driver), unanswered.consultation_id)
    found = words_in(register)
    for closed in (SECRET_NAME, SECRET_TEXT, WITHHELD_TEXT, "兼顾居民休息"):
        assert closed in found, closed
    for secret in ("13800138000", "收回的话"):
        assert secret not in found, secret
    content = summary_docx(register, say)
    assert "内部工作稿" in Document(io.BytesIO(content)).paragraphs[1].text
    shown = figures(content)
    assert (shown["采纳情况：未采纳"], shown["收到意见"], shown["待审看"]) == (1, 6, 1)
    assert register.dispositions["unanswered"] == 2


async def test_what_was_erased_is_in_no_export(driver: Driver) -> None:
    consultation_id = await lived(driver, published=False)
    (waiting,) = await driver.waiting(consultation_id)
    root = f"/comments/{waiting['comment']['comment_id']}"
    await driver.done("drafter", f"{root}/erasure-requests", scope="all", note="本人要求。")
    await driver.done("reviewer", f"{root}/erasure")
    await driver.settle()
    register = await staff_register(driver.runtime, await actor(driver), consultation_id)
    assert SECRET_TEXT not in words_in(register)
    assert tables(summary_docx(register, say))[2][6][2] == "【内容已依法删除】"


async def test_only_readers_of_the_division_and_auditors_get_the_staff_export(unanswered: Life) -> None:
    runtime, consultation_id = unanswered.driver.runtime, UUID(unanswered.consultation_id)
    for person, refusal in (("administrator", RoleMissing), ("outsider", None)):
        who = await actor(unanswered.driver, person)
        if refusal is None:
            who, refusal = Actor(who.id, who.division_id, who.roles - {Role.AUDITOR}), OtherDivision
        with pytest.raises(refusal):
            await staff_register(runtime, who, consultation_id)
    for role in (Role.SCREENER, Role.ANSWERER, Role.RELEASER):
        assert (await staff_register(runtime, Actor(UUID(int=1), "market", frozenset({role})), consultation_id)).comments
    auditor = Actor(UUID(int=2), "audit", frozenset({Role.AUDITOR}))
    assert (await staff_register(runtime, auditor, consultation_id)).comments


async def test_the_same_content_gives_the_same_bytes(answered: Life, monkeypatch: pytest.MonkeyPatch) -> None:
    first = every_form(await public_register(answered.driver.runtime, answered.consultation_id))
    import time

    start = time.time()
    monkeypatch.setattr(time, "time", lambda: start + 400_000)
    second = every_form(await public_register(answered.driver.runtime, answered.consultation_id))
    assert [len(content) for content in first] == [len(content) for content in second]
    assert first == second


async def test_no_moment_of_writing_stands_in_an_export(answered: Life) -> None:
    import zipfile

    register = await public_register(answered.driver.runtime, answered.consultation_id)
    for content in (register_xlsx(register, say), summary_docx(register, say)):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
            core = archive.read("docProps/core.xml").decode()
        moments = re.findall(r"<dcterms:\w+[^>]*>([^<]+)<", core)
        assert set(moments) == {register.consultation.published_at.strftime("%Y-%m-%dT%H:%M:%SZ")}


async def test_a_decision_without_comments_exports_too(driver: Driver) -> None:
    register = await public_register(driver.runtime, await driver.opened())
    assert csv_dicts(comments_csv(register, say)) == []
    assert csv_dicts(dispositions_csv(register, say)) == []
    assert [len(table) for table in tables(summary_docx(register, say))[1:]] == [1, 1]
    assert figures(summary_docx(register, say))["收到意见"] == 0


async def test_an_unknown_decision_has_no_export(driver: Driver) -> None:
    for consultation_id in (UUID(int=7), await driver.released()):
        with pytest.raises(NotFound):
            await public_register(driver.runtime, consultation_id)
        with pytest.raises(NotFound):
            await staff_register(driver.runtime, await actor(driver), consultation_id)


async def test_an_export_speaks_english_where_it_is_asked_to(answered: Life) -> None:
    register = await public_register(answered.driver.runtime, answered.consultation_id)

    def english(kind: str, value: str) -> str:
        return ENGLISH.translate(say(kind, value))

    head = csv_rows(comments_csv(register, english))[0]
    assert head[0] == "Number"
    assert not any(re.search("[\u4e00-\u9fff]", name) for name in head)
    assert tables(summary_docx(register, english))[2][0][:3] == ["No.", "Respondent", "Comment"]
    assert not any(re.search("[\u4e00-\u9fff]", name) for name in tables(summary_docx(register, english))[1][0])
