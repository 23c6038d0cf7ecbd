"""The public state of a decision, computed from facts and the time."""

from __future__ import annotations

from datetime import datetime

from domain.enumerations import ConsultationState


def consultation_state(
    *,
    opens_at: datetime,
    closes_at: datetime,
    answered_at: datetime | None,
    adopted_at: datetime | None,
    ended_at: datetime | None,
    suspended_at: datetime | None = None,
    terminated_at: datetime | None = None,
    now: datetime,
) -> ConsultationState:
    """The state at `now` of a published consultation. The period is `opens_at` (inclusive) to `closes_at` (exclusive)."""
    if ended_at is not None:
        return ConsultationState.ENDED
    if terminated_at is not None:
        return ConsultationState.TERMINATED
    if suspended_at is not None:
        return ConsultationState.SUSPENDED
    if adopted_at is not None:
        return ConsultationState.ADOPTED
    if answered_at is not None:
        return ConsultationState.ANSWERED
    if now < opens_at:
        return ConsultationState.UPCOMING
    return ConsultationState.OPEN if now < closes_at else ConsultationState.CLOSED
