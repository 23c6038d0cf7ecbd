"""Every article is found, in order, and nothing is lost."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from domain.articles.parse import parse_text
from domain.articles.structure import Heading


@given(st.text())
def test_any_text_comes_out_as_it_went_in(source: str) -> None:
    assert parse_text(source).to_source() == source


@given(
    st.lists(
        st.sampled_from(
            ["第一章 总则\n", "第一条 为了\n", "第二条\u3000适用\r\n", "（一）甲；\n", "\n", "附件\n", "目录\n", "第三条说"]
        )
    )
)
def test_any_order_of_legal_lines_comes_out_as_it_went_in(lines: list[str]) -> None:
    source = "".join(lines)
    assert parse_text(source).to_source() == source


def test_chapters_sections_and_articles_are_told_apart() -> None:
    parsed = parse_text("# 某办法\n\n第一章　总则\n第一条　甲。\n第二章 分则\n第一节 其一\n第二条 乙。\n第三条 丙。\n")
    assert [(article.label, article.text, article.path) for article in parsed.articles] == [
        ("第一条", "甲。", ("第一章 总则",)),
        ("第二条", "乙。", ("第二章 分则", "第一节 其一")),
        ("第三条", "丙。", ("第二章 分则", "第一节 其一")),
    ]
    assert parsed.title == "某办法"


def test_an_article_has_paragraphs_items_and_subitems() -> None:
    text = "第一条 应当符合下列条件：\n（一）甲：\n1.子；\n2.丑；\n（二）乙。\n另有规定的除外。\n"
    (article,) = parse_text(text).articles
    first, second = article.paragraphs
    assert first.text == "应当符合下列条件："
    assert [(item.text, item.subitems) for item in first.items] == [("（一）甲：", ("1.子；", "2.丑；")), ("（二）乙。", ())]
    assert (second.text, second.items) == ("另有规定的除外。", ())


def test_a_reference_at_the_start_of_a_line_is_no_article() -> None:
    parsed = parse_text("根据《某法》第三十条\n第三十一条的决定修正\n第一条 甲。\n依照\n第九条的规定执行。\n第二条 乙。\n")
    assert [article.label for article in parsed.articles] == ["第一条", "第二条"]
    assert "第九条的规定执行。" in parsed.articles[0].text


def test_a_table_of_contents_is_no_chapter() -> None:
    parsed = parse_text("某条例\n目录\n第一章 总则\n第二章 附则\n第一章 总则\n第一条 甲。\n第二章 附则\n第二条 乙。\n")
    assert [part.text for part in parsed.parts if isinstance(part, Heading)] == ["第一章 总则", "第二章 附则"]
    assert [article.path for article in parsed.articles] == [("第一章 总则",), ("第二章 附则",)]


def test_an_inserted_article_and_bold_labels_are_found() -> None:
    parsed = parse_text("**第一条** 甲。\n**第一条之一** 乙。\n**第二条** 丙。\n")
    assert [(article.number, article.inserted, article.text) for article in parsed.articles] == [
        (1, 0, "甲。"),
        (1, 1, "乙。"),
        (2, 0, "丙。"),
    ]
