"""Views of what one member of staff has done."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import msgspec


class ActorActionCount(msgspec.Struct, frozen=True):
    """How often a person did this, and when first and last."""

    topic: str
    count: int
    first_at: datetime
    last_at: datetime


class ActorAction(msgspec.Struct, frozen=True):
    """One thing done. `number`: of the decision, where it is published."""

    position: int
    at: datetime
    topic: str
    consultation_id: UUID
    number: str | None
