"""Tables are read as text, whatever program saved them; what reading changed is noted."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from openpyxl import Workbook

from consult.intake.sheets import table_refusals as refusals
from consult.intake.sheets.mapping import Field, suggested_mapping
from consult.intake.sheets.rows import MAX_CELL, MAX_COLUMNS, MAX_ROWS, TableNoteKind
from consult.intake.sheets.tables import Table, read_table
from domain.refusals import Refusal
from tests.intake.sheet_files import as_xlsx, content_of
from tests.intake.word_files import part_of, repacked_with, upload

TEXT = '姓名{0}意见内容\n张三{0}"第一行\n第二行{0}仍是同一格"\n李四{0}简短\n'
SHEET = "xl/worksheets/sheet1.xml"


def csv(text: str, encoding: str = "utf-8") -> Table:
    return read_table(upload(text.encode(encoding), "意见.csv", "text/csv"))


def xlsx(rows: list[list[object]], **others: list[list[object]]) -> Table:
    return read_table(upload(as_xlsx(rows, **others), "意见.xlsx"))


def cells(table: Table) -> list[tuple[str, ...]]:
    return [row.cells for row in table.rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_csv_file_is_read_whatever_its_encoding_and_separator(encoding: str, separator: str) -> None:
    table = csv(TEXT.format(separator), encoding)
    assert table.columns == ("姓名", "意见内容")
    assert cells(table) == [("张三", f"第一行\n第二行{separator}仍是同一格"), ("李四", "简短")]
    assert [row.line for row in table.rows] == [2, 3]
    noted = {"gb18030": ["GB18030"], "utf-16": ["UTF-16"]}.get(encoding, [])
    assert [note.place for note in table.notes] == noted


def test_the_separator_that_excel_announces_is_used() -> None:
    table = csv("sep=;\n意见内容;姓名\n甲,乙,丙,丁;张三\n")
    assert cells(table) == [("甲,乙,丙,丁", "张三")]
    assert table.rows[0].line == 2


def test_a_title_above_the_names_is_left_out_and_said() -> None:
    table = xlsx([["夜间经济办法意见汇总"], [], ["序号", "反馈人", "意见内容"], [1, "张三", "甲"]])
    assert table.columns == ("序号", "反馈人", "意见内容")
    assert [(row.line, row.cells) for row in table.rows] == [(4, ("1", "张三", "甲"))]
    assert [(note.kind, note.count, note.place) for note in table.notes] == [
        (TableNoteKind.ABOVE_NAMES, 1, "夜间经济办法意见汇总")
    ]


def test_cells_of_a_sheet_become_text() -> None:
    values = [True, 13800138000, 1.5, date(2026, 3, 5), datetime(2026, 3, 5, 9, 30), None, "甲\n乙"]
    table = xlsx([["意见内容", *(f"列{n}" for n in range(6))], values])
    assert cells(table) == [("TRUE", "13800138000", "1.5", "2026-03-05", "2026-03-05 09:30", "", "甲\n乙")]


def test_dates_of_a_workbook_that_counts_from_1904_are_the_same_days() -> None:
    workbook = Workbook()
    workbook.epoch = datetime(1904, 1, 1)
    workbook.active.append(["意见内容", "收到日期"])
    workbook.active.append(["甲", date(2026, 3, 5)])
    assert cells(read_table(upload(content_of(workbook), "a.xlsx"))) == [("甲", "2026-03-05")]


def test_formulas_are_never_evaluated_and_said() -> None:
    content = as_xlsx([["意见内容", "条款"], ["甲", 5], ["乙", "=1+1"]])
    sheet = part_of(content, SHEET)
    assert b"<f>1+1</f>" in sheet
    with_result = sheet.replace(b"<v>5</v>", b"<f>2+3</f><v>6</v>")
    table = read_table(upload(repacked_with(content, {SHEET: with_result}), "a.xlsx"))
    assert cells(table) == [("甲", "6"), ("乙", "")]
    assert {note.kind: note.count for note in table.notes} == {TableNoteKind.FORMULA: 1, TableNoteKind.FORMULA_EMPTY: 1}


def test_merged_and_hidden_rows_errors_and_other_sheets_are_said() -> None:
    workbook = Workbook()
    sheet = workbook.active
    for row in (["意见内容", "姓名"], ["甲", "张三"], ["乙", None], ["#N/A", "王五"]):
        sheet.append(row)
    sheet.merge_cells("B2:B3")
    sheet.row_dimensions[3].hidden = True
    workbook.create_sheet("说明").append(["填表说明"])
    workbook.create_sheet("空表")
    table = read_table(upload(content_of(workbook), "a.xlsx"))
    assert {note.kind: (note.count, note.place) for note in table.notes} == {
        TableNoteKind.OTHER_SHEETS: (1, "说明"),
        TableNoteKind.MERGED: (1, "3"),
        TableNoteKind.HIDDEN_ROWS: (1, ""),
        TableNoteKind.ERROR_VALUE: (1, ""),
    }
    assert table.sheets == ("Sheet", "说明", "空表")


def test_a_named_sheet_is_read() -> None:
    content = as_xlsx([["意见内容"], ["甲"]], 第二批=[["意见内容"], ["乙"]])
    assert cells(read_table(upload(content, "a.xlsx"), "第二批")) == [("乙",)]
    with pytest.raises(refusals.SheetUnknown):
        read_table(upload(content, "a.xlsx"), "第三批")


def far_cell(coordinate: str) -> bytes:
    """A sheet with one more cell far away, as a single stray blank can be in real files."""
    content = as_xlsx([["意见内容"], ["甲"]])
    number = "".join(character for character in coordinate if character.isdigit())
    row = f'<row r="{number}"><c r="{coordinate}" t="inlineStr"><is><t>远</t></is></c></row></sheetData>'
    return repacked_with(content, {SHEET: part_of(content, SHEET).replace(b"</sheetData>", row.encode())})


LIMITS = {
    "no rows": (lambda: csv("姓名,意见内容\n"), refusals.NoRows, 422),
    "nothing": (lambda: csv("\n\n"), refusals.NoRows, 422),
    "empty sheet": (lambda: xlsx([]), refusals.NoRows, 422),
    "too many rows": (lambda: csv("意见内容\n" + "甲\n" * (MAX_ROWS + 1)), refusals.TooManyRows, 413),
    "too many rows in a sheet": (lambda: xlsx([["意见内容"], *[["甲"]] * (MAX_ROWS + 11)]), refusals.TooManyRows, 413),
    "too many columns": (lambda: csv(",".join(["意见内容"] * (MAX_COLUMNS + 1)) + "\n甲\n"), refusals.TooManyColumns, 413),
    "a cell in the last column": (lambda: read_table(upload(far_cell("XFD3"), "a.xlsx")), refusals.TooManyColumns, 413),
    "a cell in the last row": (lambda: read_table(upload(far_cell("A1048576"), "a.xlsx")), refusals.TooManyRows, 413),
    "too long a cell": (lambda: csv(f"意见内容\n{'长' * (MAX_CELL + 1)}\n"), refusals.CellTooLong, 413),
    "far too long a cell": (lambda: csv(f"意见内容\n{'长' * 200_000}\n"), refusals.CellTooLong, 413),
    "quotes not closed": (lambda: csv('意见内容,姓名\n甲,张三\n"乙,李四\n'), refusals.TableMalformed, 422),
}


@pytest.mark.parametrize("case", LIMITS)
def test_a_table_beyond_the_limits_is_refused(case: str) -> None:
    read, refusal, status = LIMITS[case]
    with pytest.raises(refusal) as refused:
        read()
    assert isinstance(refused.value, Refusal)
    assert refused.value.status == status
    assert "{" not in refused.value.text()


def test_as_many_rows_as_allowed_are_read() -> None:
    assert len(csv("意见内容\n" + "甲\n" * MAX_ROWS).rows) == MAX_ROWS
    assert len(xlsx([["意见内容"], *[["甲"]] * MAX_ROWS]).rows) == MAX_ROWS


@pytest.mark.parametrize(
    ("names", "fields"),
    [
        (
            [
                "编号",
                "渠道",
                "收到日期",
                "姓名",
                "单位",
                "反馈人类别",
                "意见内容",
                "针对条款",
                "建议条文",
                "电话",
                "邮箱",
                "是否公开姓名",
            ],
            [
                *(Field.NUMBER, Field.CHANNEL, Field.RECEIVED_ON, Field.NAME, Field.ORGANISATION, Field.KIND, Field.TEXT),
                *(Field.ARTICLES, Field.PROPOSED_WORDING, Field.PHONE, Field.EMAIL, Field.PUBLISH_NAME),
            ],
        ),
        (
            ["No.", "Source", "Date received", "Name", "Company", "Comment", "Article", "E-mail", "Tel"],
            [
                *(Field.NUMBER, Field.CHANNEL, Field.RECEIVED_ON, Field.NAME, Field.ORGANISATION, Field.TEXT, Field.ARTICLES),
                *(Field.EMAIL, Field.PHONE),
            ],
        ),
        (["来源（必填）", " 意 见 内 容 ", "ＥＭＡＩＬ", "条款："], [Field.CHANNEL, Field.TEXT, Field.EMAIL, Field.ARTICLES]),
    ],
)
def test_columns_are_recognised_by_their_usual_names(names: list[str], fields: list[Field]) -> None:
    assert suggested_mapping(names).columns == {field: place for place, field in enumerate(fields)}


def test_of_two_columns_that_fit_the_first_is_proposed_and_unknown_ones_are_left() -> None:
    assert suggested_mapping(["总号", "意见", "意见内容", "备注"]).columns == {Field.TEXT: 1}
