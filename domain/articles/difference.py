"""What became of each article between two versions of a text, with the words inserted and deleted."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Literal

import msgspec

from domain.articles.identity import IdentifiedArticle
from domain.articles.spans import Operation, Span, difference_spans

__all__ = ["ArticleChange", "ChangeKind", "Operation", "Span", "compare_articles", "difference_spans"]

ChangeKind = Literal["unchanged", "renumbered", "changed", "added", "removed"]


class ArticleChange(msgspec.Struct, frozen=True):
    """What became of one article; `spans` lead from the old text to the new.

    `renumbered`: the same words under another label; a changed article may have another label as well. `moved`: it stands in
    another order among the articles of both texts. An internal reference changed by renumbering is a change of the text.
    """

    kind: ChangeKind
    id: str
    old: IdentifiedArticle | None
    new: IdentifiedArticle | None
    spans: tuple[Span, ...]
    moved: bool = False


def compare_articles(old: Sequence[IdentifiedArticle], new: Sequence[IdentifiedArticle]) -> tuple[ArticleChange, ...]:
    """Every article of both texts by its id, in the order of the new one; a removed one after the one that it followed."""
    olds = {article.id: article for article in old}
    moved = _moved(tuple(olds), [article.id for article in new])
    removed = _removed_after(old, {article.id for article in new})
    changes = [*removed[""]]
    for article in new:
        changes.append(_change(olds.get(article.id), article, moved=article.id in moved))
        changes += removed[article.id]
    return tuple(changes)


def _change(old: IdentifiedArticle | None, new: IdentifiedArticle, *, moved: bool) -> ArticleChange:
    if old is None:
        return ArticleChange("added", new.id, None, new, difference_spans("", new.text))
    if old.sha256 != new.sha256:
        return ArticleChange("changed", new.id, old, new, difference_spans(old.text, new.text), moved)
    kind: ChangeKind = "unchanged" if old.label == new.label else "renumbered"
    return ArticleChange(kind, new.id, old, new, difference_spans(new.text, new.text), moved)


def _removed_after(old: Sequence[IdentifiedArticle], kept: Collection[str]) -> Mapping[str, list[ArticleChange]]:
    """The removed articles by the id of the kept one before them, or "" before the first."""
    removed: defaultdict[str, list[ArticleChange]] = defaultdict(list)
    before = ""
    for article in old:
        if article.id in kept:
            before = article.id
        else:
            removed[before].append(ArticleChange("removed", article.id, article, None, difference_spans(article.text, "")))
    return removed


def _moved(old: Sequence[str], new: Sequence[str]) -> set[str]:
    """The fewest ids whose moving puts the common ones into the order of `new`."""
    places = {article_id: place for place, article_id in enumerate(old)}
    common = [article_id for article_id in new if article_id in places]
    lowest: list[int] = []  # for each length of an ascending run, the lowest place it can end with
    lengths = []
    for article_id in common:
        length = bisect_left(lowest, places[article_id])
        lowest[length : length + 1] = [places[article_id]]
        lengths.append(length + 1)
    moved, wanted, following = set(), len(lowest), len(old)
    for article_id, length in zip(reversed(common), reversed(lengths), strict=True):
        if length == wanted and places[article_id] < following:
            wanted, following = wanted - 1, places[article_id]
        else:
            moved.add(article_id)
    return moved
