"""The state of a risk assessment, folded from its events; works without the sealed contents."""

from __future__ import annotations

from uuid import UUID

import msgspec
from msgspec.structs import replace

from domain.enumerations import Assessor
from domain.event import Event
from domain.risk_assessment import events as e
from domain.sealing import Closed


class RiskAssessment(msgspec.Struct, frozen=True, kw_only=True):
    """One risk assessment 风险评估. `text_version`: of the decision's stream, where the text stands. `points` by number.

    `found_at`: by the same number, the version of the stream that says last what the risk is.
    """

    id: UUID
    version: int
    consultation_id: UUID
    text_version: int
    assessor: Assessor
    unit: str | Closed
    points: dict[int, e.RiskPoint | Closed] = {}
    found_at: dict[int, int] = {}
    concluded: e.RiskAssessmentConcluded | None = None

    @property
    def begun(self) -> bool:
        """Whether a risk that was found waits for the result."""
        return bool(self.points) and self.concluded is None


def evolve(state: RiskAssessment | None, event: Event) -> RiskAssessment:
    """The assessment after `event`. Never refuses; an event of a kind not known here only advances the version."""
    if isinstance(event, e.RiskAssessmentStarted):
        return _started(event)
    if state is None:
        raise TypeError(f"a risk assessment begins with risk-assessment-started, not {event.topic}")
    state = replace(state, version=event.originator_version)
    match event:
        case e.RiskFound(point=point, risk=risk):
            return replace(state, points={**state.points, point: risk}, found_at={**state.found_at, point: state.version})
        case e.RiskAssessmentConcluded():
            return replace(state, concluded=event)
        case _:
            return state


def _started(event: e.RiskAssessmentStarted) -> RiskAssessment:
    return RiskAssessment(
        id=event.originator_id,
        version=event.originator_version,
        consultation_id=event.consultation_id,
        text_version=event.text_version,
        assessor=event.assessor,
        unit=event.unit,
    )
