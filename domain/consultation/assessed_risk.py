"""What a decision remembers of its last risk assessment 风险评估."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

import msgspec

from domain.consultation.assessment_events import RiskAssessmentReported
from domain.enumerations import RiskLevel
from domain.sealing import Closed
from domain.values import TextDocument

Texts = Mapping[int | None, TextDocument | Closed | None]


class AssessedRisk(msgspec.Struct, frozen=True, kw_only=True):
    """The last risk assessment: its result, and the text it is about; None where another has come since."""

    assessment_id: UUID
    text_version: int
    result: RiskLevel
    controllable: bool
    text: TextDocument | Closed | None


def assessed_risk(event: RiskAssessmentReported, texts: Texts) -> AssessedRisk:
    """With the text that the named version holds, of those that stand now."""
    return AssessedRisk(
        assessment_id=event.assessment_id,
        text_version=event.text_version,
        result=event.result,
        controllable=event.controllable,
        text=texts.get(event.text_version),
    )
