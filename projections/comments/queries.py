"""What the comment register is asked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import msgspec

from domain.values import Blob
from projections.comments.views import CommentView
from projections.points.of_comments import points_of_comments
from projections.points.views import PointView

__all__ = ["CommentView", "comment", "comment_by_id", "comments_after", "comments_count"]

AFTER = """
SELECT m.*, coalesce(r.comments, 0) AS repeats
FROM read.comments m JOIN read.consultations c USING (consultation_id)
LEFT JOIN read.text_repeats r USING (consultation_id, text_hash)
WHERE m.consultation_id = $1 AND c.published_at IS NOT NULL AND m.number > $2
    AND ($3::text IS NULL OR $3 = ANY(m.articles))
    AND ($4::text IS NULL OR m.respondent_kind = $4)
    AND ($5::text IS NULL OR CASE WHEN $5 = 'unanswered'
        THEN NOT m.answered AND m.status IN ('published', 'withheld')
        ELSE EXISTS (SELECT FROM read.point_comments l JOIN read.points p USING (point_id)
            WHERE l.comment_id = m.comment_id AND p.published AND p.kind = $5) END)
ORDER BY m.number LIMIT $6
"""

COUNT = """
SELECT count(*) FROM read.comments m JOIN read.consultations c USING (consultation_id)
WHERE m.consultation_id = $1 AND c.published_at IS NOT NULL
    AND ($2::text IS NULL OR $2 = ANY(m.articles))
    AND ($3::text IS NULL OR m.respondent_kind = $3)
    AND ($4::text IS NULL OR CASE WHEN $4 = 'unanswered'
        THEN NOT m.answered AND m.status IN ('published', 'withheld')
        ELSE EXISTS (SELECT FROM read.point_comments l JOIN read.points p USING (point_id)
            WHERE l.comment_id = m.comment_id AND p.published AND p.kind = $4) END)
"""

ONE = """
SELECT m.*, coalesce(r.comments, 0) AS repeats
FROM read.comments m JOIN read.consultations c USING (consultation_id)
LEFT JOIN read.text_repeats r USING (consultation_id, text_hash)
WHERE c.published_at IS NOT NULL
"""

BY_NUMBER = ONE + " AND m.consultation_id = $1 AND m.number = $2"
BY_ID = ONE + " AND m.comment_id = $1"

RECEIVED = """
SELECT l.received FROM read.ledgers l JOIN read.consultations c USING (consultation_id)
WHERE l.consultation_id = $1 AND c.published_at IS NOT NULL
"""

_blobs = msgspec.json.Decoder(tuple[Blob, ...])

COLUMNS = tuple(name for name in CommentView.__struct_fields__ if name not in ("articles", "attachments", "points"))


async def comments_after(
    db: Any,
    consultation_id: UUID | str,
    *,
    after: int = 0,
    limit: int = 100,
    article: str | None = None,
    disposition: str | None = None,
    respondent: str | None = None,
) -> tuple[CommentView, ...]:
    """Up to `limit` comments with a number greater than `after`, in order of number, whatever their status.

    `disposition`: gathered by a published point with it, or `unanswered`. `respondent`: kind of respondent.
    """
    rows = await db.fetch(AFTER, consultation_id, after, article, respondent, disposition, limit)
    return await _views(db, rows)


async def comment(db: Any, consultation_id: UUID | str, number: int) -> CommentView | None:
    """The n-th comment of a published decision."""
    views = await _views(db, await db.fetch(BY_NUMBER, consultation_id, number))
    return views[0] if views else None


async def comment_by_id(db: Any, comment_id: UUID | str) -> CommentView | None:
    """The comment with this id, of a published decision."""
    views = await _views(db, await db.fetch(BY_ID, comment_id))
    return views[0] if views else None


async def comments_count(
    db: Any,
    consultation_id: UUID | str,
    *,
    article: str | None = None,
    disposition: str | None = None,
    respondent: str | None = None,
) -> int:
    """How many comments the same filters of `comments_after` leave."""
    if article is None and disposition is None and respondent is None:
        return await db.fetchval(RECEIVED, consultation_id) or 0
    count: int = await db.fetchval(COUNT, consultation_id, article, respondent, disposition)
    return count


async def _views(db: Any, rows: Sequence[Any]) -> tuple[CommentView, ...]:
    points = await points_of_comments(db, [row["comment_id"] for row in rows if row["answered"]])
    return tuple(_view(row, points.get(row["comment_id"], ())) for row in rows)


def _view(row: Any, points: Sequence[PointView]) -> CommentView:
    facts = {name: row[name] for name in COLUMNS}
    facts |= {"articles": tuple(row["articles"]), "attachments": _blobs.decode(row["attachments"]), "points": tuple(points)}
    return msgspec.convert(facts, CommentView)
