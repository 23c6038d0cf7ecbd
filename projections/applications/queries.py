"""Queries on applications: the public list by key, the ranks, and what the close and the draw ask."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import msgspec

from domain.application.drawing import Drawable
from domain.enumerations import ApplicationStatus, RespondentKind, Side
from projections.applications.views import ApplicationCounts, ApplicationView

__all__ = [
    "ApplicationCounts",
    "ApplicationView",
    "application",
    "application_counts",
    "applications_after",
    "drawable_applications",
    "names_shown",
    "not_erased",
    "observers_in_order",
    "ranked_after",
    "ranks_of",
    "stood_of",
    "waiting_in_rank",
]

COLUMNS = ApplicationView.__struct_fields__
ONE = "SELECT * FROM read.applications WHERE application_id = $1"
AFTER = "SELECT * FROM read.applications WHERE activity_id = $1 AND position > $2 ORDER BY position LIMIT $3"
RANKED = """
SELECT * FROM read.applications WHERE activity_id = $1 AND rank IS NOT NULL AND (side, rank) > ($2, $3)
ORDER BY side, rank LIMIT $4
"""
COUNTS = "SELECT side, applied, standing FROM read.application_counts WHERE activity_id = $1"
DRAWABLE = """
SELECT application_id, side, category, version, status FROM read.applications WHERE activity_id = $1 AND stood
"""
OBSERVERS = """
SELECT application_id FROM read.applications WHERE activity_id = $1 AND side = '' AND status = 'waiting' ORDER BY position
"""
WAITING = """
SELECT application_id, rank FROM read.applications
WHERE activity_id = $1 AND side = $2 AND rank IS NOT NULL AND status = 'waiting' ORDER BY rank LIMIT $3
"""
STOOD = """
SELECT side, application_id FROM read.applications WHERE activity_id = $1 AND stood AND side = ANY($2) ORDER BY position
"""
RANKS = "SELECT side, rank, application_id FROM read.applications WHERE activity_id = $1 AND stood AND side = ANY($2)"
NAMES = "SELECT application_id, name FROM read.applications WHERE application_id = ANY($1) AND name IS NOT NULL"
KEPT = "SELECT application_id FROM read.applications WHERE activity_id = $1 AND NOT erased ORDER BY position LIMIT $2"
NEXT = 20  # of those waiting: some may have left since the read models were written


async def application(db: Any, application_id: UUID) -> ApplicationView | None:
    row = await db.fetchrow(ONE, application_id)
    return _view(row) if row else None


async def applications_after(db: Any, activity_id: UUID, *, after: int = -1, limit: int = 100) -> tuple[ApplicationView, ...]:
    """As they came. `after`: position of the last one before."""
    return tuple(_view(row) for row in await db.fetch(AFTER, activity_id, after, limit))


async def ranked_after(
    db: Any, activity_id: UUID, *, after: tuple[str, int] = ("", 0), limit: int = 100
) -> tuple[ApplicationView, ...]:
    """By side and rank, observers first. `after`: side ('' to observe) and rank of the last one before."""
    return tuple(_view(row) for row in await db.fetch(RANKED, activity_id, *after, limit))


async def application_counts(db: Any, activity_id: UUID) -> ApplicationCounts:
    rows = await db.fetch(COUNTS, activity_id)
    applied = {_side(row["side"]): row["applied"] for row in rows}
    return ApplicationCounts(applied, {_side(row["side"]): row["standing"] for row in rows})


async def drawable_applications(db: Any, activity_id: UUID) -> list[Drawable]:
    """Those that stood when applications were closed."""
    return [
        Drawable(
            row["application_id"],
            _side(row["side"]),
            RespondentKind(row["category"]),
            row["version"],
            row["status"] == ApplicationStatus.WAITING,
        )
        for row in await db.fetch(DRAWABLE, activity_id)
    ]


async def observers_in_order(db: Any, activity_id: UUID) -> list[UUID]:
    """Those who wait to observe, as they came."""
    return [row["application_id"] for row in await db.fetch(OBSERVERS, activity_id)]


async def waiting_in_rank(db: Any, activity_id: UUID, side: Side | None) -> dict[UUID, int]:
    """The next in rank of a side who wait, with their ranks, in this order."""
    return {row["application_id"]: row["rank"] for row in await db.fetch(WAITING, activity_id, side or "", NEXT)}


async def stood_of(db: Any, activity_id: UUID, sides: Sequence[Side | None]) -> list[tuple[str, UUID]]:
    """Side ('' to observe) and id of all that stood at the close for these sides, as they came."""
    rows = await db.fetch(STOOD, activity_id, [side or "" for side in sides])
    return [(row["side"], row["application_id"]) for row in rows]


async def ranks_of(db: Any, activity_id: UUID, sides: Sequence[Side | None]) -> list[tuple[str, int, UUID]]:
    """Side ('' to observe), rank and id of all that were ranked for these sides."""
    rows = await db.fetch(RANKS, activity_id, [side or "" for side in sides])
    return [(row["side"], row["rank"], row["application_id"]) for row in rows if row["rank"]]


async def names_shown(db: Any, participants: Sequence[UUID]) -> dict[UUID, str]:
    """Of those who applied and agreed, their names as they stand in the list."""
    return {row["application_id"]: row["name"] for row in await db.fetch(NAMES, list(participants))} if participants else {}


async def not_erased(db: Any, activity_id: UUID, limit: int) -> list[UUID]:
    """Of whom something is still kept."""
    return [row["application_id"] for row in await db.fetch(KEPT, activity_id, limit)]


def _side(text: str) -> Side | None:
    return Side(text) if text else None


def _view(row: Any) -> ApplicationView:
    facts = {name: row[name] for name in COLUMNS}
    return msgspec.convert(facts | {"side": row["side"] or None}, ApplicationView)
