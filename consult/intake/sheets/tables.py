"""Reads tables of comments from CSV or XLSX: column names, and rows of text with their line numbers."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

import msgspec

from consult.commands.uploads import Upload
from consult.intake.formats import TABLES, Format, format_of
from consult.intake.sheets.csv_file import csv_rows
from consult.intake.sheets.mapping import BELOW, Field, are_column_names, fields_named, suggested_mapping
from consult.intake.sheets.rows import MAX_CELL, MAX_COLUMNS, MAX_ROWS, TITLE_ROWS, Row, TableNote, TableNoteKind
from consult.intake.sheets.table_refusals import CellTooLong, NoRows, TooManyColumns, TooManyRows
from consult.intake.sheets.xlsx_file import xlsx_rows

HEAD_ROWS = 3  # lines of column names, at most
LINES_SHOWN = 10
TOTALS = frozenset({"合计", "总计", "小计", "共计", "总数", "汇总", "total", "sum", "subtotal"})
_FIGURE = re.compile(r"(?:共|计|共计)?[\d.,]*(?:条|件|人|家|份|个)?")


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """`sheets`: names of all sheets (none for CSV), `sheet` the one read. Column names are as written, empty where missing."""

    format: Format
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    sheet: str | None = None
    sheets: tuple[str, ...] = ()
    notes: tuple[TableNote, ...] = ()


def read_table(upload: Upload, sheet: str | None = None) -> Table:
    """The table of a file, of the named sheet or the first. Takes seconds for a long one: call it in a thread.

    Raises FileRefused, TableRefused.
    """
    kind = format_of(upload, TABLES)
    if kind is Format.CSV:
        rows, notes = csv_rows(upload.content)
        return _table(kind, rows, notes, None, ())
    found = xlsx_rows(upload.content, sheet)
    return _table(kind, found.rows, found.notes, found.sheet, found.sheets)


def _table(kind: Format, rows: Sequence[Row], notes: Sequence[TableNote], sheet: str | None, sheets: tuple[str, ...]) -> Table:
    filled = [row for row in rows if any(cell.strip() for cell in row.cells)]
    first, last = _head(filled)
    if len(filled) <= last + 1:
        raise NoRows(field="file")
    columns = _names(filled[first : last + 1])
    body, said = _comments(filled[last + 1 :], columns)
    if not body:
        raise NoRows(field="file")
    _check_size(columns, body)
    above = (TableNote(TableNoteKind.ABOVE_NAMES, first, next(filter(str.strip, filled[0].cells))),) if first else ()
    return Table(
        format=kind,
        columns=columns,
        rows=tuple(row.with_cells(_padded(row.cells, len(columns))) for row in body),
        sheet=sheet,
        sheets=sheets,
        notes=(*above, *said, *notes),
    )


def _head(rows: Sequence[Row]) -> tuple[int, int]:
    """The first and the last row of the column names; the very first row where none has any."""
    candidates = [place for place, row in enumerate(rows[:TITLE_ROWS]) if are_column_names(row.cells)]
    first = candidates[0] if candidates else 0
    last = first = _richer(rows, candidates) or first
    while last + 1 < len(rows) and last < first + HEAD_ROWS - 1 and _goes_on(rows[first], rows[last + 1]):
        last += 1
    return first, last


def _richer(rows: Sequence[Row], candidates: Sequence[int]) -> int | None:
    """A later row that names the text and more besides, where the first one (单位：… 日期：… above a table) does not."""
    named = {place: fields_named(rows[place].cells) for place in candidates}
    if not candidates or Field.TEXT in named[candidates[0]]:
        return None
    few = len(named[candidates[0]])
    return next((place for place, fields in named.items() if Field.TEXT in fields and len(fields) > few), None)


def _goes_on(head: Row, row: Row) -> bool:
    """Whether a row is a lower line of the head: the head's cells are merged into it, or it names what stands under wide ones."""
    if any(each.line >= head.line for each in row.spanned):
        return True
    cells = dict(enumerate(_trimmed(row.cells)))
    below = [place for place, cell in cells.items() if cell.strip()]
    return (
        len(below) > 1 and are_column_names([cells[place] for place in below]) and all(_is_wide(head, place) for place in below)
    )


def _is_wide(head: Row, place: int) -> bool:
    """Whether the head has no name of its own at this place, or one that goes on to the next column."""
    own, after = (head.cells[at].strip() if at < len(head.cells) else "" for at in (place, place + 1))
    return not own or not after


def _names(lines: Sequence[Row]) -> tuple[str, ...]:
    """The columns' names; of a head in two lines both, the upper one also over the columns to the right that have none."""
    names = [" ".join(cell.split()) for cell in _trimmed(lines[0].cells)]
    for line in lines[1:]:
        lower = [" ".join(cell.split()) for cell in _trimmed(line.cells)]
        names += [""] * (len(lower) - len(names))
        group = ""
        for place, name in enumerate(lower):
            group = names[place] or group
            if name:
                names[place] = f"{group}{BELOW}{name}" if group else name
    return tuple(names)


def _comments(rows: Sequence[Row], columns: Sequence[str]) -> tuple[list[Row], list[TableNote]]:
    """The rows that may be comments, and what is said of the others and of merged cells."""
    places = suggested_mapping(columns).columns
    numbers = {places[field] for field in (Field.SERIAL, Field.NUMBER) if field in places}
    totals = [row for row in rows if _is_total(row)]
    numbered = [row for row in rows if not {place for place, cell in enumerate(row.cells) if cell.strip()} - numbers]
    left_out = {row.line for row in (*totals, *numbered)}
    body = [row for row in rows if row.line not in left_out]
    said = {
        TableNoteKind.TOTALS: totals,
        TableNoteKind.ONLY_NUMBERED: numbered,
        TableNoteKind.MERGED: [row for row in body if row.spanned],
    }
    return body, [TableNote(kind, len(found), _lines(found)) for kind, found in said.items() if found]


def _is_total(row: Row) -> bool:
    """合计 and the like with figures at most beside it."""
    cells = [re.sub(r"\s", "", unicodedata.normalize("NFKC", cell)).rstrip(":") for cell in row.cells if cell.strip()]
    rest = [cell for cell in cells if cell.lower() not in TOTALS]
    return len(rest) < len(cells) and all(_FIGURE.fullmatch(cell) for cell in rest)


def _lines(rows: Sequence[Row]) -> str:
    shown = "、".join(str(row.line) for row in rows[:LINES_SHOWN])
    return shown + ("……" if len(rows) > LINES_SHOWN else "")


def _check_size(columns: Sequence[str], body: Sequence[Row]) -> None:
    if len(body) > MAX_ROWS:
        raise TooManyRows(field="file", limit=MAX_ROWS)
    if len(columns) > MAX_COLUMNS or any(len(row.cells) > MAX_COLUMNS for row in body):
        raise TooManyColumns(field="file", limit=MAX_COLUMNS)
    for row in body:
        if any(len(cell) > MAX_CELL for cell in row.cells):
            raise CellTooLong(field="file", line=row.line, limit=MAX_CELL)


def _trimmed(cells: Sequence[str]) -> tuple[str, ...]:
    """Without the empty cells at the end."""
    last = max((place for place, cell in enumerate(cells) if cell.strip()), default=-1)
    return tuple(cells[: last + 1])


def _padded(cells: Sequence[str], width: int) -> tuple[str, ...]:
    kept = _trimmed(cells)
    return (*kept, *[""] * (width - len(kept)))
