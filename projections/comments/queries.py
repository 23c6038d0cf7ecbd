"""Queries on the comment register."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import msgspec

from domain.enumerations import CommentStatus
from domain.values import Blob
from projections.activities.queries import ActivityMention, mentions
from projections.comments.lists import LISTS, LISTS_DOWN, PAGE
from projections.comments.views import CommentView
from projections.points.by_comment import points_of_comments
from projections.points.views import PointView
from projections.rows.comment import RegistrationCorrection, Revision

__all__ = ["CommentView", "comment", "comment_by_id", "comments_after"]

BY_NUMBER = PAGE + " AND m.consultation_id = $1 AND m.number = $2"
BY_ID = PAGE + " AND m.comment_id = $1"
ANSWERED = "SELECT feedback_published FROM read.ledgers WHERE consultation_id = $1"

_blobs = msgspec.json.Decoder(tuple[Blob, ...])
_revisions = msgspec.json.Decoder(tuple[Revision, ...])
_registrations = msgspec.json.Decoder(tuple[RegistrationCorrection, ...])

DECODED = ("articles", "attachments", "revisions", "registrations", "points", "activity")
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
    status: str | None = None,
    activity: UUID | None = None,
    down: bool = False,
) -> tuple[CommentView, ...]:
    """Up to `limit` comments with a number greater than `after`, in order of number; `down`: smaller, the greatest first.

    `disposition`: gathered by a published point with it, or `unanswered`: not withdrawn, and without a public answer, those that
    wait for screening included. `respondent`: kind of respondent. `activity`: said at this participation activity.
    """
    way = "activity" if activity else await _way(db, consultation_id, article, disposition, respondent, status)
    lists = LISTS_DOWN if down else LISTS
    asked = (consultation_id, after, article, respondent, disposition, limit, status)
    return await _views(db, await db.fetch(lists[way], *asked, *([activity] if activity else [])))


async def _way(
    db: Any,
    consultation_id: UUID | str,
    article: str | None,
    disposition: str | None,
    respondent: str | None,
    status: str | None,
) -> str:
    """The list in which the fewest comments are passed over."""
    if disposition and disposition != "unanswered":
        return "gathered"
    if status and status != CommentStatus.PUBLISHED:
        return "status"
    if disposition and await db.fetchval(ANSWERED, consultation_id):
        return "uncovered"
    if article is not None:
        return "article of respondent" if respondent else "article"
    if respondent:
        return "respondent"
    return "status" if status else "not withdrawn" if disposition else "all"


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
    said_at = await mentions(db, [row["activity_id"] for row in rows if row["activity_id"]])
    return tuple(_view(row, points.get(row["comment_id"], ()), said_at.get(row["activity_id"])) for row in rows)


def _view(row: Any, points: Sequence[PointView], activity: ActivityMention | None) -> CommentView:
    facts = {name: row[name] for name in COLUMNS}
    facts |= {"articles": tuple(row["articles"]), "attachments": _blobs.decode(row["attachments"]), "points": tuple(points)}
    facts["revisions"] = _revisions.decode(row["revisions"])
    facts["registrations"] = _registrations.decode(row["registrations"])
    return msgspec.convert(facts | {"activity": activity}, CommentView)
