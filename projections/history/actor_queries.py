"""Queries about what one member of staff has done: the events of the history by their actor."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from projections.history.actor_views import ActorAction, ActorActionCount

LATEST = """
SELECT a.position, a.at, a.topic, a.consultation_id, c.number
FROM read.history a LEFT JOIN read.consultations c USING (consultation_id)
WHERE a.actor = $1 AND a.position < $2 ORDER BY a.position DESC LIMIT $3
"""
BEYOND = 2**62


async def action_counts_by_actor(db: Any, actor: UUID) -> tuple[ActorActionCount, ...]:
    """What a person has done, by kind of event, most often first."""
    query = "SELECT topic, count, first_at, last_at FROM read.action_counts WHERE actor = $1 ORDER BY count DESC, topic"
    rows = await db.fetch(query, actor)
    return tuple(ActorActionCount(row["topic"], row["count"], row["first_at"], row["last_at"]) for row in rows)


async def actions_by_actor(db: Any, actor: UUID, *, before: int = BEYOND, limit: int = 100) -> tuple[ActorAction, ...]:
    """What a person has done before this position of the log, latest first."""
    rows = await db.fetch(LATEST, actor, before, limit)
    return tuple(ActorAction(row["position"], row["at"], row["topic"], row["consultation_id"], row["number"]) for row in rows)
