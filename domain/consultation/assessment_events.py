"""What a decision learns of expert reviews and risk assessments, which have streams of their own ([713] art. 19 to 24)."""

from __future__ import annotations

from uuid import UUID

from domain.enumerations import RiskLevel
from domain.event import Event, topic


@topic("expert-review-reported.v1")
class ExpertReviewReported(Event, frozen=True, kw_only=True):
    """专家论证 was concluded, of the text in version `text_version` of this stream; in one append with its conclusion."""

    expertise_id: UUID
    text_version: int
    opinions: int


@topic("risk-assessment-reported.v1")
class RiskAssessmentReported(Event, frozen=True, kw_only=True):
    """风险评估 was concluded, of the text in version `text_version` of this stream; in one append with its conclusion."""

    assessment_id: UUID
    text_version: int
    result: RiskLevel
    controllable: bool
