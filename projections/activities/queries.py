"""Queries on participation activities: those of a decision, one of them, what was said there, and what is due."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

import msgspec

from domain.enumerations import ActivityKind
from projections.activities.views import ActivityMention, ActivityView

__all__ = ["ActivityMention", "ActivityView", "activities_of", "activity", "mentions", "statements_at"]

OF_CONSULTATION = "SELECT facts FROM read.activities WHERE consultation_id = $1 ORDER BY number"
ONE = "SELECT facts FROM read.activities WHERE consultation_id = $1 AND number = $2"
BY_ID = "SELECT facts FROM read.activities WHERE activity_id = $1"
STATEMENTS = "SELECT count(*) FROM read.comments WHERE activity_id = $1"
MENTIONS = "SELECT activity_id, number, kind FROM read.activities WHERE activity_id = ANY($1)"
_decode = msgspec.json.Decoder(ActivityView).decode
FIRST = date(1, 1, 1)


async def activities_of(db: Any, consultation_id: UUID | str) -> tuple[ActivityView, ...]:
    """Those that are public, in the order in which they became so."""
    return tuple(_decode(row["facts"]) for row in await db.fetch(OF_CONSULTATION, consultation_id))


async def activity(db: Any, consultation_id: UUID | str, number: int) -> ActivityView | None:
    """The n-th public activity of a decision."""
    row = await db.fetchrow(ONE, consultation_id, number)
    return _decode(row["facts"]) if row else None


async def activity_by_id(db: Any, activity_id: UUID) -> ActivityView | None:
    """None where it is not public."""
    row = await db.fetchrow(BY_ID, activity_id)
    return _decode(row["facts"]) if row else None


async def statements_at(db: Any, activity_id: UUID) -> int:
    """How many comments were taken down at an activity."""
    return int(await db.fetchval(STATEMENTS, activity_id))


async def mentions(db: Any, activity_ids: Sequence[UUID]) -> dict[UUID, ActivityMention]:
    """By activity, what a comment that was said at it names."""
    if not activity_ids:
        return {}
    rows = await db.fetch(MENTIONS, list(set(activity_ids)))
    return {row["activity_id"]: ActivityMention(number=row["number"], kind=ActivityKind(row["kind"])) for row in rows}
