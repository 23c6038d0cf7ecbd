"""Stable ids of articles: the same article keeps its id in the next version, renumbered or revised."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from hashlib import sha256

import msgspec

from domain.articles.structure import Article, Paragraph, ParsedText

SIMILAR = 0.5  # least share of common bigrams (Dice) for a revised article to be taken for the same
_IGNORED = re.compile(r"[\s\u3000*_#>]+")
_ID = re.compile(r"^a(\d+)$")


class IdentifiedArticle(msgspec.Struct, frozen=True):
    """An article under its stable id. `sha256` (hex) is over the text without the label: renumbering does not change it."""

    id: str
    label: str
    text: str
    path: tuple[str, ...]
    sha256: str
    number: int | None

    @property
    def anchor(self) -> str:
        return self.id

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        from domain.articles.paragraphs import paragraphs_of

        return paragraphs_of(self.text)


def normal_form(text: str) -> str:
    """The text as it is compared: compatibility forms folded, white space and marks of emphasis left out."""
    return _IGNORED.sub("", unicodedata.normalize("NFKC", text))


def identified(
    parsed: ParsedText, previous: Sequence[IdentifiedArticle] = (), *, retired: Iterable[str] = ()
) -> tuple[IdentifiedArticle, ...]:
    """The articles with their ids: those of `previous` where an article is the same, renumbered or a revised form of it.

    A new article gets `a<n>`, n beyond every id of `previous` and of `retired` (ids of all earlier versions).
    """
    articles = parsed.articles
    matched = _exact(articles, previous)
    matched |= _similar(articles, previous, matched)
    fresh = _fresh_number([*(article.id for article in previous), *retired])
    result = []
    for place, article in enumerate(articles):
        if place in matched:
            result.append(_identified(article, matched[place]))
        else:
            result.append(_identified(article, f"a{fresh}"))
            fresh += 1
    return tuple(result)


def _identified(article: Article, article_id: str) -> IdentifiedArticle:
    digest = sha256(normal_form(article.text).encode()).hexdigest()
    return IdentifiedArticle(article_id, article.label, article.text, article.path, digest, article.number)


def _fresh_number(used: Iterable[str]) -> int:
    return max((int(found[1]) for item in used if (found := _ID.match(item))), default=0) + 1


def _exact(articles: Sequence[Article], previous: Sequence[IdentifiedArticle]) -> dict[int, str]:
    """Articles whose text is unchanged; equal texts are paired in their order."""
    waiting: dict[str, list[str]] = {}
    for old in previous:
        waiting.setdefault(old.sha256, []).append(old.id)
    matched = {}
    for place, article in enumerate(articles):
        digest = sha256(normal_form(article.text).encode()).hexdigest()
        if waiting.get(digest):
            matched[place] = waiting[digest].pop(0)
    return matched


def _similar(articles: Sequence[Article], previous: Sequence[IdentifiedArticle], matched: dict[int, str]) -> dict[int, str]:
    """Of what is left, the most similar pairs first; at equal similarity the nearest in place."""
    taken = set(matched.values())
    old = {place: _bigrams(item.text) for place, item in enumerate(previous) if item.id not in taken}
    new = {place: _bigrams(item.text) for place, item in enumerate(articles) if place not in matched}
    pairs = [
        (score, -abs(place - other), place, other)
        for place, grams in new.items()
        for other, others in old.items()
        if (score := _dice(grams, others)) >= SIMILAR
    ]
    found: dict[int, str] = {}
    used: set[int] = set()
    for _, _, place, other in sorted(pairs, reverse=True):
        if place not in found and other not in used:
            found[place] = previous[other].id
            used.add(other)
    return found


def _bigrams(text: str) -> frozenset[str]:
    form = normal_form(text)
    return frozenset(form[start : start + 2] for start in range(max(len(form) - 1, 1)))


def _dice(one: frozenset[str], other: frozenset[str]) -> float:
    return 2 * len(one & other) / ((len(one) + len(other)) or 1)
