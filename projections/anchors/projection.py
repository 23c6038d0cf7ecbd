"""Projection of anchors: one row for each."""

from __future__ import annotations

from typing import Any

from domain.anchor.events import AnchorRecorded
from projections.batch import Batch

COLUMNS = ("position", "consultation_id", "version", "at", "occasion", "size", "stamped_at", "authority")


async def apply(connection: Any, batch: Batch) -> None:
    """Add the batch's anchors to `anchors`."""
    rows = [
        (
            public.position,
            event.consultation_id,
            event.originator_version,
            event.timestamp,
            str(event.occasion),
            event.size,
            event.stamped_at,
            event.authority,
        )
        for public in batch.events
        if isinstance(event := public.event, AnchorRecorded)
    ]
    if rows:
        await connection.copy_records_to_table("anchors", records=rows, columns=COLUMNS)
