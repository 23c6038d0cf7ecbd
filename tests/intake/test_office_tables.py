"""Tables as offices make them: titles, heads in two lines, merged cells, hidden parts, totals, several sheets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from openpyxl import Workbook

from consult.intake.sheets.mapping import Field, suggested_mapping
from consult.intake.sheets.rows import Spanned, TableNoteKind
from consult.intake.sheets.tables import Table, read_table
from tests.intake.sheet_files import as_xlsx, content_of
from tests.intake.word_files import upload


def sheet(rows: Sequence[Sequence[Any]], *merged: str) -> Table:
    return read_table(upload(as_xlsx(rows, merged=merged), "意见.xlsx"))


def csv(text: str, encoding: str = "utf-8") -> Table:
    return read_table(upload(text.encode(encoding), "意见.csv"))


def noted(table: Table) -> dict[TableNoteKind, tuple[int, str]]:
    return {note.kind: (note.count, note.place) for note in table.notes}


def test_the_words_of_a_merged_cell_are_known_to_every_row_it_spans() -> None:
    names, rest = ["序号", "反馈单位", "意见内容"], [[None, None, "二"], [None, None, "三"], [2, None, "四"]]
    table = sheet([["汇总表"], names, [1, "海州协会", "一"], *rest], "A1:C1", "A3:A5", "B3:B5")
    assert [(row.line, row.cells) for row in table.rows] == [
        *((3, ("1", "海州协会", "一")), (4, ("", "", "二")), (5, ("", "", "三")), (6, ("2", "", "四"))),
    ]
    spanned = (Spanned(0, 3, "1"), Spanned(1, 3, "海州协会"))
    assert [row.spanned for row in table.rows] == [(), spanned, spanned, ()]
    assert noted(table) == {TableNoteKind.ABOVE_NAMES: (1, "汇总表"), TableNoteKind.MERGED: (2, "4、5")}


TWO_LINES = [["意见汇总表"], ["序号", "反馈人", None, "意见内容"], [None, "姓名", "电话", None], [1, "张三", "13800138000", "甲"]]
AS_CSV = "意见汇总表,,,\n序号,反馈人,,意见内容\n,姓名,电话,\n1,张三,13800138000,甲\n"


@pytest.mark.parametrize("table", [sheet(TWO_LINES, "A1:D1", "A2:A3", "B2:C2", "D2:D3"), sheet(TWO_LINES), csv(AS_CSV)])
def test_a_head_in_two_lines_is_read_as_one(table: Table) -> None:
    assert table.columns == ("序号", "反馈人 › 姓名", "反馈人 › 电话", "意见内容")
    assert suggested_mapping(table.columns).columns == {Field.SERIAL: 0, Field.NAME: 1, Field.PHONE: 2, Field.TEXT: 3}
    assert [(row.line, row.cells) for row in table.rows] == [(4, ("1", "张三", "13800138000", "甲"))]


@pytest.mark.parametrize("first", ["电话,公司,甲", "建议,电话,甲", "邮件,姓名,单位"])
def test_a_first_comment_whose_cells_read_like_column_names_stays_a_comment(first: str) -> None:
    table = csv(f"渠道,反馈主体,意见内容\n{first}\n信函,个人,乙\n")
    assert (table.columns, len(table.rows)) == (("渠道", "反馈主体", "意见内容"), 2)


def test_names_are_found_below_a_line_that_looks_like_some() -> None:
    table = csv("单位：海州局,日期：2026.3.5,,\n单位,2026年,日期,三月\n序号,单位,日期,意见内容\n1,甲,2026-3-5,乙\n")
    assert table.columns == ("序号", "单位", "日期", "意见内容")


def test_totals_and_rows_with_a_number_only_are_no_comments_and_said() -> None:
    rows = [[1, "甲", 1], [2, None, None], [3, "合计要写清楚", 1], ["合计", None, "共2条"], [None, "总计：", 2]]
    table = sheet([["序号", "意见内容", "条数"], *rows])
    assert [row.line for row in table.rows] == [2, 4]
    assert noted(table) == {TableNoteKind.TOTALS: (2, "5、6"), TableNoteKind.ONLY_NUMBERED: (1, "3")}


def test_hidden_columns_and_rows_are_read_and_said() -> None:
    workbook = Workbook()
    for row in (["意见内容", "姓名"], ["甲", "张三"], ["乙", "李四"]):
        workbook.active.append(row)
    workbook.active.column_dimensions["B"].hidden = True
    workbook.active.row_dimensions[3].hidden = True
    table = read_table(upload(content_of(workbook), "a.xlsx"))
    assert [row.cells for row in table.rows] == [("甲", "张三"), ("乙", "李四")]
    assert noted(table) == {TableNoteKind.HIDDEN_ROWS: (1, ""), TableNoteKind.HIDDEN_COLUMNS: (1, "")}


def test_of_several_sheets_the_first_in_sight_with_column_names_is_read() -> None:
    workbook = Workbook()
    workbook.active.append(["填表说明：每行一条"])
    hidden = workbook.create_sheet("旧表")
    hidden.append(["意见内容"])
    hidden.append(["旧"])
    hidden.sheet_state = "hidden"
    for title, words in (("三月", "甲"), ("四月", "乙")):
        workbook.create_sheet(title).append(["意见内容"])
        workbook[title].append([words])
    table = read_table(upload(content_of(workbook), "a.xlsx"))
    assert (table.sheet, table.rows[0].cells) == ("三月", ("甲",))
    assert noted(table) == {TableNoteKind.OTHER_SHEETS: (3, "Sheet、旧表、四月")}


@pytest.mark.parametrize("separator", [";", "\t"])
def test_commas_in_the_words_of_a_file_from_an_office_separate_nothing(separator: str) -> None:
    rows = [["序号", "反馈单位", "意见内容"], ["1", "海州局", "甲,乙,丙,丁,戊,己"], ["2", "海州局", '"第一行\r\n第二行"']]
    table = csv("\r\n".join(map(separator.join, [["汇总表", "", ""], *rows])), "gb18030")
    assert table.columns == ("序号", "反馈单位", "意见内容")
    assert [(row.line, row.cells[2]) for row in table.rows] == [(3, "甲,乙,丙,丁,戊,己"), (4, "第一行\n第二行")]


def test_lines_of_a_csv_file_are_counted_as_excel_counts_its_rows() -> None:
    table = csv('标题\n\n"意见\n内容",姓名\n"一\n二\n三",甲\n\n四,乙\n')
    assert [row.line for row in table.rows] == [4, 6]
