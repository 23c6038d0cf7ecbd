"""A text edited article by article: what was not touched keeps its words and its place among the ids; numbers follow."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from domain.articles.editing import (
    ArticleNotNumbered,
    ArticleSplit,
    ArticleUnknown,
    EditedText,
    insert_article,
    insertion_places,
    move_article,
    remove_article,
    reword_article,
)
from domain.articles.parse import parse_text
from tests.domain.articles.edits import edited_throughout, shorter_texts

TEXT = (
    "# 夜市办法\n\n第一章 总则\n\n第一条 为了促进夜间经济，制定本办法。\n\n第二条 夜市营业至二十三时。\n\n周末延长一小时。\n\n"
    "第二章 附则\n\n第三条 依照第二条执行。\n\n附件1\n申请表\n"
)
PLACES = {"a1": 0, "a2": 1, "a3": 2, "a4": 3}


def read(edited: EditedText) -> list[tuple[str, str]]:
    parsed = parse_text(edited.source)
    return [(unit.label, unit.text) for unit in (*parsed.articles, *parsed.annexes)]


def test_an_article_is_reworded_and_nothing_else_changes() -> None:
    edited = reword_article(TEXT, 1, "夜市营业至二十四时。\n\n遇有重大活动的，另行规定。")
    assert edited.order == (0, 1, 2, 3)
    assert edited.source == TEXT.replace("二十三时。\n\n周末延长一小时。", "二十四时。\n\n遇有重大活动的，另行规定。")


def test_an_annex_is_reworded_below_its_label() -> None:
    assert read(reword_article(TEXT, 3, "登记表"))[3] == ("附件1", "登记表")


def test_a_new_article_takes_its_number_and_the_others_follow() -> None:
    edited = insert_article(TEXT, "a1", "本办法适用于本市。", PLACES.get)
    assert edited.order == (0, None, 1, 2, 3)
    assert [label for label, _ in read(edited)] == ["第一条", "第二条", "第三条", "第四条", "附件1"]
    assert read(edited)[1][1] == "本办法适用于本市。"


@pytest.mark.parametrize(
    ("after", "place", "path"),
    [("", 0, "第一章 总则"), ("h1", 0, "第一章 总则"), ("h2", 2, "第二章 附则"), ("a3", 3, "第二章 附则")],
)
def test_a_new_article_stands_where_it_was_put(after: str, place: int, path: str) -> None:
    edited = insert_article(TEXT, after, "本办法适用于本市。", PLACES.get)
    assert edited.order.index(None) == place
    assert parse_text(edited.source).articles[place].path == (path,)


def test_headings_and_articles_are_places_to_insert_after() -> None:
    expected = [("h1", "第一章 总则"), ("a1", "第一条"), ("a2", "第二条"), ("h2", "第二章 附则"), ("a3", "第三条")]
    assert list(insertion_places(TEXT, [*PLACES])) == expected


def test_words_under_a_heading_stay_with_it() -> None:
    text = "第一章 总则\n本章说明目的。\n第一条 目的。\n第二条 范围。\n"
    assert [part.text for part in parse_text(insert_article(text, "h1", "原则。", PLACES.get).source).articles] == [
        "原则。",
        "目的。",
        "范围。",
    ]


def test_a_removed_article_leaves_no_gap_in_the_numbers() -> None:
    edited = remove_article(TEXT, 0)
    assert edited.order == (1, 2, 3)
    assert [label for label, _ in read(edited)] == ["第一条", "第二条", "附件1"]


def test_a_removed_annex_leaves_the_articles() -> None:
    assert remove_article(TEXT, 3).order == (0, 1, 2)


@pytest.mark.parametrize(
    ("place", "after", "order"),
    [(0, "a2", (1, 0, 2, 3)), (2, "", (2, 0, 1, 3)), (2, "a1", (0, 2, 1, 3)), (1, "a2", (0, 1, 2, 3))],
)
def test_an_article_moves_with_its_words(place: int, after: str, order: tuple[int, ...]) -> None:
    edited = move_article(TEXT, place, after, PLACES.get)
    assert edited.order == order
    assert [label for label, _ in read(edited)][:3] == ["第一条", "第二条", "第三条"]


def test_an_inserted_number_follows_its_article() -> None:
    text = "第一条 甲。\n第二条 乙。\n第二条之一 乙之一。\n第三条 丙。\n"
    labels = [label for label, _ in read(remove_article(text, 0))]
    assert labels == ["第一条", "第一条之一", "第二条"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("**第一条** 甲。\n\n**第二条** 乙。\n", "**第一条** 新。\n\n**第二条** 乙。\n"),
        ("**第一条 甲。**\n\n第二条 乙。\n", "第一条 新。\n\n第二条 乙。\n"),
        ("### 第一条\n\n甲。\n\n### 第二条\n\n乙。\n", "### 第一条\n\n新。\n\n### 第二条\n\n乙。\n"),
        ("　　第一条　甲。\n　　第二条　乙。", "　　第一条　新。\n　　第二条　乙。"),
        ("一、甲。\n二、乙。\n", "一、新。\n二、乙。\n"),
        ("只有一段。\n", "新。\n"),
        ("## 目的\n\n甲。\n\n## 范围\n\n乙。\n", "## 目的\n\n新。\n\n## 范围\n\n乙。\n"),
    ],
)
def test_the_way_a_text_is_written_stays(text: str, expected: str) -> None:
    assert reword_article(text, 0, "新。").source == expected


def test_numbers_stay_of_their_kind() -> None:
    assert [label for label, _ in read(remove_article("第1条 甲。\n第2条 乙。\n第3条 丙。\n", 0))] == ["第1条", "第2条"]
    assert [label for label, _ in read(insert_article("一、甲。\n二、乙。\n", "a1", "新。", PLACES.get))] == [
        "一、",
        "二、",
        "三、",
    ]


@pytest.mark.parametrize("line", ["第三条 又一条。", "第三章 附则"])
def test_an_article_that_would_be_read_as_two_is_refused(line: str) -> None:
    with pytest.raises(ArticleSplit):
        reword_article(TEXT, 1, f"夜市营业至二十三时。\n{line}\n其他。")


@pytest.mark.parametrize(
    ("edit", "refusal"),
    [
        (lambda: reword_article(TEXT, 9, "新。"), ArticleUnknown),
        (lambda: remove_article(TEXT, 9), ArticleUnknown),
        (lambda: insert_article(TEXT, "a9", "新。", PLACES.get), ArticleUnknown),
        (lambda: insert_article(TEXT, "h9", "新。", PLACES.get), ArticleUnknown),
        (lambda: move_article(TEXT, 0, "h0", PLACES.get), ArticleUnknown),
        (lambda: insert_article(TEXT, "a4", "新。", PLACES.get), ArticleNotNumbered),
        (lambda: insert_article("只有一段。", "", "新。", PLACES.get), ArticleNotNumbered),
        (lambda: move_article(TEXT, 3, "", PLACES.get), ArticleNotNumbered),
        (lambda: remove_article("只有一段。", 0), ArticleNotNumbered),
    ],
)
def test_what_is_not_there_cannot_be_edited(edit: Callable[[], EditedText], refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        edit()


@pytest.mark.real
@pytest.mark.parametrize("file", shorter_texts(), ids=lambda path: path.stem)
def test_articles_of_the_real_texts_can_be_edited_and_the_others_stay(file: Path) -> None:
    """Some of each text; `make torture` takes every article."""
    assert edited_throughout(file, most=8) > 0
