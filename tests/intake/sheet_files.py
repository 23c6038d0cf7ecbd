"""Spreadsheets as offices write them."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from openpyxl import Workbook


def as_xlsx(
    rows: Sequence[Sequence[Any]], title: str = "意见", merged: Sequence[str] = (), **others: Sequence[Sequence[Any]]
) -> bytes:
    """A workbook with these rows on its first sheet, cells `merged` there, and other sheets by name."""
    workbook = Workbook()
    workbook.active.title = title
    for name, content in {title: rows, **others}.items():
        sheet = workbook[name] if name == title else workbook.create_sheet(name)
        for row in content:
            sheet.append(list(row))
    for cells in merged:
        workbook[title].merge_cells(cells)
    return content_of(workbook)


def content_of(workbook: Workbook) -> bytes:
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()
