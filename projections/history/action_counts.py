"""How often who did what: counted by person and topic, as the events arrive."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from domain.event import CLOCK, PUBLIC
from projections.batch import Batch
from projections.columns import columns

COUNT = """
INSERT INTO action_counts AS a (actor, topic, count, first_at, last_at)
SELECT actor, topic, count(*), min(at), max(at) FROM unnest($1::uuid[], $2::text[], $3::timestamptz[]) AS u (actor, topic, at)
GROUP BY actor, topic
ON CONFLICT (actor, topic) DO UPDATE SET count = a.count + excluded.count,
    first_at = least(a.first_at, excluded.first_at), last_at = greatest(a.last_at, excluded.last_at)
"""


async def apply(connection: Any, batch: Batch) -> None:
    """Add what staff did in the batch to `action_counts`."""
    acts: list[tuple[str, str, datetime]] = [
        (event.actor, event.topic, event.timestamp)
        for public in batch.events
        if (event := public.event).actor not in (PUBLIC, CLOCK)
    ]
    if acts:
        await connection.execute(COUNT, *columns(acts))
