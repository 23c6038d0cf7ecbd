"""An article keeps its id; two versions can be compared by it."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.articles.difference import compare, spans
from domain.articles.identity import IdentifiedArticle, identified
from domain.articles.numerals import chinese_number
from domain.articles.parse import parse_text
from tests.real_texts import legal_texts, real_data

FIELDS = ("供水", "燃气", "公交", "道路", "园林", "市场", "养老")
TEXTS = [f"本市应当在{field}方面采取措施，保障{field}安全和{field}服务。" for field in FIELDS]


def version(texts: list[str], previous: tuple[IdentifiedArticle, ...] = (), **more: object) -> tuple[IdentifiedArticle, ...]:
    source = "\n".join(f"第{chinese_number(number)}条 {text}" for number, text in enumerate(texts, 1))
    return identified(parse_text(source), previous, **more)  # type: ignore[arg-type]


def test_the_first_version_is_counted_through() -> None:
    assert [article.id for article in version(TEXTS[:3])] == ["a1", "a2", "a3"]


def test_a_renumbered_article_keeps_its_id_and_digest() -> None:
    first = version(TEXTS[:3])
    second = version([TEXTS[5], *TEXTS[:3]], first)
    assert [article.id for article in second] == ["a4", "a1", "a2", "a3"]
    assert second[1].sha256 == first[0].sha256
    assert [change.kind for change in compare(first, second)] == ["added", "renumbered", "renumbered", "renumbered"]


def test_a_revised_article_keeps_its_id() -> None:
    first = version(TEXTS[:3])
    second = version([TEXTS[0], TEXTS[1].replace("采取措施", "采取有效措施"), TEXTS[2]], first)
    assert [article.id for article in second] == ["a1", "a2", "a3"]
    change = compare(first, second)[1]
    assert (change.kind, [span.text for span in change.spans if span.op == "insert"]) == ("changed", ["有效"])


def test_an_id_is_never_used_again() -> None:
    first = version(TEXTS[:3])
    second = version(TEXTS[:2], first)
    third = version([*TEXTS[:2], "完全不同的内容由市人民政府另行规定。"], second, retired=[article.id for article in first])
    assert third[2].id == "a4"


@given(st.permutations(TEXTS), st.permutations(TEXTS))
def test_ids_follow_the_text_in_any_order(one: list[str], other: list[str]) -> None:
    first = version(one)
    ids = {article.text: article.id for article in first}
    second = version(other, first)
    assert [article.id for article in second] == [ids[article.text] for article in second]
    assert len({article.id for article in second}) == len(second)


@given(st.text(max_size=60), st.text(max_size=60))
def test_both_texts_can_be_read_from_the_spans(old: str, new: str) -> None:
    found = spans(old, new)
    assert "".join(span.text for span in found if span.op != "insert") == old
    assert "".join(span.text for span in found if span.op != "delete") == new


@pytest.mark.real
def test_the_real_revisions_are_matched_one_to_one() -> None:
    files = [path for path in legal_texts() if path.parent.name == "revisions"]
    real_data()
    kept = Counter[str]()
    for old, new in [pair for pair in pairwise(files) if pair[0].name.split("(")[0] == pair[1].name.split("(")[0]]:
        before = identified(parse_text(old.read_text("utf-8")))
        after = identified(parse_text(new.read_text("utf-8")), before)
        assert len({article.id for article in after}) == len(after)
        kept[old.name.split("(")[0]] = len({a.id for a in before} & {a.id for a in after})
    assert kept["统计法"] == 50
    assert kept["公司法"] >= 170
    assert kept["行政复议法"] >= 25
