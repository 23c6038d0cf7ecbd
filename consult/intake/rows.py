"""Rows of a table as text, what was noted while they were read, and how many there may be."""

from __future__ import annotations

import enum

import msgspec

MAX_ROWS = 5_000
MAX_COLUMNS = 100
MAX_CELL = 32_767  # code points; a comment has at most 10,000, and is told so row by row
TITLE_ROWS = 10  # the column names are looked for in the first rows


class TableNoteKind(enum.StrEnum):
    """What reading a table changed or left out (the web has the words for each)."""

    ENCODING = "encoding"  # not UTF-8; `place` has the encoding it was read in
    ABOVE_NAMES = "above_names"  # rows above the column names (a title); left out
    OTHER_SHEETS = "other_sheets"  # sheets with content that were not read; `place` has their names
    FORMULA = "formula"  # cells taken with the result that was stored
    FORMULA_EMPTY = "formula_empty"  # formulas without a stored result: taken as empty
    MERGED = "merged"  # merged cells: the words count for the first one only
    HIDDEN_ROWS = "hidden_rows"  # rows hidden or filtered out; taken all the same
    ERROR_VALUE = "error_value"  # cells such as #N/A, taken as they are


class TableNote(msgspec.Struct, frozen=True):
    kind: TableNoteKind
    count: int
    place: str = ""


class Row(msgspec.Struct, frozen=True):
    """`line`: the row's number in the sheet, or the line of the CSV file where it begins, from 1. Cells as many as columns,
    or more where the row is wider than the names (`dry_run` says so)."""

    line: int
    cells: tuple[str, ...]
