"""Query of the work role: periods that have closed and are not sealed yet."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

DUE = """
SELECT consultation_id FROM read.consultations
WHERE published_at IS NOT NULL AND ended_at IS NULL AND adopted_at IS NULL AND answered_at IS NULL
    AND closes_at <= $1 AND period_closed_at IS NULL ORDER BY closes_at
"""


async def periods_to_close(db: Any, closed_before: datetime) -> list[UUID]:
    """Published decisions whose period closed at or before this moment without its sealing event."""
    return [row["consultation_id"] for row in await db.fetch(DUE, closed_before)]
