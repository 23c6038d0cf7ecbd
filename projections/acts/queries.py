"""What the acts are asked."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from projections.acts.views import Act, ActCount

LATEST = """
SELECT a.position, a.at, a.topic, a.consultation_id, c.number
FROM read.history a LEFT JOIN read.consultations c USING (consultation_id)
WHERE a.actor = $1 AND a.position < $2 ORDER BY a.position DESC LIMIT $3
"""
BEYOND = 2**62


async def act_counts(db: Any, actor: UUID) -> tuple[ActCount, ...]:
    """What a person has done, by kind of event, most often first."""
    query = (
        "SELECT topic, count(*) AS count, min(at) AS first_at, max(at) AS last_at FROM read.history WHERE actor = $1"
        " GROUP BY topic ORDER BY count DESC, topic"
    )
    rows = await db.fetch(query, actor)
    return tuple(ActCount(row["topic"], row["count"], row["first_at"], row["last_at"]) for row in rows)


async def acts(db: Any, actor: UUID, *, before: int = BEYOND, limit: int = 100) -> tuple[Act, ...]:
    """What a person has done before this position of the log, latest first."""
    rows = await db.fetch(LATEST, actor, before, limit)
    return tuple(Act(row["position"], row["at"], row["topic"], row["consultation_id"], row["number"]) for row in rows)
