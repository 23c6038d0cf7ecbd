"""Whether a step with a stream of its own has begun: of whatever waits for its end nothing is waived."""

from __future__ import annotations

from uuid import UUID

from consult.runtime import Runtime
from domain.enumerations import WaivableStep


async def begun(runtime: Runtime, consultation_id: UUID, step: WaivableStep) -> tuple[bool, int]:
    """Whether an opinion was given, or a risk found, that waits; and the position up to which this is known, for the guard."""
    position = (await runtime.log.head()).size - 1
    archive = runtime.archive
    match step:
        case WaivableStep.EXPERT_REVIEW:
            return any(review.begun for review in await archive.expertises(consultation_id)), position
        case WaivableStep.RISK_ASSESSMENT:
            return any(assessment.begun for assessment in await archive.assessments(consultation_id)), position
        case _:
            return False, position
