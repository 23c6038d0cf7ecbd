"""What the history is asked."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import msgspec

from projections.history.views import HistoryRow

__all__ = ["HistoryRow", "history", "history_count"]

AFTER = """
SELECT h.position, h.at, h.topic, h.actor_kind, h.stream, h.version, h.facts
FROM read.history h JOIN read.consultations c USING (consultation_id)
WHERE h.consultation_id = $1 AND c.published_at IS NOT NULL AND h.position > $2 ORDER BY h.position LIMIT $3
"""

COUNT = """
SELECT count(*) FROM read.history h JOIN read.consultations c USING (consultation_id)
WHERE h.consultation_id = $1 AND c.published_at IS NOT NULL
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
    count: int = await db.fetchval(COUNT, consultation_id)
    return count
