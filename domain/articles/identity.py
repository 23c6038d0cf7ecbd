"""Stable ids of articles: an article keeps its id in the next version when it is the same, renumbered or revised."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import count

import msgspec

from domain.articles.matching import match_articles
from domain.articles.paragraphs import Paragraph, paragraphs_of
from domain.articles.structure import Annex, Article, ParsedText
from domain.articles.wording import text_sha256

_GIVEN = re.compile(r"a([1-9][0-9]*)")


class IdentifiedArticle(msgspec.Struct, frozen=True):
    """An article with its id for all versions of a text. `sha256` (hex) is of its normalised text without its label.

    A cross-reference renumbered inside the text (依照第六条 → 依照第七条) is a change of the text.
    """

    id: str
    label: str
    text: str
    path: tuple[str, ...]
    sha256: str
    number: int | None

    @property
    def anchor(self) -> str:
        """The HTML id and URL fragment: unique within a page that shows one version."""
        return self.id

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """The paragraphs 款 with their items 项 and sub-items 目."""
        return paragraphs_of(self.text)


def assign_ids(
    parsed: ParsedText, previous: Sequence[IdentifiedArticle] = (), *, retired: Collection[str] = ()
) -> tuple[IdentifiedArticle, ...]:
    """The articles of a text, then its annexes, with ids: `a1`, `a2`, … in a first version.

    Against the `previous` version an article keeps the id of the one it repeats or revises (see `matching`). Others get the
    next number above every id in `previous` and `retired`: give in `retired` the ids of all earlier versions, so that the id
    of a removed article never comes back.
    """
    units: tuple[Article | Annex, ...] = (*parsed.articles, *parsed.annexes)
    kept = match_articles([article.text for article in previous], [unit.text for unit in units])
    fresh = _fresh_ids([*(article.id for article in previous), *retired])
    return tuple(
        _identified(unit, previous[kept[place]].id if place in kept else next(fresh)) for place, unit in enumerate(units)
    )


def assign_known_ids(
    parsed: ParsedText, ids: Sequence[str | None], *, retired: Collection[str] = ()
) -> tuple[IdentifiedArticle, ...]:
    """The articles of a text, then its annexes, under ids that are known; where None, the next number above every id used."""
    units: tuple[Article | Annex, ...] = (*parsed.articles, *parsed.annexes)
    fresh = _fresh_ids([*(known for known in ids if known), *retired])
    return tuple(_identified(unit, known or next(fresh)) for unit, known in zip(units, ids, strict=True))


def _fresh_ids(used: Iterable[str]) -> Iterator[str]:
    given = (int(found[1]) for used_id in used if (found := _GIVEN.fullmatch(used_id)))
    return (f"a{number}" for number in count(max(given, default=0) + 1))


def _identified(unit: Article | Annex, article_id: str) -> IdentifiedArticle:
    path, number = (unit.path, unit.number) if isinstance(unit, Article) else ((), None)
    return IdentifiedArticle(article_id, unit.label, unit.text, path, text_sha256(unit.text), number)
