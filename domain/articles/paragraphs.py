"""Paragraphs 款, items 项 and sub-items 目 inside an article's text."""

from __future__ import annotations

import re

from domain.articles.numerals import NUMERAL
from domain.articles.structure import Item, Paragraph

ITEM = re.compile(rf"^[（(](?:{NUMERAL})[）)]")
SUBITEM = re.compile(r"^(?:\d+[.．、]|[（(]\d+[）)]|[①-⑳])")


def paragraphs_of(text: str) -> tuple[Paragraph, ...]:
    """Each line of an article is a paragraph, an item of the paragraph before, or a sub-item of the item before."""
    paragraphs: list[tuple[str, list[tuple[str, list[str]]]]] = []
    for line in text.split("\n"):
        if SUBITEM.match(line) and paragraphs and paragraphs[-1][1]:
            paragraphs[-1][1][-1][1].append(line)
        elif ITEM.match(line) and paragraphs:
            paragraphs[-1][1].append((line, []))
        elif line:
            paragraphs.append((line, []))
    return tuple(Paragraph(head, tuple(Item(item, tuple(subs)) for item, subs in items)) for head, items in paragraphs)
