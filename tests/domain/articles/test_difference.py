"""What became of each article, and which words changed."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from domain.articles.difference import ArticleChange, Span, compare_articles, difference_spans
from domain.articles.identity import IdentifiedArticle, assign_ids
from domain.articles.parse import parse_text
from domain.articles.wording import tokens

FIRST = "第一条 为了规范供水，制定本办法。\n"
OLD = FIRST + "第二条 市水务部门负责供水。\n第三条 用户应当按时缴费。\n第四条 本办法自2020年1月1日起施行。\n"
NEW = FIRST + "第二条 供水应当安全可靠，保障水质。\n第三条 市水务部门负责城乡供水。\n第四条 本办法自2025年3月1日起施行。\n"
legal = st.text(alphabet="第一二十条款的供水办法，。（）\n 12aA", max_size=80)


def versions(old: str, new: str) -> tuple[tuple[IdentifiedArticle, ...], tuple[IdentifiedArticle, ...]]:
    before = assign_ids(parse_text(old))
    return before, assign_ids(parse_text(new), before)


def changes(old: str, new: str) -> tuple[ArticleChange, ...]:
    return compare_articles(*versions(old, new))


def test_every_article_of_both_texts_is_told_of_once() -> None:
    assert [(change.kind, change.id) for change in changes(OLD, NEW)] == [
        ("unchanged", "a1"),
        ("added", "a5"),
        ("changed", "a2"),
        ("removed", "a3"),
        ("changed", "a4"),
    ]


def test_the_first_articles_removed_stand_first() -> None:
    assert [change.kind for change in changes("第一条 甲甲甲。\n第二条 乙乙乙。\n", "第一条 乙乙乙。\n")] == [
        "removed",
        "renumbered",
    ]


def test_an_article_that_changes_places_is_moved() -> None:
    lines = ["供水安全由水务部门负责。", "燃气安全由城管部门负责巡查。", "消防通道不得占用堵塞。"]
    old = "".join(f"第{label}条 {line}\n" for label, line in zip("一二三", lines, strict=True))
    new = "".join(f"第{label}条 {line}\n" for label, line in zip("一二三", [lines[2], *lines[:2]], strict=True))
    assert [(change.id, change.kind, change.moved) for change in changes(old, new)] == [
        ("a3", "renumbered", True),
        ("a1", "renumbered", False),
        ("a2", "renumbered", False),
    ]


def test_width_and_spaces_alone_are_no_change() -> None:
    (change,) = changes("第一条 市、区(市)，负责:“甲”。\n", '第1条　市、 区（市）,负责："甲"。\n')
    assert change.kind == "renumbered"


def test_a_renumbered_reference_is_a_change() -> None:
    (change,) = changes("第一条 违反第六条的，处罚。\n", "第一条 违反第七条的，处罚。\n")
    assert (change.kind, change.spans) == (
        "changed",
        (Span("equal", "违反第"), Span("delete", "六"), Span("insert", "七"), Span("equal", "条的，处罚。")),
    )


def test_one_paragraph_made_two_is_a_change() -> None:
    assert changes("第一条 甲。乙。\n", "第一条 甲。\n\n乙。\n")[0].kind == "changed"


def test_numbers_and_words_are_compared_whole() -> None:
    assert tokens("第二十三条 2020.5 APP下载") == ["第", "二十三", "条", " ", "2020.5", " ", "APP", "下", "载"]
    assert difference_spans("处二十万元", "处二十五万元") == (
        Span("equal", "处"),
        Span("delete", "二十万"),
        Span("insert", "二十五万"),
        Span("equal", "元"),
    )


def test_a_character_that_stays_between_two_replacements_goes_with_them() -> None:
    assert difference_spans("城管的职责", "水务的权限") == (Span("delete", "城管的职责"), Span("insert", "水务的权限"))
    assert Span("equal", "。") in difference_spans("城管。职责", "水务。权限")


def test_a_long_text_is_compared_by_lines_then_words() -> None:
    old = "".join(f"第{number}项：市水务部门负责供水设施的巡查维护工作。\n" for number in range(200))
    new = old.replace("第100项：市水务部门", "第100项：区城管部门")
    changed = [span for span in difference_spans(old, new) if span.op != "equal"]
    assert "".join(span.text for span in changed if span.op == "delete") in ("市水务", "市水务部门")
    assert "".join(span.text for span in difference_spans(old, new) if span.op != "delete") == new


@given(legal, legal)
def test_both_texts_are_read_from_the_spans(old: str, new: str) -> None:
    found = difference_spans(old, new)
    assert "".join(span.text for span in found if span.op != "insert") == old
    assert "".join(span.text for span in found if span.op != "delete") == new
    assert all(span.text for span in found)


@given(legal, legal)
def test_spans_of_one_kind_never_follow_each_other(old: str, new: str) -> None:
    kinds = [span.op for span in difference_spans(old, new)]
    assert all(one != following for one, following in pairwise(kinds))
    assert ("insert", "delete") not in pairwise(kinds)


@given(legal, legal)
def test_each_version_can_be_read_from_the_comparison(old: str, new: str) -> None:
    before, after = versions(f"第一条 {old}\n第二条 {new}\n", f"第一条 {new}\n第二条 新增。\n")
    found = compare_articles(before, after)
    assert tuple(change.new for change in found if change.new) == after
    assert {change.id for change in found if change.old} == {article.id for article in before}
