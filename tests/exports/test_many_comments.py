"""Ten thousand comments are exported like ten."""

from __future__ import annotations

import io
import zipfile
from uuid import UUID

import pytest
from docx import Document
from msgspec.structs import replace

from consult.exports.tables.columns import LIMIT, POINT_COLUMNS, headings
from consult.exports.tables.csv_file import comments_csv, dispositions_csv
from consult.exports.tables.docx_file import summary_docx
from consult.exports.tables.register import ExportedPoint, Register, public_register
from consult.exports.tables.xlsx_file import register_xlsx
from domain.enumerations import CommentStatus, DispositionKind, ReasonKind
from domain.values import DispositionText
from tests.driving import Driver
from tests.exports.reading import csv_dicts, csv_rows, say

pytestmark = pytest.mark.anyio
MANY = 10_000


async def grown(driver: Driver) -> Register:
    """A register of one real comment, repeated with other numbers and texts; one point gathers them all."""
    consultation_id = await driver.opened()
    await driver.comment(consultation_id, "甲")
    await driver.settle()
    register = await public_register(driver.runtime, consultation_id)
    (one,) = register.comments
    shown = replace(one.view, status=CommentStatus.PUBLISHED)
    comments = tuple(
        replace(
            one, view=replace(shown, number=n, comment_id=UUID(int=n)), text=f"第{n}条意见：" + "延长营业时间。" * 20, points=(1,)
        )
        for n in range(1, MANY + 1)
    )
    disposition = DispositionText(DispositionKind.NOTED, ReasonKind.POLICY_CHOICE, "理由" * 4_000)
    point = ExportedPoint(
        number=1, articles=(), summary="延长", disposition=disposition, comment_numbers=tuple(range(1, MANY + 1))
    )
    return replace(register, comments=comments, points={1: point})


async def test_ten_thousand_comments_are_in_every_form(driver: Driver) -> None:
    register = await grown(driver)
    short = replace(register, points={1: replace(register.points[1], disposition=None)})
    rows = csv_dicts(comments_csv(short, say))
    assert [int(row["编号"]) for row in rows] == list(range(1, MANY + 1))
    with zipfile.ZipFile(io.BytesIO(register_xlsx(short, say))) as book:
        assert max(book.read(name).count(b"<row ") for name in book.namelist() if "worksheets/" in name) == MANY + 1
    table = Document(io.BytesIO(summary_docx(short, say))).tables[2]
    assert len(table._tbl.tr_lst) == MANY + 1


async def test_what_is_too_long_for_a_cell_is_cut_and_that_is_said(driver: Driver) -> None:
    register = await grown(driver)
    (row,) = csv_rows(dispositions_csv(register, say))[1:]
    numbers = row[headings(POINT_COLUMNS, say).index("意见编号")]
    assert len(numbers) < 32_767
    assert numbers.startswith("1；2；3；")
    assert numbers[LIMIT:] == "……（内容过长，已截断，全文见网页）"
