"""Whatever bytes are brought along, they are read or refused by a rule; whatever words a draft has, they come back."""

from __future__ import annotations

import random
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from consult.intake.drafts import imported_draft
from consult.intake.sheets.mapping import suggested_mapping
from consult.intake.sheets.tables import read_table
from domain.articles.numbering.numerals import chinese_number
from domain.articles.parse import parse_text
from domain.refusals import Refusal
from tests.intake.sheet_files import as_xlsx
from tests.intake.word_files import LAYOUTS, as_word, p, part_of, repacked_with, upload, with_body

LETTERS = "甲乙丙丁戊己庚辛壬癸的和应当可以市区县"
WORDS = st.text(LETTERS + "，；<>&\"'", min_size=1, max_size=40).map(lambda words: f"为了{words}。")
PARTS = st.tuples(st.booleans(), st.lists(WORDS, min_size=1, max_size=4))
ONCE = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def source_of(parts: list[tuple[bool, list[str]]]) -> str:
    """A draft with a chapter before each article that asks for one."""
    lines, chapters = ["# 海州市管理办法"], 0
    for number, (chapter, words) in enumerate(parts, 1):
        if chapter:
            chapters += 1
            lines.append(f"## 第{chinese_number(chapters)}章 {'管理'}")
        lines += [f"第{chinese_number(number)}条 {words[0]}", *words[1:]]
    return "\n\n".join(lines) + "\n"


@pytest.mark.parametrize("layout", LAYOUTS)
@ONCE
@given(parts=st.lists(PARTS, min_size=1, max_size=12))
def test_any_draft_comes_back_from_word_as_it_was(layout: str, parts: list[tuple[bool, list[str]]]) -> None:
    parsed = parse_text(source_of(parts))
    again = parse_text(imported_draft(upload(as_word(parsed, LAYOUTS[layout]))).text)
    found = [(each.label, each.text, each.path) for each in again.articles]
    assert found == [(each.label, each.text, each.path) for each in parsed.articles]
    assert again.title == parsed.title


DOCX = with_body(p("第一条 甲。"), p("第二条 乙。"))
XLSX = as_xlsx([["意见内容", "收到日期"], ["甲", "2026-3-5"], ["乙", 46086]])
READERS = {"a.docx": (DOCX, imported_draft), "a.xlsx": (XLSX, read_table)}


@pytest.mark.parametrize("name", READERS)
def test_a_file_with_any_bytes_changed_is_read_or_refused(name: str) -> None:
    content, read = READERS[name]
    chance = random.Random(20261124)
    for _ in range(100):
        changed = bytearray(content)
        for _ in range(chance.choice((1, 4, 40))):
            changed[chance.randrange(len(changed))] = chance.randrange(256)
        if chance.random() < 0.2:
            del changed[chance.randrange(len(changed)) :]
        _read_or_refuse(read, name, bytes(changed))


@pytest.mark.parametrize(
    ("name", "part"),
    [
        *(("a.docx", "word/document.xml"), ("a.docx", "word/numbering.xml"), ("a.docx", "word/styles.xml")),
        *(("a.docx", "[Content_Types].xml"), ("a.docx", "word/_rels/document.xml.rels")),
        *(("a.xlsx", "xl/worksheets/sheet1.xml"), ("a.xlsx", "xl/workbook.xml"), ("a.xlsx", "xl/styles.xml")),
    ],
)
def test_a_part_with_any_tags_or_values_changed_is_read_or_refused(name: str, part: str) -> None:
    """Whole again after the change, so that the libraries themselves meet what they do not expect."""
    content, read = READERS[name]
    text, chance = part_of(content, part).decode(), random.Random(part)
    pieces = ["", "0", "-1", "99999999999", "x", "w:tbl", "w:p", "w:sdt", "w:numPr", "row", "c", "NaN", "1e400", "第"]
    for _ in range(25):
        words = text.split('"')
        for _ in range(chance.choice((1, 3))):
            place = chance.randrange(len(words) // 2) * 2 + 1
            words[place] = chance.choice(pieces)
        _read_or_refuse(read, name, repacked_with(content, {part: '"'.join(words).encode()}))


def _read_or_refuse(read: object, name: str, content: bytes) -> None:
    assert callable(read)
    with suppress(Refusal):
        read(upload(content, name))


@ONCE
@given(content=st.one_of(st.binary(max_size=300), st.text(max_size=200).map(str.encode)), ending=st.sampled_from(["txt", "md"]))
def test_any_text_file_is_read_or_refused(content: bytes, ending: str) -> None:
    _read_or_refuse(imported_draft, f"a.{ending}", content)


@ONCE
@given(content=st.one_of(st.binary(max_size=300), st.text(alphabet='意见,;\t\n"\r=姓名x', max_size=200).map(str.encode)))
def test_any_csv_file_is_read_or_refused(content: bytes) -> None:
    try:
        table = read_table(upload(content, "a.csv"))
    except Refusal:
        return
    assert all(len(row.cells) >= len(table.columns) for row in table.rows)
    suggested_mapping(table.columns)
