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
    MERGED = "merged"  # rows below the first one of a merged cell: who, when and how hold for them too
    HIDDEN_ROWS = "hidden_rows"  # rows hidden or filtered out; taken all the same
    HIDDEN_COLUMNS = "hidden_columns"  # hidden columns; read all the same
    TOTALS = "totals"  # rows such as 合计; left out. `place` has their lines
    ONLY_NUMBERED = "only_numbered"  # rows with nothing but a number; left out
    ERROR_VALUE = "error_value"  # cells such as #N/A, taken as they are


class TableNote(msgspec.Struct, frozen=True):
    kind: TableNoteKind
    count: int
    place: str = ""


class Spanned(msgspec.Struct, frozen=True):
    """An empty cell inside a merged one that begins in a row above: its column, the line of that row, and the words there."""

    place: int
    line: int
    words: str


class Row(msgspec.Struct, frozen=True):
    """`line`: the row's number as Excel shows it, from 1, also for a CSV file. Cells as many as columns, or more where the row
    is wider than the names (`dry_run` says so). `spanned`: what merged cells above say of it."""

    line: int
    cells: tuple[str, ...]
    spanned: tuple[Spanned, ...] = ()

    def with_cells(self, cells: tuple[str, ...]) -> Row:
        return Row(self.line, cells, self.spanned)
