"""Queries about anchors."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from domain.anchor.anchors import LATEST_AFTER_CLOSE, WHOLE_LOG, Anchors, Period
from domain.enumerations import Occasion
from projections.anchors.views import AnchorView, PeriodToAnchor, TimeBounds

__all__ = [
    "anchor_covering",
    "anchor_positions",
    "anchored_size",
    "anchors_about",
    "daily_anchors",
    "periods_to_anchor",
    "time_bounds",
]

# Of those that close late there are few, and of those that wait to be sealed.
PERIODS = """
WITH looked_at AS (
    SELECT consultation_id, opens_at, closes_at, period_closed_at FROM read.consultations
    WHERE published_at IS NOT NULL AND ended_at IS NULL AND opens_at <= $1 AND closes_at > $2
    UNION
    SELECT consultation_id, opens_at, closes_at, period_closed_at FROM read.consultations
    WHERE published_at IS NOT NULL AND ended_at IS NULL AND adopted_at IS NULL AND answered_at IS NULL
        AND opens_at <= $1 AND period_closed_at IS NULL
)
SELECT c.consultation_id, c.opens_at, c.closes_at, c.period_closed_at IS NOT NULL AS sealed, a.version, a.occasions, a.moments
FROM looked_at c, LATERAL (
    SELECT coalesce(max(version), 0) AS version, array_agg(occasion) AS occasions, array_agg(at) AS moments
    FROM read.anchors WHERE consultation_id = c.consultation_id) a
ORDER BY c.closes_at
"""
DAILY = "SELECT version, at FROM read.anchors WHERE consultation_id = $1 ORDER BY version DESC LIMIT 1"
ABOUT = """
SELECT position, occasion, size, stamped_at, authority FROM read.anchors WHERE consultation_id = $1 ORDER BY position
"""
AFTER = """
SELECT position, occasion, size, stamped_at, authority FROM read.anchors WHERE position <= $1 ORDER BY position DESC LIMIT 1
"""
POSITIONS = "SELECT position FROM read.anchors WHERE position < $1 ORDER BY position"
COVERING = "SELECT min(position) FROM read.anchors WHERE size >= $1"
BEFORE = """
SELECT position, occasion, size, stamped_at, authority FROM read.anchors WHERE size > $1 ORDER BY size, position LIMIT 1
"""


async def anchor_covering(db: Any, size: int) -> int | None:
    """Position of the first anchor recorded of a log of at least `size` entries."""
    position: int | None = await db.fetchval(COVERING, size)
    return position


async def periods_to_anchor(db: Any, now: datetime) -> list[PeriodToAnchor]:
    """Published decisions whose period has begun and that closed a week ago at most, with what is anchored of each."""
    return [
        PeriodToAnchor(
            row["consultation_id"],
            Period(row["opens_at"], row["closes_at"], row["sealed"]),
            Anchors(row["consultation_id"], row["version"], _recorded(row["occasions"] or (), row["moments"] or ())),
        )
        for row in await db.fetch(PERIODS, now, now - LATEST_AFTER_CLOSE)
    ]


def _recorded(occasions: Sequence[str], moments: Sequence[datetime]) -> dict[Occasion, datetime]:
    return {Occasion(occasion): at for occasion, at in zip(occasions, moments, strict=True)}


async def daily_anchors(db: Any) -> Anchors:
    """The anchors of the whole log; remembered is the last."""
    row = await db.fetchrow(DAILY, WHOLE_LOG)
    return Anchors(WHOLE_LOG, row["version"], {Occasion.DAILY: row["at"]}) if row else Anchors(WHOLE_LOG)


async def anchored_size(db: Any) -> int:
    """The size of the log at the last anchor, whatever its occasion; 0 where there is none."""
    size: int = await db.fetchval("SELECT coalesce(max(size), 0) FROM read.anchors")
    return size


async def anchor_positions(db: Any, before: int) -> list[int]:
    """Positions of all anchors below `before`, in order."""
    rows = await db.fetch(POSITIONS, before)
    return [row["position"] for row in rows]


async def anchors_about(db: Any, consultation_id: UUID) -> tuple[AnchorView, ...]:
    """A decision's own anchors, in order."""
    return tuple(_view(row) for row in await db.fetch(ABOUT, consultation_id))


async def time_bounds(db: Any, position: int) -> TimeBounds:
    """What the anchors say of the time of the entry at `position`."""
    after, before = await db.fetchrow(AFTER, position), await db.fetchrow(BEFORE, position)
    return TimeBounds(_view(after) if after else None, _view(before) if before else None)


def _view(row: Any) -> AnchorView:
    return AnchorView(row["position"], Occasion(row["occasion"]), row["size"], row["stamped_at"], row["authority"])
