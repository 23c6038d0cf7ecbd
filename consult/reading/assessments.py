"""Expert reviews and risk assessments as an adoption will publish them, for whoever prepares it."""

from __future__ import annotations

from uuid import UUID

from consult.archive.streams import EXPERTISE_TOPICS
from consult.runtime import Runtime
from domain.sealing import value_or_none
from projections.expertise.opened import reviews_of
from projections.expertise.views import ExpertReviewView
from projections.risk_assessments.views import RiskAssessmentView


async def reviews_to_publish(runtime: Runtime, consultation_id: UUID) -> tuple[ExpertReviewView, ...]:
    """In the order they were planned."""
    entries = await runtime.log.about(consultation_id, sorted(EXPERTISE_TOPICS))
    return reviews_of(await runtime.archive.unsealed(entries))


async def risks_to_publish(runtime: Runtime, consultation_id: UUID) -> tuple[RiskAssessmentView, ...]:
    """Those that are concluded, the first one first."""
    found = await runtime.archive.assessments(consultation_id)
    views = [
        RiskAssessmentView(
            assessment_id=each.id,
            at=each.concluded.timestamp,
            result=each.concluded.result,
            controllable=each.concluded.controllable,
            methods=each.concluded.methods,
            assessor=each.assessor,
            unit=value_or_none(each.unit),
        )
        for each in found
        if each.concluded is not None
    ]
    return tuple(sorted(views, key=lambda view: view.at))
