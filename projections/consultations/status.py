"""The public state of a row, by the domain's own rule."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from domain.consultation.status import consultation_state
from domain.enumerations import ConsultationState


def state_of_row(row: Mapping[str, Any], now: datetime) -> ConsultationState:
    """The state at `now` of a row of `consultations`."""
    return consultation_state(
        opens_at=row["opens_at"],
        closes_at=row["closes_at"],
        answered_at=row["answered_at"],
        adopted_at=row["adopted_at"],
        ended_at=row["ended_at"],
        suspended_at=row["suspended_at"],
        terminated_at=row["terminated_at"],
        now=now,
    )
