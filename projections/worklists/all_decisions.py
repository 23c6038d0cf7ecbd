"""All decisions for an auditor, published or not."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from domain.enumerations import ConsultationState
from projections.consultations.status import state_of_row

ALL = """
SELECT c.consultation_id, c.number, c.title, c.published_at, c.opens_at, c.closes_at, c.answered_at, c.adopted_at, c.ended_at,
    l.position
FROM read.consultations c JOIN read.ledgers l USING (consultation_id) ORDER BY c.started_at DESC, c.consultation_id
"""


class DecisionSummary(msgspec.Struct, frozen=True, kw_only=True):
    """`number`, `title` and `state` are None until it is published (a decision may end before). `position`: of its last event."""

    consultation_id: UUID
    number: str | None
    title: str | None
    state: ConsultationState | None
    position: int


async def all_decisions(db: Any, now: datetime) -> tuple[DecisionSummary, ...]:
    """All decisions, those started last first."""
    return tuple(_known(row, now) for row in await db.fetch(ALL))


def _known(row: Any, now: datetime) -> DecisionSummary:
    ended = ConsultationState.ENDED if row["ended_at"] else None
    return DecisionSummary(
        consultation_id=row["consultation_id"],
        number=row["number"],
        title=row["title"],
        state=state_of_row(row, now) if row["published_at"] else ended,
        position=row["position"],
    )
