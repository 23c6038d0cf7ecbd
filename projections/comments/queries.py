"""Queries on the comment register."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import msgspec

from domain.values import Blob
from projections.comments.views import CommentView
from projections.points.by_comment import points_of_comments
from projections.points.views import PointView
from projections.rows.comment import Revision

__all__ = ["CommentView", "comment", "comment_by_id", "comments_after"]

# Numbers of the comments that fit, by the index that leads straight to them; then the rows of that page alone.
PAGE = """
SELECT m.*, m.covered AND NOT m.pending AND w.feedback_published AS answered, coalesce(r.comments, 0) AS repeats
FROM read.comments m JOIN read.ledgers w USING (consultation_id) JOIN read.consultations c USING (consultation_id)
LEFT JOIN read.text_repeats r USING (consultation_id, text_hash)
WHERE c.published_at IS NOT NULL
"""
FOUND = " AND m.consultation_id = $1 AND m.number IN (SELECT f.number FROM ("
IN_ORDER = " ORDER BY number LIMIT $6) f) ORDER BY m.number"

FITTING = """
AND ($3::text IS NULL OR $3 = ANY(n.articles)) AND ($4::text IS NULL OR n.respondent_kind = $4)
AND ($5::text IS NULL OR CASE WHEN $5 = 'unanswered'
    THEN NOT (n.covered AND NOT n.pending AND l.feedback_published) AND n.status IN ('published', 'withheld')
    ELSE EXISTS (SELECT FROM read.point_comments g JOIN read.points p USING (point_id)
        WHERE g.comment_id = n.comment_id AND NOT g.pending AND p.published AND p.kind = $5) END)
"""
BY_NUMBER_AFTER = """
SELECT n.number FROM read.ledgers l JOIN read.comments n USING (consultation_id)
WHERE l.consultation_id = $1 AND n.consultation_id = $1 AND n.number > $2
"""
NAMING_ARTICLE = """
SELECT a.number FROM read.ledgers l JOIN read.comment_articles a USING (consultation_id)
JOIN read.comments n ON n.consultation_id = $1 AND n.number = a.number
WHERE l.consultation_id = $1 AND a.consultation_id = $1 AND a.article_id = $3 AND a.number > $2
"""
NAMING_ARTICLE_OF_RESPONDENT = NAMING_ARTICLE + " AND a.respondent_kind = $4"
UNCOVERED = BY_NUMBER_AFTER + " AND (NOT n.covered OR n.pending) AND n.status IN ('published', 'withheld')"
OF_RESPONDENT = BY_NUMBER_AFTER + " AND n.respondent_kind = $4"
SCREENED = """
SELECT n.number FROM read.ledgers l, unnest(ARRAY['published', 'withheld']) AS s (status), LATERAL (
    SELECT i.* FROM read.comments i WHERE i.consultation_id = $1 AND i.status = s.status AND i.number > $2
    ORDER BY i.number LIMIT $6) n
WHERE l.consultation_id = $1
"""
GATHERED = """
SELECT DISTINCT g.number FROM read.ledgers l, read.points d, LATERAL (
    SELECT i.* FROM read.point_comments i WHERE i.point_id = d.point_id AND i.number > $2 AND NOT i.pending
    ORDER BY i.number LIMIT CASE WHEN $3::text IS NULL AND $4::text IS NULL THEN $6::bigint END) g
JOIN read.comments n ON n.comment_id = g.comment_id
WHERE l.consultation_id = $1 AND d.consultation_id = $1 AND d.published AND d.kind = $5
"""
LISTS = {
    way: PAGE + FOUND + found + FITTING + IN_ORDER
    for way, found in (
        ("all", BY_NUMBER_AFTER),
        ("article", NAMING_ARTICLE),
        ("article of respondent", NAMING_ARTICLE_OF_RESPONDENT),
        ("respondent", OF_RESPONDENT),
        ("screened", SCREENED),
        ("uncovered", UNCOVERED),
        ("gathered", GATHERED),
    )
}

BY_NUMBER = PAGE + " AND m.consultation_id = $1 AND m.number = $2"
BY_ID = PAGE + " AND m.comment_id = $1"
ANSWERED = "SELECT feedback_published FROM read.ledgers WHERE consultation_id = $1"

_blobs = msgspec.json.Decoder(tuple[Blob, ...])
_revisions = msgspec.json.Decoder(tuple[Revision, ...])

DECODED = ("articles", "attachments", "revisions", "points")
COLUMNS = tuple(name for name in CommentView.__struct_fields__ if name not in DECODED)


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
    way = await _way(db, consultation_id, article, disposition, respondent)
    return await _views(db, await db.fetch(LISTS[way], consultation_id, after, article, respondent, disposition, limit))


async def _way(db: Any, consultation_id: UUID | str, article: str | None, disposition: str | None, respondent: str | None) -> str:
    """The list in which the fewest comments are passed over."""
    if disposition and disposition != "unanswered":
        return "gathered"
    if disposition and await db.fetchval(ANSWERED, consultation_id):
        return "uncovered"
    if article is not None:
        return "article of respondent" if respondent else "article"
    return "respondent" if respondent else "screened" if disposition else "all"


async def comment(db: Any, consultation_id: UUID | str, number: int) -> CommentView | None:
    """The n-th comment of a published decision."""
    views = await _views(db, await db.fetch(BY_NUMBER, consultation_id, number))
    return views[0] if views else None


async def comment_by_id(db: Any, comment_id: UUID | str) -> CommentView | None:
    """The comment with this id, of a published decision."""
    views = await _views(db, await db.fetch(BY_ID, comment_id))
    return views[0] if views else None


async def _views(db: Any, rows: Sequence[Any]) -> tuple[CommentView, ...]:
    points = await points_of_comments(db, [row["comment_id"] for row in rows if row["answered"]])
    return tuple(_view(row, points.get(row["comment_id"], ())) for row in rows)


def _view(row: Any, points: Sequence[PointView]) -> CommentView:
    facts = {name: row[name] for name in COLUMNS}
    facts |= {"articles": tuple(row["articles"]), "attachments": _blobs.decode(row["attachments"]), "points": tuple(points)}
    facts["revisions"] = _revisions.decode(row["revisions"])
    return msgspec.convert(facts, CommentView)
