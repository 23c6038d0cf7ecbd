"""XLSX: the cells of one sheet as text, dates as ISO 8601, formulas by the result that was stored and never evaluated."""

from __future__ import annotations

import io
import re
from bisect import bisect
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

import msgspec
from defusedxml.ElementTree import iterparse
from openpyxl import load_workbook

from consult.intake.package import Package, opened_package, repacked
from consult.intake.refusals import FileDamaged, FileRefused
from consult.intake.sheets.mapping import are_column_names
from consult.intake.sheets.rows import MAX_COLUMNS, MAX_ROWS, TITLE_ROWS, Row, Spanned, TableNote, TableNoteKind
from consult.intake.sheets.table_refusals import SheetUnknown, TableRefused, TooManyColumns, TooManyRows

MAIN = "spreadsheetml.sheet.main+xml"
LAST_ROW = 1_000_000
_COLUMN = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


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
    hidden_columns: int = 0
    merged: list[tuple[int, int, int]] = []  # column, first line, last line of cells merged over several rows
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
    surveys = {title: _survey(package, sheet) for title, sheet in sheets.items()}
    name = wanted if wanted is not None else _chosen(sheets, surveys)
    _check_extent(surveys[name])
    others = [title for title, survey in surveys.items() if title != name and survey.rows]
    rows = list(_rows(sheets[name], surveys[name]))
    return Sheet(name, tuple(sheets), rows, tuple(_notes(surveys[name], others)))


def _chosen(sheets: dict[str, Any], surveys: dict[str, SheetSurvey]) -> str:
    """The first sheet in sight with column names near its top; else the first in sight with words; else the first."""
    in_sight = [title for title, sheet in sheets.items() if sheet.sheet_state == "visible" and surveys[title].rows]
    named = (title for title in in_sight if _is_headed(sheets[title], surveys[title]))
    return next(named, next(iter([*in_sight, *sheets])))


def _is_headed(sheet: Any, survey: SheetSurvey) -> bool:
    top = sheet.iter_rows(max_row=min(survey.last_row, 2 * TITLE_ROWS), max_col=min(survey.widest, MAX_COLUMNS), values_only=True)
    return any(are_column_names([cell_text(value) for value in values]) for values in top)


def _survey(package: Package, sheet: Any) -> SheetSurvey:
    """Read through the part of a sheet; only cells with something in them count."""
    found, hidden = SheetSurvey(), set[int]()
    part = package.parts[sheet._worksheet_path.lstrip("/")]
    for _, element in iterparse(io.BytesIO(part), events=("end",), forbid_dtd=True):
        match element.tag.rpartition("}")[2]:
            case "row":
                _survey_row(found, element)
                element.clear()
            case "col" if _is_hidden(element):
                hidden.update(range(int(element.get("min")), min(int(element.get("max")), MAX_COLUMNS) + 1))
            case "mergeCell":
                _survey_merged(found, element.get("ref", ""))
    found.hidden_columns = sum(column <= found.widest for column in hidden)
    found.merged.sort()
    return found


def _is_hidden(element: Any) -> bool:
    return element.get("hidden") in ("1", "true")


def _survey_merged(found: SheetSurvey, reference: str) -> None:
    first, _, last = reference.partition(":")
    begin, end = _COLUMN.fullmatch(first), _COLUMN.fullmatch(last)
    if begin and end and int(begin[2]) < int(end[2]):
        found.merged.append((_column(first), int(begin[2]), int(end[2])))


def _survey_row(found: SheetSurvey, row: Any) -> None:
    cells = [cell for cell in row if any(child.tag.rpartition("}")[2] in ("v", "is", "f") for child in cell)]
    found.hidden_rows += bool(cells) and _is_hidden(row)
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
    begun = _Merged([each for each in survey.merged if each[0] <= survey.widest])
    for line, values in enumerate(cells, 1):
        if any(value is not None for value in values):
            texts = tuple(map(cell_text, values))
            yield Row(line, texts, begun.over(line, texts))


class _Merged:
    """What stands in cells merged over several rows, remembered from their first row on. Rows come in order."""

    def __init__(self, merged: list[tuple[int, int, int]]) -> None:
        self.by_column: dict[int, list[tuple[int, int]]] = {}
        for column, first, last in merged:
            self.by_column.setdefault(column, []).append((first, last))
        self.words: dict[int, tuple[int, str]] = {}

    def over(self, line: int, texts: tuple[str, ...]) -> tuple[Spanned, ...]:
        found = []
        for column, ranges in self.by_column.items():
            first, last = ranges[max(bisect(ranges, (line, LAST_ROW * 2)) - 1, 0)]
            text = texts[column - 1] if column <= len(texts) else ""
            if first == line:
                self.words[column] = line, text
            elif first < line <= last and not text.strip() and self.words.get(column, (0, ""))[0] == first:
                found.append(Spanned(column - 1, first, self.words[column][1]))
        return tuple(each for each in found if each.words.strip())


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
        TableNoteKind.HIDDEN_ROWS: survey.hidden_rows,
        TableNoteKind.HIDDEN_COLUMNS: survey.hidden_columns,
        TableNoteKind.ERROR_VALUE: survey.errors,
    }
    for kind, count in counts.items():
        if count:
            yield TableNote(kind, count, "、".join(others) if kind is TableNoteKind.OTHER_SHEETS else "")
