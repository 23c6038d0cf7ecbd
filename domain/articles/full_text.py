"""A whole text: its source, its articles under their recorded ids, and the words that belong to no article."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

import msgspec

from domain.articles.difference import ArticleChange, compare_articles
from domain.articles.identity import IdentifiedArticle
from domain.articles.matching import match_articles
from domain.articles.numbering.levels import Depth
from domain.articles.recorded import parse_as_recorded
from domain.articles.structure import Annex, Article, Heading, ParsedText, Prose
from domain.articles.wording import text_sha256

AFTER_LAST = ""  # the place after the last article


class FullText(msgspec.Struct, frozen=True):
    """Articles 条 and annexes 附件 in order. `source` is empty where it cannot be read."""

    source: str = ""
    articles: tuple[IdentifiedArticle, ...] = ()

    @property
    def parsed(self) -> ParsedText:
        """The source in its parts, its units as they are recorded."""
        return parse_as_recorded(self.source, [article.label for article in self.articles])

    @property
    def depth(self) -> Depth | None:
        """Into which units it is taken; None for an empty text, and for one without structure."""
        return self.parsed.depth

    def text_before_articles(self) -> dict[str, tuple[Heading | Prose, ...]]:
        """Headings, and words of no article, by the id of the article that follows them; under "" those after the last."""
        found: defaultdict[str, tuple[Heading | Prose, ...]] = defaultdict(tuple)
        parsed = self.parsed
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

    The words of no article are a preamble 序言, a note 题注, headings, words under a heading: compared where both sources can be
    read. A heading that has only another number has not changed.
    """
    words: tuple[ArticleChange, ...] = ()
    if old.source and new.source:
        before, after = old.parsed, new.parsed
        passages = compare_articles(_passages(before), _passages(after))
        words = (*passages, *_compare_headings(before.headings, after.headings))
    return TextChanges(
        compare_articles(old.articles, new.articles),
        tuple(each for each in words if each.kind not in ("unchanged", "renumbered")),
    )


def _compare_headings(old: Sequence[Heading], new: Sequence[Heading]) -> tuple[ArticleChange, ...]:
    """Headings as if they were articles: their titles, without their numbers."""
    matched = match_articles([heading.title for heading in old], [heading.title for heading in new])
    ids = [f"h{matched[place] + 1}" if place in matched else f"h{len(old) + place + 1}" for place in range(len(new))]
    before = tuple(_as_article(f"h{place}", heading) for place, heading in enumerate(old, 1))
    return compare_articles(before, tuple(map(_as_article, ids, new)))


def _as_article(heading_id: str, heading: Heading) -> IdentifiedArticle:
    return IdentifiedArticle(
        heading_id, heading.label or heading.title, heading.title, (), text_sha256(heading.title), heading.number
    )


def _passages(parsed: ParsedText) -> tuple[IdentifiedArticle, ...]:
    """The words of no article as if they were articles, labelled by the heading above; those before every heading by ""."""
    words: dict[str, list[str]] = {}
    label = ""
    for part in parsed.parts:
        if isinstance(part, Heading):
            label = part.text
        elif isinstance(part, Prose) and part.text:
            words.setdefault(label, []).append(part.text)
    return tuple(_passage(label, "\n".join(texts)) for label, texts in words.items())


def _passage(label: str, text: str) -> IdentifiedArticle:
    return IdentifiedArticle(f"w{text_sha256(label)[:12]}", label, text, (), text_sha256(text), None)
