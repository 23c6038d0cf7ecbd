"""Reads tables of comments from CSV or XLSX: column names, and rows of text with their line numbers."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from consult.commands.uploads import Upload
from consult.intake.csv_file import csv_rows
from consult.intake.formats import TABLES, Format, format_of
from consult.intake.mapping import are_column_names
from consult.intake.rows import MAX_CELL, MAX_COLUMNS, MAX_ROWS, TITLE_ROWS, Row, TableNote, TableNoteKind
from consult.intake.table_refusals import CellTooLong, NoRows, TooManyColumns, TooManyRows
from consult.intake.xlsx_file import xlsx_rows


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
    names = _names_at(filled)
    if names is None or len(filled) == names + 1:
        raise NoRows(field="file")
    columns = _trimmed(filled[names].cells)
    body = filled[names + 1 :]
    _check_size(columns, body)
    above = (TableNote(TableNoteKind.ABOVE_NAMES, names, filled[0].cells[0]),) if names else ()
    return Table(
        format=kind,
        columns=tuple(" ".join(column.split()) for column in columns),
        rows=tuple(Row(row.line, _padded(row.cells, len(columns))) for row in body),
        sheet=sheet,
        sheets=sheets,
        notes=(*above, *notes),
    )


def _names_at(rows: Sequence[Row]) -> int | None:
    """The row of the column names: the first that has two known names or that of the text, else the first of all."""
    if not rows:
        return None
    return next((place for place, row in enumerate(rows[:TITLE_ROWS]) if are_column_names(row.cells)), 0)


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
