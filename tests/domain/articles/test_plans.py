"""Plans and measures 方案、措施, numbered 一、 （一） 1. （1） ①: the smallest numbered unit is commented on, no word is lost."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.articles.numbering.levels import Depth, level_label
from domain.articles.parse import depths_of, parse_text
from domain.articles.structure import Annex, Article, Heading

PLAN = """海州市2027年夜间消费工作方案

为了活跃夜间消费，制定本方案。
一、总体要求
坚持便民、安全、有序。
二、重点工作
（一）完善网点
1．新增夜市。年内新增夜市六处。
2．改造街区。完成两处街区改造，包括：
（1）照明；
（2）座椅。
（二）延长服务时间
公交、地铁、停车场一并延长。
1．公共交通延长至二十四时。
2．停车场夜间半价。
三、保障措施
（一）加强组织。建立联席会议，第一，定期会商；第二，公布进展。
（二）加强监督。
"""


def units(source: str, depth: Depth | None = None) -> list[tuple[str, tuple[str, ...]]]:
    return [(article.label, article.path) for article in parse_text(source, depth).articles]


def labels(source: str, depth: Depth | None = None) -> list[str]:
    return [article.label for article in parse_text(source, depth).articles]


def test_the_smallest_numbered_unit_is_commented_on_under_its_path() -> None:
    goods, hours = ("二、重点工作", "（一）完善网点"), ("二、重点工作", "（二）延长服务时间")
    assert units(PLAN) == [
        ("一、", ()),
        ("二（一）1", goods),
        ("二（一）2", goods),
        ("二（二）", ("二、重点工作",)),
        ("二（二）1", hours),
        ("二（二）2", hours),
        ("三（一）", ("三、保障措施",)),
        ("三（二）", ("三、保障措施",)),
    ]


def test_words_before_the_items_of_an_item_are_a_unit_with_its_heading() -> None:
    parsed = parse_text(PLAN)
    texts = {article.label: article.text for article in parsed.articles}
    assert texts["一、"] == "总体要求\n坚持便民、安全、有序。"
    assert texts["二（二）"] == "延长服务时间\n公交、地铁、停车场一并延长。"
    assert [heading.text for heading in parsed.headings] == ["二、重点工作", "（一）完善网点", "三、保障措施"]


def test_a_sentence_with_items_below_it_is_a_unit_and_names_their_path_shortly() -> None:
    source = "一、加强组织领导，建立由市人民政府负责同志牵头、各有关部门参加的联席会议制度。\n（一）甲。\n（二）乙。\n"
    assert units(source) == [
        ("一、", ()),
        ("一（一）", ("一、加强组织领导，建立由市人民政府负责同志牵头、各有…",)),
        ("一（二）", ("一、加强组织领导，建立由市人民政府负责同志牵头、各有…",)),
    ]


def test_lists_inside_an_item_and_words_like_first_and_second_stay_its_text() -> None:
    texts = [article.text for article in parse_text(PLAN).articles]
    assert "改造街区。完成两处街区改造，包括：\n（1）照明；\n（2）座椅。" in texts
    assert "加强组织。建立联席会议，第一，定期会商；第二，公布进展。" in texts


def test_the_depth_is_chosen_and_every_choice_is_counted() -> None:
    assert depths_of(PLAN) == {Depth.POINT: 8, Depth.PART: 3, Depth.ITEM: 5, Depth.SUBPOINT: 10}
    assert labels(PLAN, Depth.PART) == ["一、", "二、", "三、"]
    assert labels(PLAN, Depth.ITEM) == ["一、", "二（一）", "二（二）", "三（一）", "三（二）"]
    assert labels(PLAN, Depth.SUBPOINT)[2:5] == ["二（一）2", "二（一）2（1）", "二（一）2（2）"]


@pytest.mark.parametrize("depth", [Depth.ARTICLE, Depth.CIRCLED, Depth.SECTION])
def test_a_depth_that_a_text_has_not_is_none_to_choose(depth: Depth) -> None:
    assert depth not in depths_of(PLAN)


@pytest.mark.parametrize("depth", [Depth.ARTICLE, Depth.SECTION])
def test_a_text_without_units_of_the_kind_asked_for_is_read_as_usual(depth: Depth) -> None:
    assert parse_text(PLAN, depth).articles == parse_text(PLAN).articles


def test_numbers_that_are_parts_of_sentences_are_not_taken_for_units_by_themselves() -> None:
    source = "一、审批权限：\n（一）甲；\n（二）乙；\n（三）丙。\n二、附则。\n"
    assert labels(source) == ["一、", "二、"]
    assert depths_of(source) == {Depth.PART: 2, Depth.ITEM: 4}


@pytest.mark.parametrize(
    ("line", "level", "number", "rest"),
    [
        ("一、总体要求", 1, 1, "总体要求"),
        ("十二、附则", 1, 12, "附则"),
        ("## 一、总体要求", 1, 1, "总体要求"),
        ("**（三）加强监督。**每季度公布。", 2, 3, "加强监督。每季度公布。"),
        ("(十)甲", 2, 10, "甲"),
        ("㈠甲", 2, 1, "甲"),
        ("　　1．甲", 3, 1, "甲"),
        ("12.甲", 3, 12, "甲"),
        ("３、甲", 3, 3, "甲"),
        ("⒉甲", 3, 2, "甲"),
        ("（1）甲", 4, 1, "甲"),
        ("2）甲", 4, 2, "甲"),
        ("⑶甲", 4, 3, "甲"),
        ("①甲", 5, 1, "甲"),
        ("㉑甲", 5, 21, "甲"),
        ("⼀、甲", 1, 1, "甲"),
    ],
)
def test_a_number_of_a_level_is_known_however_it_is_written(line: str, level: int, number: int, rest: str) -> None:
    label = level_label(line, 0)
    assert label is not None
    assert (label.level, label.number, label.rest) == (level, number, rest)


@pytest.mark.parametrize(
    "line",
    [
        "（一）项规定的",
        "（一）、（二）所列",
        "3.5万平方米",
        "2026.1发布",
        "一、二级市场",
        "一次性补助",
        "1998年",
        "一是加强",
        "第一，加强",
    ],
)
def test_a_line_that_only_looks_numbered_is_not(line: str) -> None:
    assert level_label(line, 0) is None


def test_levels_may_be_left_out() -> None:
    assert labels("一、甲\n1．子。\n2．丑。\n二、乙\n1．寅。\n") == ["一1", "一2", "二1"]
    assert labels("1、甲。\n2、乙。\n3、丙。\n") == ["1", "2", "3"]
    assert labels("（1）甲。\n（2）乙。\n") == ["（1）", "（2）"]


def test_numbers_that_begin_anew_in_each_chapter_are_named_with_it() -> None:
    source = "# 某规划\n\n## 第一章 基础\n\n导言。\n\n一、甲。\n\n二、乙。\n\n## 第二章 目标\n\n一、丙。\n\n二、丁。\n"
    assert units(source) == [
        ("第一章", ("第一章 基础",)),
        ("第一章一、", ("第一章 基础",)),
        ("第一章二、", ("第一章 基础",)),
        ("第二章一、", ("第二章 目标",)),
        ("第二章二、", ("第二章 目标",)),
    ]


def test_an_annex_of_a_plan_may_have_articles() -> None:
    source = "某方案\n一、甲。\n二、乙。\n附件：某管理办法\n第一条 丙。\n第二条 丁。\n"
    parsed = parse_text(source)
    assert [article.label for article in parsed.articles] == ["一、", "二、"]
    assert [annex.text for annex in parsed.annexes] == ["某管理办法\n第一条 丙。\n第二条 丁。"]
    assert depths_of(source) == {Depth.PART: 2, Depth.ARTICLE: 2}
    assert labels(source, Depth.ARTICLE) == ["第一条", "第二条"]


def test_a_notice_with_numbers_that_encloses_a_regulation_is_none_of_a_plan() -> None:
    source = "关于印发某办法的通知\n各有关单位：\n一、认真学习。\n二、遵照执行。\n附件：某办法\n第一条 丙。\n第二条 丁。\n"
    assert labels(source) == ["第一条", "第二条"]
    assert depths_of(source) == {Depth.ARTICLE: 2, Depth.PART: 2}


def test_contents_of_a_plan_are_no_units() -> None:
    source = "某方案\n目录\n一、甲……1\n（一）子……1\n二、乙……2\n一、甲\n（一）子。\n（二）丑。\n二、乙。\n"
    assert labels(source) == ["一（一）", "一（二）", "二、"]


LINES = [
    "一、甲\n",
    "二、乙。\n",
    "（一）子\n",
    "（二）丑。\n",
    "1．寅。\n",
    "2. 卯；\n",
    "（1）辰。\n",
    "①巳。\n",
    "话。\n",
    "\n",
    "第一章 午\n",
    "附件\n",
]


@given(st.lists(st.sampled_from(LINES)), st.sampled_from([None, *Depth]))
def test_every_word_stays_in_its_order_at_every_depth(lines: list[str], depth: Depth | None) -> None:
    source = "".join(lines)
    parsed = parse_text(source, depth)
    assert parsed.to_source() == source
    for part in parsed.parts:
        if isinstance(part, Article | Annex):
            words = re.sub(r"\s", "", part.source)
            assert words.endswith(re.sub(r"\s", "", part.text))
        elif isinstance(part, Heading):
            assert re.sub(r"\s", "", part.text) == re.sub(r"\s", "", part.source)


@given(st.lists(st.sampled_from(LINES)))
def test_whatever_can_be_chosen_gives_as_many_units_as_was_said(lines: list[str]) -> None:
    source = "".join(lines)
    for depth, count in depths_of(source).items():
        parsed = parse_text(source, depth)
        assert (parsed.depth, len(parsed.articles)) == (depth, count)
