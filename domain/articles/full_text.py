"""A whole text: its source, its articles under their recorded ids, and the words that belong to no article."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import msgspec

from domain.articles.difference import ArticleChange, compare_articles
from domain.articles.identity import IdentifiedArticle
from domain.articles.parse import parse_text
from domain.articles.structure import Annex, Article, Heading, ParsedText, Prose
from domain.articles.wording import text_sha256

AFTER_LAST = ""  # the place after the last article


class FullText(msgspec.Struct, frozen=True):
    """Articles 条 and annexes 附件 in order. `source` is empty where it cannot be read."""

    source: str = ""
    articles: tuple[IdentifiedArticle, ...] = ()

    def text_before_articles(self) -> dict[str, tuple[Heading | Prose, ...]]:
        """Headings, and words of no article, by the id of the article that follows them; under "" those after the last."""
        found: defaultdict[str, tuple[Heading | Prose, ...]] = defaultdict(tuple)
        parsed = parse_text(self.source)
        ids, waiting = self._ids(parsed), list[Heading | Prose]()
        for part in parsed.parts:
            if isinstance(part, Article | Annex):
                found[next(ids)] += tuple(waiting)
                waiting.clear()
            elif isinstance(part, Heading) or (isinstance(part, Prose) and part.text):
                waiting.append(part)
        found[AFTER_LAST] += tuple(waiting)
        return {article.id: found[article.id] for article in self.articles} | {AFTER_LAST: found[AFTER_LAST]}

    def _ids(self, parsed: ParsedText) -> Iterator[str]:
        """The recorded id of each article and annex as it is read now; by its label where they are not as many."""
        units: tuple[Article | Annex, ...] = (*parsed.articles, *parsed.annexes)
        if len(units) == len(self.articles):
            return (article.id for article in self.articles)
        by_label = {article.label: article.id for article in reversed(self.articles)}
        return (by_label.get(unit.label, AFTER_LAST) for unit in units)


class TextChanges(msgspec.Struct, frozen=True):
    """What became of every article; and what changed in the words of none, by the heading above them."""

    articles: tuple[ArticleChange, ...] = ()
    words: tuple[ArticleChange, ...] = ()


def compare_texts(old: FullText, new: FullText) -> TextChanges:
    """Two versions of a text.

    The words of no article are a preamble 序言, a note 题注, words under a heading: compared where both sources can be read.
    """
    words = compare_articles(_passages(old.source), _passages(new.source)) if old.source and new.source else ()
    return TextChanges(
        compare_articles(old.articles, new.articles), tuple(change for change in words if change.kind != "unchanged")
    )


def _passages(source: str) -> tuple[IdentifiedArticle, ...]:
    """The words of no article as if they were articles, labelled by the heading above; those before every heading by ""."""
    words: dict[str, list[str]] = {}
    label = ""
    for part in parse_text(source).parts:
        if isinstance(part, Heading):
            label = part.text
        elif isinstance(part, Prose) and part.text:
            words.setdefault(label, []).append(part.text)
    return tuple(_passage(label, "\n".join(texts)) for label, texts in words.items())


def _passage(label: str, text: str) -> IdentifiedArticle:
    return IdentifiedArticle(f"w{text_sha256(label)[:12]}", label, text, (), text_sha256(text), None)
