"""Inside an article: paragraphs 款, items 项, sub-items 目."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.articles.paragraphs import Item, Paragraph, paragraphs_of


def test_each_line_is_a_paragraph() -> None:
    assert paragraphs_of("甲。\n\n乙。") == (Paragraph("甲。"), Paragraph("乙。"))


@pytest.mark.parametrize("label", ["（一）", "(一)", "（十一）", "一、"])
def test_an_item_belongs_to_the_paragraph_above(label: str) -> None:
    assert paragraphs_of(f"下列情形：\n{label}甲；") == (Paragraph("下列情形：", (Item(f"{label}甲；"),)),)


@pytest.mark.parametrize("label", ["1.", "2．", "3、", "(1)", "（２）", "①"])
def test_a_subitem_belongs_to_the_item_above(label: str) -> None:
    assert paragraphs_of(f"（一）甲：\n{label}子；") == (Paragraph("", (Item("（一）甲：", (f"{label}子；",)),)),)


def test_digits_without_an_item_above_are_items() -> None:
    assert paragraphs_of("下列情形：\n1.甲；\n2.乙。") == (Paragraph("下列情形：", (Item("1.甲；"), Item("2.乙。"))),)


def test_a_paragraph_after_items_stands_alone() -> None:
    assert paragraphs_of("下列：\n（一）甲。\n前款另有规定的除外。")[1] == Paragraph("前款另有规定的除外。")


@pytest.mark.parametrize("line", ["（一）、（二）项的规定", "（一）项所列", "1.5米以上", "2024年起", "（以下简称甲）"])
def test_a_reference_or_a_measure_is_no_item(line: str) -> None:
    assert paragraphs_of(f"甲。\n{line}") == (Paragraph("甲。"), Paragraph(line))


def test_a_bullet_before_an_item_is_left_out() -> None:
    assert paragraphs_of("下列：\n- （一）甲；\n- 乙") == (Paragraph("下列：", (Item("（一）甲；"),)), Paragraph("- 乙"))


@given(st.lists(st.sampled_from(["甲。", "（一）乙；", "1.子；", "（二）丙。", "(1)丑"])))
def test_no_line_is_lost(lines: list[str]) -> None:
    found = []
    for paragraph in paragraphs_of("\n".join(lines)):
        found += [paragraph.text] if paragraph.text else []
        for item in paragraph.items:
            found += [item.text, *item.subitems]
    assert found == lines
