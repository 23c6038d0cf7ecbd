"""Views of the history of a decision."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

import msgspec

ActorKind = Literal["public", "clock", "staff"]


class HistoryRow(msgspec.Struct, frozen=True, kw_only=True):
    """One event of a published decision. `facts`: its public fields by name, as JSON values.

    Beside the event's own fields, facts may hold `comment_number`, `point_number`, `comments` (how many were gathered or
    released), and `closed` (names of fields whose text was taken back or erased).
    """

    position: int
    at: datetime
    topic: str
    actor_kind: ActorKind
    stream: UUID
    version: int
    facts: dict[str, Any]


class HistoryStep(msgspec.Struct, frozen=True):
    """The place of one event among those of its decision; positions of the log. `number` counts from 1 to `steps`."""

    position: int
    first: int
    previous: int | None
    next: int | None
    last: int
    number: int
    steps: int
