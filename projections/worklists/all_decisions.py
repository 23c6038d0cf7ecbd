"""All decisions for an auditor, published or not."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from domain.enumerations import ConsultationState
from projections.consultations.status import state_of_row

KNOWN = """
SELECT c.consultation_id, c.number, c.title, c.published_at, c.opens_at, c.closes_at, c.answered_at, c.adopted_at, c.ended_at,
    c.suspended_at, c.terminated_at,
    l.position
FROM read.consultations c JOIN read.ledgers l USING (consultation_id)
"""
LATEST_FIRST = " ORDER BY c.started_at DESC, c.consultation_id"
THESE = KNOWN + "WHERE c.consultation_id = ANY($1)" + LATEST_FIRST
OTHERS = KNOWN + "WHERE c.consultation_id <> ALL($1)" + LATEST_FIRST + " LIMIT $2 OFFSET $3"
COUNT = "SELECT count(*) FROM read.consultations"


class DecisionSummary(msgspec.Struct, frozen=True, kw_only=True):
    """`number`, `title` and `state` are None until it is published (a decision may end before). `position`: of its last event."""

    consultation_id: UUID
    number: str | None
    title: str | None
    state: ConsultationState | None
    position: int


async def decision_summaries(db: Any, ids: Collection[UUID], now: datetime) -> tuple[DecisionSummary, ...]:
    """Those of these decisions that there are, those started last first."""
    return tuple(_known(row, now) for row in await db.fetch(THESE, list(ids)))


async def other_decision_summaries(
    db: Any, ids: Collection[UUID], now: datetime, *, offset: int, limit: int
) -> tuple[DecisionSummary, ...]:
    """All decisions but these, those started last first; up to `limit` of them from `offset` on."""
    return tuple(_known(row, now) for row in await db.fetch(OTHERS, list(ids), limit, offset))


async def decision_count(db: Any) -> int:
    """How many decisions there are, published or not."""
    count: int = await db.fetchval(COUNT)
    return count


def _known(row: Any, now: datetime) -> DecisionSummary:
    ended = ConsultationState.ENDED if row["ended_at"] else None
    return DecisionSummary(
        consultation_id=row["consultation_id"],
        number=row["number"],
        title=row["title"],
        state=state_of_row(row, now) if row["published_at"] else ended,
        position=row["position"],
    )
