"""How acts come to be: one for every event that a member of staff caused."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from domain.event import CLOCK, PUBLIC
from projections.batch import Batch

COLUMNS = ("actor", "position", "at", "topic", "consultation_id")


async def apply(connection: Any, batch: Batch) -> None:
    """Add the batch to `acts`."""
    staff = [public for public in batch.events if public.event.actor not in (PUBLIC, CLOCK)]
    rows = [
        (UUID(each.event.actor), each.position, each.event.timestamp, each.event.topic, each.event.consultation_id)
        for each in staff
    ]
    await connection.copy_records_to_table("acts", records=rows, columns=COLUMNS)
