"""XLSX: the cells of one sheet as text, dates as ISO 8601, formulas by the result that was stored and never evaluated."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

import msgspec
from defusedxml.ElementTree import iterparse
from openpyxl import load_workbook

from consult.intake.package import Package, opened_package, repacked
from consult.intake.refusals import FileDamaged, FileRefused
from consult.intake.rows import MAX_COLUMNS, MAX_ROWS, TITLE_ROWS, Row, TableNote, TableNoteKind
from consult.intake.table_refusals import SheetUnknown, TableRefused, TooManyColumns, TooManyRows

MAIN = "spreadsheetml.sheet.main+xml"
LAST_ROW = 1_000_000
_COLUMN = re.compile(r"([A-Z]{1,3})[0-9]{1,7}")


class Sheet(msgspec.Struct, frozen=True):
    """Rows with words, in order."""

    sheet: str
    sheets: tuple[str, ...]
    rows: list[Row]
    notes: tuple[TableNote, ...]


class SheetSurvey(msgspec.Struct):
    """What a look through the XML of a sheet found, before the library reads it."""

    rows: int = 0
    last_row: int = 0
    widest: int = 0
    hidden_rows: int = 0
    merged: int = 0
    formulas: int = 0
    formulas_empty: int = 0
    errors: int = 0


def xlsx_rows(content: bytes, wanted: str | None) -> Sheet:
    """Raises FileRefused, SheetUnknown, TooManyRows, TooManyColumns."""
    package = opened_package(content, main=MAIN, wanted="XLSX")
    try:
        workbook = load_workbook(repacked(package), read_only=True, data_only=True, keep_links=False)
        return _sheet(workbook, package, wanted)
    except (FileRefused, TableRefused):
        raise
    except Exception as error:  # whatever the library stumbles over in a file that is no sound workbook
        raise FileDamaged(field="file") from error


def _sheet(workbook: Any, package: Package, wanted: str | None) -> Sheet:
    sheets = {sheet.title: sheet for sheet in workbook.worksheets}
    if not sheets or (wanted is not None and wanted not in sheets):
        raise SheetUnknown(field="sheet")
    name = wanted if wanted is not None else next(iter(sheets))
    surveys = {title: _survey(package, sheet) for title, sheet in sheets.items()}
    _check_extent(surveys[name])
    others = [title for title, survey in surveys.items() if title != name and survey.rows]
    rows = list(_rows(sheets[name], surveys[name]))
    return Sheet(name, tuple(sheets), rows, tuple(_notes(surveys[name], others)))


def _survey(package: Package, sheet: Any) -> SheetSurvey:
    """Read through the part of a sheet; only cells with something in them count."""
    found = SheetSurvey()
    part = package.parts[sheet._worksheet_path.lstrip("/")]
    for _, element in iterparse(io.BytesIO(part), events=("end",), forbid_dtd=True):
        tag = element.tag.rpartition("}")[2]
        if tag == "row":
            _survey_row(found, element)
            element.clear()
        found.merged += tag == "mergeCell"
    return found


def _survey_row(found: SheetSurvey, row: Any) -> None:
    cells = [cell for cell in row if any(child.tag.rpartition("}")[2] in ("v", "is", "f") for child in cell)]
    found.hidden_rows += bool(cells) and row.get("hidden") in ("1", "true")
    found.rows += bool(cells)
    found.last_row = max(found.last_row, int(row.get("r") or found.last_row + 1)) if cells else found.last_row
    for place, cell in enumerate(cells, 1):
        children = {child.tag.rpartition("}")[2]: child.text for child in cell}
        found.widest = max(found.widest, _column(cell.get("r")) or place)
        found.formulas += "f" in children
        found.formulas_empty += "f" in children and not children.get("v")
        found.errors += cell.get("t") == "e"


def _column(coordinate: str | None) -> int:
    found = _COLUMN.fullmatch(coordinate or "")
    column = 0
    for letter in found[1] if found else "":
        column = column * 26 + ord(letter) - ord("A") + 1
    return column


def _check_extent(survey: SheetSurvey) -> None:
    """Refused before a library fills up the gaps of a sheet with one cell in its last corner."""
    if survey.widest > MAX_COLUMNS:
        raise TooManyColumns(field="file", limit=MAX_COLUMNS)
    if survey.rows > MAX_ROWS + TITLE_ROWS or survey.last_row > LAST_ROW:
        raise TooManyRows(field="file", limit=MAX_ROWS)


def _rows(sheet: Any, survey: SheetSurvey) -> Iterator[Row]:
    cells = sheet.iter_rows(max_row=survey.last_row, max_col=max(survey.widest, 1), values_only=True)
    for line, values in enumerate(cells, 1):
        if any(value is not None for value in values):
            yield Row(line, tuple(map(cell_text, values)))


def cell_text(value: object) -> str:
    """A cell's value as text: whole numbers without a point, days as 2026-03-05, moments with their time."""
    match value:
        case None:
            return ""
        case bool():
            return "TRUE" if value else "FALSE"
        case float() if value.is_integer() and abs(value) < 10**15:
            return str(int(value))
        case datetime():
            return value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ", timespec="minutes")
        case date():
            return value.isoformat()
        case time():
            return value.isoformat(timespec="minutes")
        case timedelta():
            return str(value)
        case _:
            return str(value).replace("\r\n", "\n").replace("_x000D_", "")


def _notes(survey: SheetSurvey, others: list[str]) -> Iterator[TableNote]:
    counts = {
        TableNoteKind.OTHER_SHEETS: len(others),
        TableNoteKind.FORMULA: survey.formulas - survey.formulas_empty,
        TableNoteKind.FORMULA_EMPTY: survey.formulas_empty,
        TableNoteKind.MERGED: survey.merged,
        TableNoteKind.HIDDEN_ROWS: survey.hidden_rows,
        TableNoteKind.ERROR_VALUE: survey.errors,
    }
    for kind, count in counts.items():
        if count:
            yield TableNote(kind, count, "、".join(others) if kind is TableNoteKind.OTHER_SHEETS else "")
