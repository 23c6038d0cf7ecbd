"""Query for the risk assessments of a decision."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import msgspec

from projections.risk_assessments.views import RiskAssessmentView

__all__ = ["RiskAssessmentView", "risk_assessments"]

OF_CONSULTATION = """
SELECT assessment_id, at, result, controllable, methods, assessor, unit FROM read.risk_assessments
WHERE consultation_id = $1 AND published ORDER BY position
"""


async def risk_assessments(db: Any, consultation_id: UUID) -> tuple[RiskAssessmentView, ...]:
    """What is public of them, the first one first; none before the decision is adopted."""
    rows = await db.fetch(OF_CONSULTATION, consultation_id)
    return tuple(msgspec.convert(dict(row), RiskAssessmentView) for row in rows)
