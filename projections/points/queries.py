"""What opinion points and the feedback summary are asked."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import msgspec

from domain.consultation.events import DispositionCount, LedgerFigures
from domain.values import FeedbackText
from projections.points.record import point_view
from projections.points.views import EarlierDisposition, FeedbackView, PointView

__all__ = ["EarlierDisposition", "FeedbackView", "PointView", "feedback", "point", "points"]

POINTS = """
SELECT p.*, coalesce(n.numbers, ARRAY[]::integer[]) AS comment_numbers, coalesce(cardinality(n.numbers), 0) AS comment_count
FROM read.points p LEFT JOIN LATERAL (
    SELECT array_agg(m.number ORDER BY m.number) AS numbers
    FROM read.point_comments l JOIN read.comments m USING (comment_id) WHERE l.point_id = p.point_id) n ON true
"""

OF_CONSULTATION = POINTS + " WHERE p.consultation_id = $1 AND (p.published OR NOT $2) ORDER BY p.number"
BY_ID = POINTS + " WHERE p.point_id = $1"

FEEDBACK = "SELECT * FROM read.feedback WHERE consultation_id = $1"

_text = msgspec.json.Decoder(FeedbackText | None)
_ledger = msgspec.json.Decoder(LedgerFigures)
_dispositions = msgspec.json.Decoder(tuple[DispositionCount, ...])


async def points(db: Any, consultation_id: UUID | str, *, published_only: bool = True) -> tuple[PointView, ...]:
    """Points of a decision in order of number. Unpublished ones (for staff) have neither summary nor disposition."""
    rows = await db.fetch(OF_CONSULTATION, consultation_id, published_only)
    return tuple(point_view(row) for row in rows)


async def point(db: Any, point_id: UUID | str) -> PointView | None:
    """One point, published or not (for staff)."""
    row = await db.fetchrow(BY_ID, point_id)
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
