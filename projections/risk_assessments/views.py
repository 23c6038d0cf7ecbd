"""Views of risk assessments."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import msgspec

from domain.enumerations import AssessmentMethod, Assessor, RiskLevel


class RiskAssessmentView(msgspec.Struct, frozen=True, kw_only=True):
    """A concluded assessment: its result, who made it, and how. `unit`: None where it was closed since."""

    assessment_id: UUID
    at: datetime
    result: RiskLevel
    controllable: bool
    methods: tuple[AssessmentMethod, ...]
    assessor: Assessor
    unit: str | None
