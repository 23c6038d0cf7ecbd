"""Views of search results."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

import msgspec

SearchHitKind = Literal["consultation", "explanation", "article", "comment", "point", "feedback", "supplement", "adoption"]


class SearchHit(msgspec.Struct, frozen=True, kw_only=True):
    """One place that matches. `part`: the article id, or the number of comment, point or supplement, where there is one.

    `excerpt` is plain text around the first match, at most about 120 characters.
    """

    kind: SearchHitKind
    consultation_id: UUID
    consultation_number: str
    consultation_title: str | None
    part: str | None
    excerpt: str
    rank: float


class SearchResult(msgspec.Struct, frozen=True, kw_only=True):
    """`total` places match; `items` are those of the page asked for, best first."""

    items: tuple[SearchHit, ...]
    total: int
    page: int
    size: int
