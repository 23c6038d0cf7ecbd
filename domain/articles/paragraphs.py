"""Inside an article: paragraphs 款, items 项 （一）, sub-items 目 1."""

from __future__ import annotations

import re

import msgspec

HAN = "一二三四五六七八九十百"
_REFERENCE = "(?![、，,至到和及与或项款目的])"
_ITEM = re.compile(rf"[（(]\s*[{HAN}]{{1,4}}\s*[)）]{_REFERENCE}|[{HAN}]{{1,3}}、")
_SUBITEM = re.compile(rf"[0-9０-９]{{1,2}}(?:[.．](?![0-9０-９])|、)|[（(]\s*[0-9０-９]{{1,2}}\s*[)）]{_REFERENCE}|[①-⑳]")
_BULLET = re.compile(r"[*+-]\s+")


class Item(msgspec.Struct, frozen=True):
    """An item 项 with its label as written (`（一）甲；`), and its sub-items 目 (`1.子；`)."""

    text: str
    subitems: tuple[str, ...] = ()


class Paragraph(msgspec.Struct, frozen=True):
    """A paragraph 款 and the items 项 under it. `text` is empty where the items stand alone."""

    text: str
    items: tuple[Item, ...] = ()


def paragraphs_of(text: str) -> tuple[Paragraph, ...]:
    """The lines of an article's text as paragraphs. Digits (`1.`) without an item （一） above them are items themselves."""
    paragraphs: list[Paragraph] = []
    for line in filter(None, map(str.strip, text.splitlines())):
        unmarked = _BULLET.sub("", line, count=1) if _BULLET.match(line) else line
        if _ITEM.match(unmarked):
            _add_item(paragraphs, unmarked)
        elif _SUBITEM.match(unmarked):
            _add_subitem(paragraphs, unmarked)
        else:
            paragraphs.append(Paragraph(line))
    return tuple(paragraphs)


def _add_item(paragraphs: list[Paragraph], line: str) -> None:
    last = paragraphs.pop() if paragraphs else Paragraph("")
    paragraphs.append(Paragraph(last.text, (*last.items, Item(line))))


def _add_subitem(paragraphs: list[Paragraph], line: str) -> None:
    last = paragraphs[-1] if paragraphs else Paragraph("")
    if not last.items or not _ITEM.match(last.items[-1].text):
        _add_item(paragraphs, line)
        return
    *before, item = last.items
    paragraphs[-1] = Paragraph(last.text, (*before, Item(item.text, (*item.subitems, line))))
