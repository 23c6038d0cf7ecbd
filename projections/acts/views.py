"""What is shown of what a person has done."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import msgspec


class ActCount(msgspec.Struct, frozen=True):
    """How often a person did this, and when first and last."""

    topic: str
    count: int
    first_at: datetime
    last_at: datetime


class Act(msgspec.Struct, frozen=True):
    """One thing done. `number`: of the decision, where it is published."""

    position: int
    at: datetime
    topic: str
    consultation_id: UUID
    number: str | None
