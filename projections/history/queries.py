"""What the history is asked."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from projections.history.views import HistoryRow, Step

__all__ = ["HistoryRow", "Step", "figures_at", "history", "history_count", "position_at", "step_at"]

AFTER = """
SELECT h.position, h.at, h.topic, h.actor_kind, h.stream, h.version, h.facts
FROM read.history h JOIN read.consultations c USING (consultation_id)
WHERE h.consultation_id = $1 AND c.published_at IS NOT NULL AND h.position > $2 ORDER BY h.position LIMIT $3
"""

COUNT = """
SELECT count(*) FROM read.history h JOIN read.consultations c USING (consultation_id)
WHERE h.consultation_id = $1 AND c.published_at IS NOT NULL
"""

STEP = """
SELECT max(position) FILTER (WHERE position <= $2) AS at, min(position) AS first, max(position) AS last,
       max(position) FILTER (WHERE position < own) AS previous, min(position) FILTER (WHERE position > own) AS next,
       count(*) FILTER (WHERE position <= own) AS number, count(*) AS steps
FROM (SELECT h.position, coalesce(max(h.position) FILTER (WHERE h.position <= $2) OVER (), min(h.position) OVER ()) AS own
      FROM read.history h JOIN read.consultations c USING (consultation_id)
      WHERE h.consultation_id = $1 AND c.published_at IS NOT NULL) AS steps
"""

AT_MOMENT = "SELECT max(position) FROM read.history WHERE consultation_id = $1 AND at <= $2"

# The fate of each comment at a position: its last telling event up to there.
FIGURES = """
SELECT topic, count(*) FROM (
    SELECT DISTINCT ON (stream) topic FROM read.history
    WHERE consultation_id = $1 AND position <= $2 AND topic = ANY($3)
      AND (topic <> 'appeal-decided.v1' OR facts ->> 'outcome' = 'overturned')
    ORDER BY stream, position DESC) AS fates
GROUP BY topic
"""
FATES = {
    "comment-submitted.v1": "awaiting",
    "comment-published.v1": "published",
    "comment-redacted.v1": "published",
    "appeal-decided.v1": "published",
    "comment-withheld.v1": "withheld",
    "comment-withdrawn.v1": "withdrawn",
}


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
    count: int = await db.fetchval(COUNT, consultation_id)
    return count


async def step_at(db: Any, consultation_id: UUID | str, position: int) -> Step | None:
    """The last event of a published decision at or before `position`, its first one where there is none; None: no history."""
    row = await db.fetchrow(STEP, consultation_id, position)
    if not row["steps"]:
        return None
    own = row["at"] if row["at"] is not None else row["first"]
    return Step(own, row["first"], row["previous"], row["next"], row["last"], row["number"], row["steps"])


async def position_at(db: Any, consultation_id: UUID | str, moment: datetime) -> int:
    """The last position of a decision whose event is dated at or before `moment`; -1 where there is none."""
    found: int | None = await db.fetchval(AT_MOMENT, consultation_id, moment)
    return -1 if found is None else found


async def figures_at(db: Any, consultation_id: UUID | str, position: int) -> dict[str, int]:
    """received, published, withheld, withdrawn, awaiting: the ledger after the event at `position`."""
    figures = {"received": 0, "published": 0, "withheld": 0, "withdrawn": 0, "awaiting": 0}
    for topic, count in await db.fetch(FIGURES, consultation_id, position, list(FATES)):
        figures[FATES[topic]] += count
        figures["received"] += count
    return figures
