"""Plans over their versions: items keep their ids when numbers change, are edited one by one, and read as they were recorded."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from domain.articles.difference import compare_articles
from domain.articles.editing import (
    ArticleSplit,
    EditedText,
    ItemTied,
    insert_article,
    insertion_places,
    move_article,
    remove_article,
    reword_article,
)
from domain.articles.full_text import FullText, compare_texts
from domain.articles.identity import assign_ids
from domain.articles.numbering.levels import Depth
from domain.articles.parse import parse_text
from domain.articles.recorded import as_recorded, parse_as_recorded
from domain.values import ArticleDigest
from tests.domain.articles.test_plans import PLAN

PLACES = {f"a{place + 1}": place for place in range(8)}
REVISED = (
    PLAN.replace("1．新增夜市。年内新增夜市六处。", "1．规范早市。早市六时开市。\n2．新增夜市。年内新增夜市八处。")
    .replace("2．改造街区", "3．改造街区")
    .replace("2．停车场夜间半价。\n", "")
    .replace("三、保障措施\n", "三、宣传引导\n制作夜市地图。\n四、保障措施\n")
)


def text_of(source: str, depth: Depth | None = None) -> FullText:
    return FullText(source, assign_ids(parse_text(source, depth)))


def read(edited: EditedText, depth: Depth | None = None) -> list[tuple[str, str]]:
    return [(article.label, article.text) for article in parse_text(edited.source, depth).articles]


def test_items_keep_their_ids_when_others_come_and_go() -> None:
    before = assign_ids(parse_text(PLAN))
    after = assign_ids(parse_text(REVISED), before)
    ids = {article.id: article.label for article in after}
    assert ids == {
        "a1": "一、",
        "a9": "二（一）1",
        "a2": "二（一）2",
        "a3": "二（一）3",
        "a4": "二（二）",
        "a5": "二（二）1",
        "a10": "三、",
        "a7": "四（一）",
        "a8": "四（二）",
    }


def test_what_became_of_each_item_is_said() -> None:
    before = assign_ids(parse_text(PLAN))
    changes = compare_articles(before, assign_ids(parse_text(REVISED), before))
    kinds = {change.id: change.kind for change in changes}
    assert kinds == {
        "a1": "unchanged",
        "a9": "added",
        "a2": "changed",
        "a3": "renumbered",
        "a4": "unchanged",
        "a5": "unchanged",
        "a6": "removed",
        "a10": "added",
        "a7": "renumbered",
        "a8": "renumbered",
    }


@pytest.mark.parametrize("depth", [None, Depth.PART, Depth.ITEM, Depth.SUBPOINT])
def test_a_recorded_text_is_read_at_the_depth_chosen_for_it(depth: Depth | None) -> None:
    articles = assign_ids(parse_text(PLAN, depth))
    digests = [ArticleDigest(f"b{place}", article.label, article.sha256) for place, article in enumerate(articles)]
    again = as_recorded(PLAN, digests)
    assert [(article.label, article.text, article.path) for article in again] == [
        (article.label, article.text, article.path) for article in articles
    ]
    assert FullText(PLAN, again).depth == (depth or Depth.POINT)


def test_a_text_recorded_in_units_of_another_kind_keeps_its_ids_by_their_labels() -> None:
    digests = [ArticleDigest("a1", "一、", "0" * 64), ArticleDigest("a7", "第九条", "0" * 64)]
    assert [(article.id, article.label, article.text[:4]) for article in as_recorded(PLAN, digests)] == [
        ("a1", "一、", "总体要求"),
        ("a7", "第九条", ""),
    ]
    assert parse_as_recorded(PLAN, ["第九条"]).depth == Depth.POINT


def test_headings_stand_before_the_items_below_them() -> None:
    before = text_of(PLAN).text_before_articles()
    assert [part.text for part in before["a2"]] == ["二、重点工作", "（一）完善网点"]
    assert [part.text for part in before["a7"]] == ["三、保障措施"]


def test_a_heading_reworded_is_among_the_words_that_changed() -> None:
    changed = PLAN.replace("（一）完善网点", "（一）完善便民网点")
    changes = compare_texts(text_of(PLAN), text_of(changed))
    assert {change.kind for change in changes.articles} == {"unchanged"}
    assert [(change.kind, change.new and change.new.text) for change in changes.words] == [("changed", "完善便民网点")]


def test_an_item_is_reworded_and_nothing_else_changes() -> None:
    edited = reword_article(PLAN, 1, "新增夜市。年内新增夜市八处。")
    assert edited.source == PLAN.replace("六处", "八处")
    assert edited.order == tuple(range(8))


def test_a_new_item_takes_its_number_and_those_after_it_follow() -> None:
    edited = insert_article(PLAN, "a2", "规范早市。", PLACES.get)
    assert "1．新增夜市。年内新增夜市六处。\n2．规范早市。\n3．改造街区。" in edited.source
    assert edited.order == (0, 1, None, 2, 3, 4, 5, 6, 7)


@pytest.mark.parametrize(
    ("after", "label"),
    [("", "一、"), ("a1", "二、"), ("h1", "二（一）"), ("h2", "二（一）1"), ("a4", "二（二）1"), ("a8", "三（三）")],
)
def test_a_new_item_is_of_the_level_of_what_it_stands_after(after: str, label: str) -> None:
    edited = insert_article(PLAN, after, "新增。", PLACES.get)
    assert (label, "新增。") in read(edited)
    assert edited.order.count(None) == 1


def test_an_item_moved_takes_the_level_and_the_kind_of_number_of_its_new_place() -> None:
    edited = move_article(PLAN, 7, "a2", PLACES.get)
    assert ("二（一）2", "加强监督。") in read(edited)
    assert "2．加强监督。\n3．改造街区。" in edited.source
    assert edited.order == (0, 1, 7, 2, 3, 4, 5, 6)


def test_a_removed_item_leaves_no_gap() -> None:
    edited = remove_article(PLAN, 1)
    assert [label for label, _ in read(edited)] == [
        "一、",
        "二（一）1",
        "二（二）",
        "二（二）1",
        "二（二）2",
        "三（一）",
        "三（二）",
    ]
    assert remove_article(PLAN, 0).source.startswith(
        "海州市2027年夜间消费工作方案\n\n为了活跃夜间消费，制定本方案。\n一、重点工作\n"
    )


@pytest.mark.parametrize(
    "edit",
    [
        lambda: remove_article(PLAN, 3),
        lambda: move_article(PLAN, 3, "a8", PLACES.get),
        lambda: remove_article("一、甲\n（一）子。\n二、乙。\n", 0, depth=Depth.ITEM),
    ],
)
def test_an_item_on_which_others_hang_stays(edit: Callable[[], EditedText]) -> None:
    with pytest.raises(ItemTied):
        edit()


def test_an_item_that_would_be_read_as_two_is_refused() -> None:
    with pytest.raises(ArticleSplit):
        reword_article(PLAN, 1, "新增夜市。\n2．规范早市。")


@pytest.mark.parametrize(
    "sign", [("㈠", "㈡", "㈢"), ("⒈", "⒉", "⒊"), ("⑴", "⑵", "⑶"), ("(1) ", "(2) ", "(3) "), ("3、", "4、", "5、")]
)
def test_numbers_stay_of_their_kind(sign: tuple[str, str, str]) -> None:
    one, two, three = sign
    source = f"{one}甲。\n{two}乙。\n"
    known = {"a1": 0, "a2": 1}
    edited = insert_article(source, "a1", "新。", known.get).source
    assert edited in (f"{one}甲。\n{two.strip()}新。\n{three}乙。\n", "1、甲。\n2、新。\n3、乙。\n")


def test_places_to_insert_after_are_headings_and_items() -> None:
    places = insertion_places(PLAN, [*PLACES])
    assert places[:3] == (("a1", "一、"), ("h1", "二、重点工作"), ("h2", "（一）完善网点"))
    assert places[-1] == ("a8", "三（二）")


def test_an_edit_keeps_the_depth_that_was_chosen() -> None:
    edited = reword_article(PLAN, 1, "重点工作\n（一）甲。\n1．乙。", depth=Depth.PART)
    assert [label for label, _ in read(edited, Depth.PART)] == ["一、", "二、", "三、"]
