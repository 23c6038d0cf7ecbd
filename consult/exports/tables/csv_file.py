"""CSV (RFC 4180) in UTF-8 with its mark, so that spreadsheet programs recognise it. The same register gives the same bytes."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from consult.exports.tables.columns import COMMENT_COLUMNS, POINT_COLUMNS, Cell, Say, comment_cells, headings, point_cells
from consult.exports.tables.formula_injection import neutralised
from consult.exports.tables.register import Register

MEDIA_TYPE = "text/csv; charset=utf-8"


def comments_csv(register: Register, say: Say) -> bytes:
    """A row for each comment received, in order of number."""
    rows = (comment_cells(comment, register, say) for comment in register.comments)
    return written([headings(COMMENT_COLUMNS, say)], rows)


def dispositions_csv(register: Register, say: Say) -> bytes:
    """A row for each point with its disposition and reason."""
    rows = (point_cells(point, register, say) for point in register.points.values())
    return written([headings(POINT_COLUMNS, say)], rows)


def written(*parts: Iterable[list[Cell]]) -> bytes:
    """The rows of all parts, one after the other."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, quoting=csv.QUOTE_ALL)
    for part in parts:
        writer.writerows([_text(cell) for cell in row] for row in part)
    return file.getvalue().encode("utf-8-sig")


def _text(cell: Cell) -> str:
    return "" if cell is None else neutralised(cell) if isinstance(cell, str) else str(cell)
