"""Exports opened again, as the people who get them do."""

from __future__ import annotations

import csv
import io
from typing import Any

from docx import Document
from openpyxl import load_workbook

from web.shared.wording.words import word_or_value

Rows = list[list[Any]]


def csv_rows(content: bytes) -> Rows:
    """All rows; the file must begin with the mark of UTF-8."""
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def csv_dicts(content: bytes) -> list[dict[str, str]]:
    head, *rows = csv_rows(content)
    return [dict(zip(head, row, strict=True)) for row in rows]


def sheets(content: bytes) -> dict[str, Any]:
    return {sheet.title: sheet for sheet in load_workbook(io.BytesIO(content)).worksheets}


def sheet_dicts(sheet: Any) -> list[dict[str, Any]]:
    head, *rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    return [dict(zip(head, row, strict=True)) for row in rows]


def tables(content: bytes) -> list[Rows]:
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in Document(io.BytesIO(content)).tables]


def figures(content: bytes) -> dict[str, int]:
    """The ledger of the summary table."""
    ledger = tables(content)[0][1:]
    return {name: int(count) for row in ledger for name, count in (row[:2], row[2:]) if name}


def say(kind: str, value: str) -> str:
    return word_or_value(kind, value)
