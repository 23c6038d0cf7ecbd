"""Projection of the dispositions in the ledger: published points counted by disposition."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from projections.batch import Batch
from projections.points.projection import TOUCHING

COUNTED = """
UPDATE ledgers l SET dispositions = coalesce((SELECT json_object_agg(k.kind, k.points ORDER BY k.kind) FROM (
    SELECT p.kind, count(*) AS points FROM points p
    WHERE p.consultation_id = l.consultation_id AND p.published AND p.kind IS NOT NULL GROUP BY p.kind) k), '{}')
WHERE l.consultation_id = ANY($1)
"""


async def count_dispositions(connection: Any, batch: Batch) -> None:
    """Count for the decisions whose feedback is public and whose points the batch touches; after all rows are written."""
    touched: set[UUID] = {
        public.event.consultation_id
        for public in batch.events
        if type(public.event) in TOUCHING and batch.ledgers[public.event.consultation_id].feedback_published
    }
    if touched:
        await connection.execute(COUNTED, list(touched))
