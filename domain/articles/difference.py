"""Comparison of two versions, article by article; inside an article by tokens, not characters of a word."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Literal

import msgspec

from domain.articles.identity import IdentifiedArticle

TOKEN = re.compile(r"[〇零一二两三四五六七八九十百千万亿]+|\d+(?:\.\d+)?|[A-Za-z]+|\s+|.", re.S)
Operation = Literal["equal", "insert", "delete"]
ChangeKind = Literal["unchanged", "renumbered", "changed", "added", "removed"]


class Span(msgspec.Struct, frozen=True):
    op: Operation
    text: str


class ArticleChange(msgspec.Struct, frozen=True):
    """What became of one article. `spans` lead from the old text to the new one."""

    kind: ChangeKind
    id: str
    old: IdentifiedArticle | None
    new: IdentifiedArticle | None
    spans: tuple[Span, ...]


def compare(old: Sequence[IdentifiedArticle], new: Sequence[IdentifiedArticle]) -> tuple[ArticleChange, ...]:
    """Every article of both versions, in the order of the new one; a removed one stands where it stood in the old.

    An internal reference that changes because of renumbering is a change of the text.
    """
    before = {article.id: article for article in old}
    after = {article.id for article in new}
    changes = [_change(before.get(article.id), article) for article in new]
    for place, article in enumerate(old):
        if article.id not in after:
            changes.insert(_place(changes, old[:place]), _change(article, None))
    return tuple(changes)


def _place(changes: Sequence[ArticleChange], earlier: Sequence[IdentifiedArticle]) -> int:
    """Behind the last article that already stands there and stood before."""
    known = {article.id for article in earlier}
    return max((place + 1 for place, change in enumerate(changes) if change.id in known), default=0)


def _change(old: IdentifiedArticle | None, new: IdentifiedArticle | None) -> ArticleChange:
    if new is None:
        assert old is not None
        return ArticleChange("removed", old.id, old, None, (Span("delete", old.text),))
    if old is None:
        return ArticleChange("added", new.id, None, new, (Span("insert", new.text),))
    if old.sha256 == new.sha256:
        kind: ChangeKind = "unchanged" if old.label == new.label else "renumbered"
        return ArticleChange(kind, new.id, old, new, (Span("equal", new.text),))
    return ArticleChange("changed", new.id, old, new, spans(old.text, new.text))


def spans(old: str, new: str) -> tuple[Span, ...]:
    """Deletions and insertions that lead from `old` to `new`; both texts can be read from them."""
    before, after = TOKEN.findall(old), TOKEN.findall(new)
    found: list[Span] = []
    for tag, start, end, new_start, new_end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(Span("equal", "".join(before[start:end])))
            continue
        if end > start:
            found.append(Span("delete", "".join(before[start:end])))
        if new_end > new_start:
            found.append(Span("insert", "".join(after[new_start:new_end])))
    return tuple(found)
