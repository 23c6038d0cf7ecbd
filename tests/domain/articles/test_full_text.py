"""A whole text: every word of it stands somewhere, and a change in words of no article is seen."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from domain.articles.full_text import FullText, compare_texts
from domain.articles.identity import assign_ids
from domain.articles.parse import parse_text
from domain.articles.structure import Contents, Heading
from tests.real_texts import legal_texts

TEXT = """# 夜市管理办法

（2026年3月1日起草）

为了繁荣夜市，特制定本办法。

第一章 总则

本章规定适用范围。

第一条 夜市，是指夜间集中经营的场所。

第二章 附则

第二条 本办法自公布之日起施行。

附件1

夜市名单。
"""


def whole(source: str) -> FullText:
    return FullText(source, assign_ids(parse_text(source)))


def said(text: FullText) -> dict[str, list[str]]:
    return {place: [part.text for part in parts] for place, parts in text.text_before_articles().items()}


def test_headings_and_words_of_no_article_stand_before_what_follows_them() -> None:
    assert said(whole(TEXT)) == {
        "a1": ["（2026年3月1日起草）\n为了繁荣夜市，特制定本办法。", "第一章 总则", "本章规定适用范围。"],
        "a2": ["第二章 附则"],
        "a3": [],
        "": [],
    }


def test_words_after_the_last_article_and_an_unreadable_text_have_their_places_too() -> None:
    assert said(whole("第一条 甲。\n\n第二章 附则\n\n另行规定。\n"))[""] == ["第二章 附则", "另行规定。"]
    assert said(FullText()) == {"": []}
    articles = whole(TEXT).articles
    assert FullText("", articles).text_before_articles() == {"a1": (), "a2": (), "a3": (), "": ()}


def test_a_text_read_in_other_articles_than_recorded_places_words_by_label() -> None:
    text = whole(TEXT)
    assert said(FullText(TEXT, text.articles[1:2]))["a2"] == ["第二章 附则"]


def test_a_change_in_words_of_no_article_is_seen_with_the_heading_above() -> None:
    old, new = whole(TEXT), whole(TEXT.replace("繁荣", "规范").replace("本章规定适用范围。\n\n", ""))
    assert compare_texts(old, old).words == ()
    changed, removed = compare_texts(old, new).words
    assert compare_texts(FullText(), new).words == ()
    assert (changed.kind, changed.old and changed.old.label) == ("changed", "")
    assert [span.text for span in changed.spans if span.op == "insert"] == ["规范"]
    assert (removed.kind, removed.old and removed.old.label, removed.new) == ("removed", "第一章 总则", None)
    assert changed.id != removed.id


@pytest.mark.real
@pytest.mark.parametrize("file", legal_texts(), ids=lambda file: file.stem)
def test_every_word_of_a_real_text_is_in_an_article_or_stands_before_one(file: Path) -> None:
    source = file.read_bytes().decode()
    text, parsed = whole(source), parse_text(source)
    standing = text.text_before_articles()
    shown = [parsed.title, *(part.source for part in parsed.parts if isinstance(part, Contents))]
    for article in text.articles:
        shown += [*(part.text for part in standing[article.id]), article.label, article.text]
    shown += [part.text for part in standing[""]]
    assert letters("".join(shown)) == letters(source)
    assert sum(isinstance(part, Heading) for parts in standing.values() for part in parts) == len(parsed.headings)


def letters(text: str) -> list[str]:
    """Every sign but spaces, visible or not, marks of Markdown and comments of HTML, whatever the order."""
    return sorted(re.sub(r"<!--.*?-->|[\s\u200b#*_]", "", text, flags=re.DOTALL))
