"""Who is before a risk assessment, and what its pages know."""

from __future__ import annotations

from typing import Any

import msgspec

from consult.reading.access import readable_decision
from domain.risk_assessment.state import RiskAssessment
from web.desk.access.decision import AtDesk, decision_context, id_in
from web.desk.access.session import DeskRequest, signed_in
from web.shared.request_state import runtime_of

PATH = "/desk/risk-assessments/{assessment_id:str}"


class AtAssessment(msgspec.Struct, frozen=True):
    """A person before one risk assessment of a decision."""

    desk: AtDesk
    assessment: RiskAssessment

    @property
    def root(self) -> str:
        """Address of the assessment's pages, below the language's prefix."""
        return f"/desk/risk-assessments/{self.assessment.id}"


async def at_assessment(request: DeskRequest) -> AtAssessment:
    """Raises NotSignedIn, NotFoundException, NotFound, RoleMissing, OtherDivision."""
    signed, runtime = await signed_in(request), runtime_of(request)
    assessment = await runtime.archive.assessment(id_in(request, "assessment_id"))
    decision = await readable_decision(runtime, signed.actor, assessment.consultation_id)
    return AtAssessment(AtDesk(signed, decision), assessment)


def assessment_context(at: AtAssessment, **more: Any) -> dict[str, Any]:
    return decision_context(at.desk, assessment=at.assessment, assessment_root=at.root, **more)
