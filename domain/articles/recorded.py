"""A text read again as it was recorded: into the same units, whatever depth was chosen for it."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from domain.articles.identity import IdentifiedArticle, assign_ids
from domain.articles.numbering.levels import Depth
from domain.articles.parse import parse_text
from domain.articles.structure import ParsedText
from domain.values import ArticleDigest


def parse_as_recorded(source: str, labels: Sequence[str]) -> ParsedText:
    """The text at the depth at which its articles and annexes have these labels; as it is usually read where none fits."""
    usual = parse_text(source)
    if labels_of(usual) == tuple(labels):
        return usual
    others = (parse_text(source, depth) for depth in Depth)
    return next((parsed for parsed in others if labels_of(parsed) == tuple(labels)), usual)


def labels_of(parsed: ParsedText) -> tuple[str, ...]:
    """Of the articles, then of the annexes."""
    return (*(article.label for article in parsed.articles), *(annex.label for annex in parsed.annexes))


def as_recorded(source: str, digests: Sequence[ArticleDigest]) -> tuple[IdentifiedArticle, ...]:
    """The articles under the ids recorded for them, with the words that the source has; none for what is not found there."""
    parsed = assign_ids(parse_as_recorded(source, [digest.label for digest in digests])) if source else ()
    in_order = len(parsed) == len(digests)
    by_label = {article.label: article for article in reversed(parsed)}
    found = (parsed[place] if in_order else by_label.get(digest.label) for place, digest in enumerate(digests))
    return tuple(_under_recorded_id(digest, article) for digest, article in zip(digests, found, strict=True))


def _under_recorded_id(digest: ArticleDigest, found: IdentifiedArticle | None) -> IdentifiedArticle:
    if found is None:
        return IdentifiedArticle(digest.id, digest.label, "", (), digest.sha256, None)
    return msgspec.structs.replace(found, id=digest.id, label=digest.label, sha256=digest.sha256)
