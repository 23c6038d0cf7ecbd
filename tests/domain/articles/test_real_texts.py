"""Real regulations: every article found, nothing lost; real revisions: articles matched as a lawyer would."""

from __future__ import annotations

import re
import time
from functools import cache
from pathlib import Path

import pytest

from domain.articles.difference import compare_articles
from domain.articles.identity import IdentifiedArticle, assign_ids
from domain.articles.numbering.numerals import chinese_number, parse_chinese_number
from domain.articles.parse import parse_text
from domain.articles.structure import ParsedText, Prose
from tests.real_texts import legal_texts, real_data

pytestmark = pytest.mark.real

LABEL = re.compile(r"^第([一二三四五六七八九十百零〇]+) ?条", re.MULTILINE)  # 海上交通安全条例 has 第七十五 条体育运动船艇…
REVISED = {  # articles of the old text that must stay, those that may be new at most
    "公司法": (175, 90),
    "反洗钱法": (25, 40),
    "文物保护法": (74, 27),
    "矿产资源法": (10, 70),
    "突发事件应对法": (63, 43),
    "统计法": (50, 3),
    "行政复议法": (29, 61),
}
SUCCESSORS = {  # read by eye: article of the old text -> of the new one
    "统计法": {3: 3, 5: 5, 6: 7, 9: 11, 10: 12, 14: 16, 20: 23, 37: 40, 43: 46, 46: 49, 47: 50, 50: 53},
    "公司法": {
        1: 1,
        3: 3,
        4: 4,
        30: 50,
        35: 53,
        44: 68,
        50: 75,
        64: 168,
        91: 105,
        97: 110,
        99: 112,
        113: 126,
        148: 181,
        218: 266,
    },
    "反洗钱法": {1: 1, 9: 14, 10: 16, 17: 32, 20: 35, 23: 43, 31: 53, 33: 62, 37: 65},
    "文物保护法": {9: 11, 16: 27, 24: 35, 80: 101},
    "行政复议法": {6: 11, 10: 14, 11: 22, 24: 46},
    "突发事件应对法": {27: 40, 32: 46, 48: 72, 70: 106},
    "矿产资源法": {1: 1, 3: 4, 7: 9, 8: 11, 9: 12, 11: 14},
}


@cache
def parsed(file: Path) -> ParsedText:
    return parse_text(file.read_bytes().decode())


@cache
def revision(law: str) -> tuple[tuple[IdentifiedArticle, ...], tuple[IdentifiedArticle, ...]]:
    old, new = sorted((real_data() / "revisions").glob(f"{law}(*.md"))
    before = assign_ids(parsed(old))
    return before, assign_ids(parsed(new), before)


def test_all_the_real_texts_are_here() -> None:
    real_data()
    assert len(legal_texts()) == 47


@pytest.mark.parametrize("file", legal_texts(), ids=lambda path: path.stem)
def test_a_real_text_loses_no_article_and_no_character(file: Path) -> None:
    source = file.read_bytes().decode()
    text = parsed(file)
    labels = [parse_chinese_number(label) for label in LABEL.findall(source.split("<!-- INFO END -->")[1])]
    assert text.to_source() == source
    assert [article.number for article in text.articles] == labels == list(range(1, len(labels) + 1))
    assert [article.label for article in text.articles] == [f"第{chinese_number(number)}条" for number in labels]
    assert len(text.headings) == len(re.findall(r"^##+ ", source, re.MULTILINE))
    assert text.title == source.split("\n")[0].removeprefix("# ")
    assert [part for part in text.parts[1:] if isinstance(part, Prose)] == []


@pytest.mark.parametrize("file", legal_texts(), ids=lambda path: path.stem)
def test_every_word_of_a_real_article_is_in_its_paragraphs(file: Path) -> None:
    for article in parsed(file).articles:
        lines = []
        for paragraph in article.paragraphs:
            lines += [paragraph.text, *(line for item in paragraph.items for line in (item.text, *item.subitems))]
        assert "\n".join(filter(None, lines)) == article.text
        assert re.sub(r"[\s\u200b]", "", article.label + article.text) == re.sub(r"[\s\u200b]", "", article.source)


def test_subitems_stand_under_their_item() -> None:
    (file,) = (real_data() / "revisions").glob("行政复议法(2017*.md")
    items = parsed(file).articles[27].paragraphs[0].items
    assert [len(item.subitems) for item in items] == [0, 0, 5, 0]


@pytest.mark.parametrize("law", REVISED)
def test_articles_of_a_real_revision_are_matched_one_to_one(law: str) -> None:
    before, after = revision(law)
    kept = {article.id for article in before} & {article.id for article in after}
    at_least, at_most = REVISED[law]
    assert len({article.id for article in after}) == len(after)
    assert len(kept) >= at_least
    assert len(after) - len(kept) <= at_most


@pytest.mark.parametrize("law", SUCCESSORS)
def test_a_real_article_is_matched_as_by_eye(law: str) -> None:
    before, after = revision(law)
    new_number = {article.id: article.number for article in after}
    found = {article.number: new_number.get(article.id) for article in before if article.number in SUCCESSORS[law]}
    assert found == SUCCESSORS[law]


@pytest.mark.parametrize("law", REVISED)
def test_both_versions_of_a_real_law_are_read_from_their_comparison(law: str) -> None:
    before, after = revision(law)
    changes = compare_articles(before, after)
    assert tuple(change.new for change in changes if change.new) == after
    assert {change.id for change in changes if change.old} == {article.id for article in before}
    for change in changes:
        old = "".join(span.text for span in change.spans if span.op != "insert")
        new = "".join(span.text for span in change.spans if span.op != "delete")
        assert new == (change.new.text if change.new else "")
        assert change.kind in ("unchanged", "renumbered") or old == (change.old.text if change.old else "")


def test_the_longest_law_is_matched_within_two_seconds() -> None:
    before, after = revision("公司法")
    _, new = sorted((real_data() / "revisions").glob("公司法(*.md"))
    started = time.process_time()
    assert assign_ids(parse_text(new.read_text("utf-8")), before) == after
    assert time.process_time() - started < 2
