"""Queries on the history of a decision."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from projections.history.views import HistoryRow, HistoryStep

__all__ = ["HistoryRow", "HistoryStep", "figures_at", "history", "history_count", "history_step_at", "position_at"]

AFTER = """
SELECT h.position, h.at, h.topic, h.actor_kind, h.stream, h.version, h.facts
FROM read.history h JOIN read.consultations c USING (consultation_id)
WHERE h.consultation_id = $1 AND c.published_at IS NOT NULL AND h.position > $2 ORDER BY h.position LIMIT $3
"""

COUNT = """
SELECT l.events FROM read.ledgers l JOIN read.consultations c USING (consultation_id)
WHERE l.consultation_id = $1 AND c.published_at IS NOT NULL
"""

STEP = """
WITH own AS (
    SELECT h.position, h.number FROM read.history h
    WHERE h.consultation_id = $1 AND h.position = coalesce(
        (SELECT max(position) FROM read.history WHERE consultation_id = $1 AND position <= $2),
        (SELECT min(position) FROM read.history WHERE consultation_id = $1))
)
SELECT own.position, (SELECT min(position) FROM read.history WHERE consultation_id = $1) AS first,
    (SELECT max(position) FROM read.history WHERE consultation_id = $1 AND position < own.position) AS previous,
    (SELECT min(position) FROM read.history WHERE consultation_id = $1 AND position > own.position) AS next,
    (SELECT max(position) FROM read.history WHERE consultation_id = $1) AS last, own.number, l.events AS steps
FROM own, read.ledgers l JOIN read.consultations c USING (consultation_id)
WHERE l.consultation_id = $1 AND c.published_at IS NOT NULL
"""

AT_MOMENT = """
SELECT position FROM read.history WHERE consultation_id = $1 AND at <= $2 ORDER BY at DESC, position DESC LIMIT 1
"""

FIGURES = """
SELECT received, published, withheld, withdrawn, referred FROM read.history
WHERE consultation_id = $1 AND position <= $2 ORDER BY position DESC LIMIT 1
"""


async def history(db: Any, consultation_id: UUID | str, *, after: int = -1, limit: int = 100) -> tuple[HistoryRow, ...]:
    """Up to `limit` events of a published decision with a position greater than `after`, oldest first."""
    rows = await db.fetch(AFTER, consultation_id, after, limit)
    return tuple(
        HistoryRow(
            position=row["position"],
            at=row["at"],
            topic=row["topic"],
            actor_kind=row["actor_kind"],
            stream=row["stream"],
            version=row["version"],
            facts=msgspec.json.decode(row["facts"]),
        )
        for row in rows
    )


async def history_count(db: Any, consultation_id: UUID | str) -> int:
    """How many events the history of a published decision has."""
    return await db.fetchval(COUNT, consultation_id) or 0


async def history_step_at(db: Any, consultation_id: UUID | str, position: int) -> HistoryStep | None:
    """The last event of a published decision at or before `position`, its first one where there is none; None: no history."""
    row = await db.fetchrow(STEP, consultation_id, position)
    return HistoryStep(*row.values()) if row else None


async def position_at(db: Any, consultation_id: UUID | str, moment: datetime) -> int:
    """The position of a decision's last event dated at or before `moment`; -1 where there is none."""
    found: int | None = await db.fetchval(AT_MOMENT, consultation_id, moment)
    return -1 if found is None else found


async def figures_at(db: Any, consultation_id: UUID | str, position: int) -> dict[str, int]:
    """received, published, withheld, withdrawn, referred, awaiting: the ledger after the event at `position`."""
    row = await db.fetchrow(FIGURES, consultation_id, position)
    figures = dict(row) if row else dict.fromkeys(("received", "published", "withheld", "withdrawn", "referred"), 0)
    return figures | {"awaiting": 2 * figures["received"] - sum(figures.values())}
