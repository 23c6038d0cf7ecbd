"""XLSX with three sheets: ledger, comments, points. Words are stored as words, whatever they look like."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, NamedStyle
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from consult.exports.tables.columns import (
    COMMENT_COLUMNS,
    POINT_COLUMNS,
    Cell,
    Say,
    comment_cells,
    forced_release_words,
    headings,
    ledger_rows,
    moment_words,
    point_cells,
)
from consult.exports.tables.formula_injection import is_like_formula
from consult.exports.tables.packing import reproducible
from consult.exports.tables.register import Register

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDTHS = {
    **{"number": 6, "late": 6, "attachments": 8, "repeats": 8, "points": 9, "channel": 8, "status": 9, "position": 9},
    **{"text": 60, "proposed_wording": 30, "answer": 50, "summary": 50, "submitted_at": 19, "articles": 16, "organisation": 16},
}
WIDTH = 12  # characters
A3, A4 = 8, 9  # paper sizes of ECMA-376, 18.3.1.63
DATE = "yyyy-mm-dd"


def register_xlsx(register: Register, say: Say) -> bytes:
    """The register as a workbook. The same register gives the same bytes."""
    workbook = Workbook(write_only=True)
    _add_styles(workbook)
    _write_ledger(workbook, register, say)
    comments = (comment_cells(comment, register, say) for comment in register.comments)
    _write_rows(workbook, say("export", "comments"), COMMENT_COLUMNS, comments, say)
    point_rows = (point_cells(point, register, say) for point in register.points.values())
    _write_rows(workbook, say("export", "points_sheet"), POINT_COLUMNS, point_rows, say)
    file = io.BytesIO()
    workbook.save(file)
    return reproducible(file.getvalue(), register.consultation.published_at)


def _add_styles(workbook: Workbook) -> None:
    wrapped = Alignment(vertical="top", wrap_text=True)
    workbook.add_named_style(NamedStyle("head", font=Font(bold=True), alignment=wrapped))
    workbook.add_named_style(NamedStyle("words", alignment=wrapped))


def _write_ledger(workbook: Workbook, register: Register, say: Say) -> None:
    sheet: Any = workbook.create_sheet(say("export", "ledger"))
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 40, 60
    _lay_out(sheet, A4)
    view = register.consultation
    facts: list[tuple[str, Cell]] = [
        (say("export", "title"), view.title),
        (say("export", "decision_number"), view.number),
        (say("export", "opens_at"), moment_words(view.opens_at)),
        (say("export", "closes_at"), moment_words(view.closes_at)),
        (say("export", "position"), view.position),
        (say("export", "audience"), say("export", register.audience)),
    ]
    if register.consultation.forced_release:
        facts.append((say("export", "forced_release"), forced_release_words(register, say)))
    for name, value in [*facts, *ledger_rows(register, say)]:
        sheet.append([_cell(sheet, name, "head"), _cell(sheet, value, "words")])


def _write_rows(workbook: Workbook, title: str, columns: tuple[str, ...], rows: Iterable[list[Cell]], say: Say) -> None:
    sheet: Any = workbook.create_sheet(title)
    for place, column in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(place)].width = WIDTHS.get(column, WIDTH)
    sheet.freeze_panes = "B2"
    sheet.print_title_rows = "1:1"
    _lay_out(sheet, A3 if columns is COMMENT_COLUMNS else A4)
    sheet.append(list(_cells(sheet, headings(columns, say), "head")))
    for row in rows:
        sheet.append(list(_cells(sheet, row, "words")))


def _lay_out(sheet: Any, paper: int) -> None:
    """To be printed: across, every column on one page's width, pages numbered."""
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", paper
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0  # as many pages long as it takes
    sheet.oddFooter.center.text = "&P / &N"


def _cells(sheet: Any, row: list[Cell], style: str) -> Iterator[Any]:
    return (_cell(sheet, value, style) for value in row)


def _cell(sheet: Any, value: Cell, style: str) -> Any:
    cell: Any = WriteOnlyCell(sheet)
    cell.style = style  # DANGER: before the value and its format; a style set afterwards makes a day a bare number
    cell.value = value
    if isinstance(value, date):
        cell.number_format = DATE
    if isinstance(value, str):
        cell.data_type = "s"  # DANGER: the library takes words that begin with = for a formula
        cell.quotePrefix = is_like_formula(value)
    return cell
