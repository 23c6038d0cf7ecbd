"""What letters to the public say of a decision and of a comment."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

TITLES = """
SELECT consultation_id, number, title FROM read.consultations WHERE consultation_id = ANY($1) AND published_at IS NOT NULL
"""
SHOWN = "SELECT comment_id, number FROM read.comments WHERE comment_id = ANY($1) AND status = 'published'"


async def titles(db: Any, consultation_ids: Collection[UUID]) -> dict[UUID, tuple[str, str]]:
    """Number and title of each of these decisions that is published."""
    rows = await db.fetch(TITLES, list(consultation_ids))
    return {row["consultation_id"]: (row["number"], row["title"] or "") for row in rows}


async def numbers_shown(db: Any, comment_ids: Sequence[UUID]) -> dict[UUID, int]:
    """Numbers of those of these comments that everybody can read."""
    return {row["comment_id"]: row["number"] for row in await db.fetch(SHOWN, list(comment_ids))}
