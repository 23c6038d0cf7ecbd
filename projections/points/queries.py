"""Queries on opinion points and the feedback summary."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import msgspec

from domain.consultation.events import DispositionCount, LedgerFigures
from domain.values import FeedbackText
from projections.points.view_of_row import point_view
from projections.points.views import FeedbackView, PointView, SupplementView
from projections.rows.point import EarlierDisposition

__all__ = ["EarlierDisposition", "FeedbackView", "PointView", "SupplementView", "feedback", "point", "points", "supplements"]

POINTS = """
SELECT p.*, ARRAY(SELECT l.number FROM read.point_comments l WHERE l.point_id = p.point_id AND NOT (l.pending AND $3)
        ORDER BY l.number LIMIT $2) AS comment_numbers,
    p.comments - CASE WHEN $3 THEN (SELECT count(*) FROM read.point_comments l WHERE l.point_id = p.point_id AND l.pending)
        ELSE 0 END AS gathered
FROM read.points p
"""

OF_CONSULTATION = POINTS + " WHERE p.consultation_id = $1 AND (p.published OR NOT $3) ORDER BY p.number"
BY_ID = POINTS + " WHERE p.point_id = $1"

FEEDBACK = "SELECT * FROM read.feedback WHERE consultation_id = $1"
SUPPLEMENTS = "SELECT * FROM read.supplements WHERE consultation_id = $1 ORDER BY number"

_text = msgspec.json.Decoder(FeedbackText | None)
_ledger = msgspec.json.Decoder(LedgerFigures)
_dispositions = msgspec.json.Decoder(tuple[DispositionCount, ...])


async def points(
    db: Any, consultation_id: UUID | str, *, published_only: bool = True, numbers: int | None = None
) -> tuple[PointView, ...]:
    """Points of a decision in order of number, with the first `numbers` of their comments, or all.

    `published_only`: what is public, of the points and of the comments they gather. Unpublished points (for staff) have neither
    summary nor disposition.
    """
    rows = await db.fetch(OF_CONSULTATION, consultation_id, numbers, published_only)
    return tuple(point_view(row) for row in rows)


async def point(db: Any, point_id: UUID | str) -> PointView | None:
    """One point with all it gathers, published or not (for staff)."""
    row = await db.fetchrow(BY_ID, point_id, None, False)
    return row and point_view(row)


async def feedback(db: Any, consultation_id: UUID | str) -> FeedbackView | None:
    """The feedback summary; None until it is published."""
    row = await db.fetchrow(FEEDBACK, consultation_id)
    if row is None:
        return None
    return FeedbackView(
        consultation_id=row["consultation_id"],
        position=row["position"],
        published_at=row["published_at"],
        text=_text.decode(row["text"]),
        revised=row["revised"],
        ledger=_ledger.decode(row["ledger"]),
        dispositions=_dispositions.decode(row["dispositions"]),
        contradictions=tuple(row["contradictions"]),
        contradictions_accepted=tuple(row["contradictions_accepted"]),
        changed_without_comment=tuple(row["changed_without_comment"]),
    )


async def supplements(db: Any, consultation_id: UUID | str) -> tuple[SupplementView, ...]:
    """The supplements to the feedback, the first one first."""
    return tuple(_supplement(row) for row in await db.fetch(SUPPLEMENTS, consultation_id))


def _supplement(row: Any) -> SupplementView:
    read = {"ledger": _ledger.decode(row["ledger"]), "dispositions": _dispositions.decode(row["dispositions"])}
    lists = {name: tuple(row[name]) for name in ("contradictions", "contradictions_accepted")}
    return SupplementView(**(dict(row) | read | lists))
