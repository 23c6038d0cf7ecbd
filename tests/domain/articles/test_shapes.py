"""The shapes in which texts come: labels, headings, contents, annexes, texts without articles."""

from __future__ import annotations

import pytest

from domain.articles.parse import parse_text
from domain.articles.structure import Contents, Heading, Prose


def labels(source: str) -> list[str]:
    return [article.label for article in parse_text(source).articles]


@pytest.mark.parametrize(
    "line",
    [
        "第一条 甲。",
        "第一条　甲。",
        "第一条\u00a0甲。",
        "　　第一条　甲。",
        "\u200b第一条 甲。",
        "\ufeff第一条 甲。",
        "**第一条** 甲。",
        "**第一条　甲。**",
        "__第一条__甲。",
        "### 第一条 甲。",
        "### 第一条\n甲。",
        "> 第一条 甲。",
        "- 第一条 甲。",
        "第 一 条 甲。",
        "第1条 甲。",
        "第１条甲。",
        "第一条甲。",
        "第一条：甲。",
        "第一条\n\n甲。",
    ],
)
def test_an_article_is_found_however_its_label_is_written(line: str) -> None:
    (article,) = parse_text(f"某办法\n\n{line}\n").articles
    assert article.number == 1
    assert article.text.lstrip("：").strip() == "甲。"


def test_a_caption_stays_with_the_text() -> None:
    parsed = parse_text("第一条【立法目的】为了。\n第二条（适用范围）适用。\n")
    assert [article.text for article in parsed.articles] == ["【立法目的】为了。", "（适用范围）适用。"]


@pytest.mark.parametrize(
    "line",
    [
        "第九条的规定执行。",
        "第三条、第四条的规定。",
        "第三条规定的情形",
        "第三条第一款的规定",
        "第三十一条的决定》修正",
        "第三条至第五条",
    ],
)
def test_a_reference_at_the_start_of_a_line_begins_no_article(line: str) -> None:
    assert labels(f"第一条 甲。\n第二条 乙，依照\n{line}\n第三条 丙。\n") == ["第一条", "第二条", "第三条"]


def test_a_separated_reference_out_of_order_begins_no_article() -> None:
    source = "第一条 甲，依照\n第九条 执行。\n第二条 乙。\n第三条 丙，依照\n第二条 执行。\n第四条 丁。\n"
    assert labels(source) == ["第一条", "第二条", "第三条", "第四条"]
    assert parse_text(source).articles[2].text == "丙，依照\n第二条 执行。"


def test_an_article_named_before_the_first_one_begins_none() -> None:
    parsed = parse_text("# 某法\n\n根据《关于修改〈某法〉\n\n第三十一条 的决定》修正\n\n第一条 甲。\n\n第二条 乙。\n")
    assert [article.number for article in parsed.articles] == [1, 2]
    assert "第三十一条 的决定》修正" in parsed.preamble


def test_a_number_may_be_skipped_or_stand_twice() -> None:
    assert labels("第一条 甲\n第三条 乙\n第三条 丙\n第四条 丁\n") == ["第一条", "第三条", "第三条", "第四条"]


def test_an_excerpt_may_begin_in_the_middle() -> None:
    assert labels("第十条 甲\n第十一条 乙\n") == ["第十条", "第十一条"]


def test_inserted_articles_stand_between() -> None:
    parsed = parse_text("第十条 甲\n第十条之一 乙\n第十条之二　丙\n第十一条 丁\n")
    assert [(article.number, article.inserted) for article in parsed.articles] == [(10, 0), (10, 1), (10, 2), (11, 0)]


def test_four_levels_of_headings_make_the_path() -> None:
    source = (
        "第一编 总则\n第一分编 通则\n第一章　总　则\n第一节 甲\n第一条 子。\n第二章 乙\n第二条 丑。\n第二编 分则\n第三条 寅。\n"
    )
    assert [article.path for article in parse_text(source).articles] == [
        ("第一编 总则", "第一分编 通则", "第一章 总则", "第一节 甲"),
        ("第一编 总则", "第一分编 通则", "第二章 乙"),
        ("第二编 分则",),
    ]


@pytest.mark.parametrize(
    "heading", ["第一章总则", "第一章 总 则", "**第一章 总则**", "## 第一章　总则", "第一章\n总则", "第一章\n\n　总　则"]
)
def test_a_heading_is_found_however_it_is_written(heading: str) -> None:
    parsed = parse_text(f"某办法\n{heading}\n第一条 甲。\n")
    assert [part.text for part in parsed.headings] == ["第一章 总则"]
    assert parsed.articles[0].path == ("第一章 总则",)


def test_headings_without_number_count_too() -> None:
    parsed = parse_text("# 某办法\n\n## 总则\n\n第一条 甲。\n\n附 则\n\n第二条 乙。\n")
    assert [article.path for article in parsed.articles] == [("总则",), ("附则",)]


@pytest.mark.parametrize(
    "line", ["第二章规定的事项，依照执行。", "第二章、第三章的规定", "第二章 的规定执行", "第二节课后开放；"]
)
def test_a_sentence_that_begins_like_a_heading_is_none(line: str) -> None:
    parsed = parse_text(f"第一章 总则\n第一条 甲。\n{line}\n第二条 乙。\n")
    assert [part.text for part in parsed.headings] == ["第一章 总则"]
    assert line in parsed.articles[0].text


CONTENTS = """某市某条例

目　录

第一章　总则……………………1
第二章　分则　　3
　第一节　甲
第三章　附则

第一章　总则
第一条　甲。
第二章　分则
第一节　甲
第二条　乙。
第三章　附则
第三条　丙。
"""


def test_contents_are_neither_headings_nor_articles() -> None:
    parsed = parse_text(CONTENTS)
    assert [type(part) for part in parsed.parts[:3]] == [Prose, Contents, Heading]
    assert [part.text for part in parsed.headings] == ["第一章 总则", "第二章 分则", "第一节 甲", "第三章 附则"]
    assert [article.path for article in parsed.articles][1] == ("第二章 分则", "第一节 甲")
    assert parsed.to_source() == CONTENTS


def test_contents_without_their_title_are_found_by_their_repetition() -> None:
    parsed = parse_text(CONTENTS.replace("目　录\n", ""))
    assert len(parsed.headings) == 4
    assert parsed.preamble == ""


def test_contents_that_never_come_again_are_headings() -> None:
    parsed = parse_text("某条例\n目录\n第一章 总则\n第一条 甲。\n第二章 附则\n第二条 乙。\n")
    assert [part.text for part in parsed.headings] == ["第一章 总则", "第二章 附则"]


def test_title_and_preamble_stand_apart() -> None:
    parsed = parse_text("# 某条例\n\n2024年1月1日 通过\n\n<!-- INFO END -->\n\n为了某事，制定本条例。\n\n第一条 甲。\n")
    assert (parsed.title, parsed.preamble) == ("某条例", "2024年1月1日 通过\n为了某事，制定本条例。")


@pytest.mark.parametrize("first", ["第一条 甲。", "第一章 总则\n第一条 甲。", "为了某事，制定本条例。\n第一条 甲。", ""])
def test_a_text_may_have_no_title(first: str) -> None:
    assert parse_text(first).title == ""


def test_words_under_a_heading_belong_to_no_article() -> None:
    parsed = parse_text("某法\n第一章 总则\n本章所称甲，是指乙。\n第一条 甲。\n")
    assert [part.text for part in parsed.parts if isinstance(part, Prose)] == ["", "本章所称甲，是指乙。"]
    assert parsed.articles[0].text == "甲。"


def test_each_annex_stands_alone_with_its_own_articles_inside() -> None:
    source = "第一条 甲。\n第二条 乙。\n\n附件1：收费标准\n每平方米十元。\n附件2\n某实施细则\n第一条 丙。\n第二条 丁。\n"
    parsed = parse_text(source)
    assert [article.text for article in parsed.articles] == ["甲。", "乙。"]
    assert [(annex.label, annex.text.split("\n")[0]) for annex in parsed.annexes] == [
        ("附件1", "收费标准"),
        ("附件2", "某实施细则"),
    ]
    assert parsed.annexes[1].text.endswith("第二条 丁。")


def test_a_notice_before_the_text_that_it_encloses_is_its_preamble() -> None:
    parsed = parse_text("关于印发某办法的通知\n现予印发。\n附件：某办法\n\n某办法\n第一条 甲。\n第二条 乙。\n")
    assert [article.label for article in parsed.articles] == ["第一条", "第二条"]
    assert parsed.annexes == ()


@pytest.mark.parametrize("line", ["附件所列的事项，依照执行。", "附近的居民", "附件的式样由市人民政府规定。"])
def test_a_sentence_about_an_annex_begins_none(line: str) -> None:
    assert parse_text(f"第一条 甲。\n{line}\n第二条 乙。\n").articles[0].text == f"甲。\n{line}"


def test_a_text_without_articles_has_its_numbered_parts() -> None:
    parsed = parse_text(
        "关于某事的意见\n为了某事，提出意见。\n一、总体要求\n甲。\n（一）乙。\n二、主要任务\n丙。\n附件：分工表\n"
    )
    assert [(article.label, article.number, article.text) for article in parsed.articles] == [
        ("一、", 1, "总体要求\n甲。\n（一）乙。"),
        ("二、", 2, "主要任务\n丙。"),
    ]
    assert parsed.preamble == "为了某事，提出意见。"
    assert [annex.text for annex in parsed.annexes] == ["分工表"]


def test_a_plan_without_articles_has_its_sections() -> None:
    parsed = parse_text(
        "# 某规划\n\n## 第一章 基础\n\n甲。\n\n一、子\n\n### 第一节 成就\n\n乙。\n\n## 第二章 目标\n\n### 第一节 总体\n\n丙。\n"
    )
    assert [(article.label, article.text) for article in parsed.articles] == [
        ("第一章", "甲。\n一、子"),
        ("第一章第一节", "乙。"),
        ("第二章第一节", "丙。"),
    ]


def test_a_markdown_text_without_numbers_has_its_headings() -> None:
    parsed = parse_text("# 某方案\n\n说明。\n\n## 背景\n\n甲。\n\n## 措施\n\n乙。\n")
    assert [(article.label, article.text, article.number) for article in parsed.articles] == [
        ("背景", "甲。", None),
        ("措施", "乙。", None),
    ]


def test_a_text_without_any_structure_is_one_article() -> None:
    (article,) = parse_text("禁止燃放烟花爆竹的通告\n\n全市禁止燃放。\n\n违者处罚。\n").articles
    assert (article.label, article.number, article.text) == ("", None, "全市禁止燃放。\n违者处罚。")
    assert parse_text("只有一行").articles[0].text == "只有一行"


@pytest.mark.parametrize("source", ["", "\n", "  \n\u200b\n", "# 只有标题\n"])
def test_an_empty_text_has_no_articles(source: str) -> None:
    assert parse_text(source).articles == ()
    assert parse_text(source).to_source() == source
