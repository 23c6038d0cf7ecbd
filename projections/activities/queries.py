"""Queries on participation activities: those of a decision, one of them, what was said there, and what is due."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import msgspec

from domain.enumerations import ActivityKind
from projections.activities.views import ActivityMention, ActivityView, AwaitedActivity

__all__ = [
    "ActivityMention",
    "ActivityView",
    "AwaitedActivity",
    "activities_of",
    "activity",
    "activity_by_id",
    "awaited_activities",
    "mentions",
    "statements_at",
]

OF_CONSULTATION = "SELECT facts FROM read.activities WHERE consultation_id = $1 ORDER BY number"
ONE = "SELECT facts FROM read.activities WHERE consultation_id = $1 AND number = $2"
AWAITED = """
SELECT a.activity_id, a.number, a.kind, a.held_on, a.list_due_on, a.materials_due_on,
    c.consultation_id, c.title, c.number AS decision
FROM read.activities a JOIN read.consultations c USING (consultation_id)
WHERE a.awaited AND ($1::text IS NULL OR c.division_id = $1) ORDER BY a.held_on, a.activity_id LIMIT $2
"""
BY_ID = "SELECT facts FROM read.activities WHERE activity_id = $1"
STATEMENTS = "SELECT count(*) FROM read.comments WHERE activity_id = $1"
MENTIONS = "SELECT activity_id, number, kind FROM read.activities WHERE activity_id = ANY($1)"
_decode = msgspec.json.Decoder(ActivityView).decode


async def activities_of(db: Any, consultation_id: UUID | str) -> tuple[ActivityView, ...]:
    """Those that are public, in the order in which they became so."""
    return tuple(_decode(row["facts"]) for row in await db.fetch(OF_CONSULTATION, consultation_id))


async def activity(db: Any, consultation_id: UUID | str, number: int) -> ActivityView | None:
    """The n-th public activity of a decision."""
    row = await db.fetchrow(ONE, consultation_id, number)
    return _decode(row["facts"]) if row else None


async def awaited_activities(db: Any, division: str | None = None, *, limit: int = 100) -> tuple[AwaitedActivity, ...]:
    """Those that were announced and are neither held nor called off, of a division or of all; the first to be held first."""
    rows = await db.fetch(AWAITED, division, limit)
    return tuple(msgspec.convert(dict(row), AwaitedActivity) for row in rows)


async def statements_at(db: Any, activity_id: UUID) -> int:
    """How many comments were taken down at an activity."""
    return int(await db.fetchval(STATEMENTS, activity_id))


async def activity_by_id(db: Any, activity_id: UUID) -> ActivityView | None:
    """None where it is not public."""
    row = await db.fetchrow(BY_ID, activity_id)
    return _decode(row["facts"]) if row else None


async def mentions(db: Any, activity_ids: Sequence[UUID]) -> dict[UUID, ActivityMention]:
    """By activity, what a comment that was said at it names."""
    if not activity_ids:
        return {}
    rows = await db.fetch(MENTIONS, list(set(activity_ids)))
    return {row["activity_id"]: ActivityMention(number=row["number"], kind=ActivityKind(row["kind"])) for row in rows}
