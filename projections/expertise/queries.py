"""Query for the expert reviews of a decision."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import msgspec

from projections.expertise.views import ExpertReviewView, ExpertView

__all__ = ["ExpertReviewView", "ExpertView", "expert_reviews"]

OF_CONSULTATION = """
SELECT expertise_id, number, form, subject, experts FROM read.expert_reviews WHERE consultation_id = $1 ORDER BY number
"""
_experts = msgspec.json.Decoder(tuple[ExpertView, ...])


async def expert_reviews(db: Any, consultation_id: UUID) -> tuple[ExpertReviewView, ...]:
    """What is public of them; none before the decision is adopted."""
    rows = await db.fetch(OF_CONSULTATION, consultation_id)
    return tuple(msgspec.convert(dict(row) | {"experts": _experts.decode(row["experts"])}, ExpertReviewView) for row in rows)
