"""Reads CSV files in any usual encoding, separated by comma, semicolon or tab."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from consult.intake.decoding import decoded
from consult.intake.sheets.mapping import fields_named
from consult.intake.sheets.rows import MAX_CELL, MAX_COLUMNS, MAX_ROWS, TITLE_ROWS, Row, TableNote, TableNoteKind
from consult.intake.sheets.table_refusals import CellTooLong, TableMalformed

SEPARATORS = ",;\t"
ENOUGH = MAX_ROWS + TITLE_ROWS + 2  # rows with words; more are refused anyway


def csv_rows(content: bytes) -> tuple[list[Row], tuple[TableNote, ...]]:
    """The rows with words, and what was noted. Raises EncodingUnknown, TableMalformed, CellTooLong."""
    text, encoding = decoded(content)
    notes = () if encoding == "utf-8" else (TableNote(TableNoteKind.ENCODING, 1, encoding.upper()),)
    first, _, rest = text.partition("\n")
    hint = first.strip()[4:] if first.lower().startswith("sep=") else None  # Excel's own hint
    separator = hint if hint and hint in SEPARATORS else _separator(text)
    return list(_rows(rest if hint else text, separator)), notes


def _separator(text: str) -> str:
    """The separator that sets most known column names apart, or else makes the first lines widest."""
    lines = [line for line in text[:65_536].splitlines() if line.strip()][:TITLE_ROWS]

    def gain(separator: str) -> tuple[int, int, int]:
        split = [next(csv.reader([line], delimiter=separator), []) for line in lines]
        named = max((len(fields_named(cells)) for cells in split), default=0)
        return named, max(map(len, split), default=0), -SEPARATORS.index(separator)

    return max(SEPARATORS, key=gain)


def _rows(text: str, separator: str) -> Iterator[Row]:
    """Numbered as Excel numbers them: a row each, however many lines its cells have; Excel's own hint is none."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    line = found = 0
    while found < ENOUGH:
        line += 1
        try:
            cells = next(reader, None)
        except csv.Error as error:
            if "field larger" in str(error):
                raise CellTooLong(field="file", line=line, limit=MAX_CELL) from error
            raise TableMalformed(field="file", line=line) from error
        if cells is None:
            return
        if any(cell.strip() for cell in cells):
            found += 1
            yield Row(line, tuple(cell.replace("\r\n", "\n") for cell in cells[: MAX_COLUMNS + 1]))
