"""The rules of risk assessments, checked again on the record ([713] art. 22 to 24)."""

from __future__ import annotations

from collections.abc import Iterator

from domain.enumerations import WaivableStep
from domain.event import Event
from domain.recheck.expertise import over_or_waived
from domain.recheck.record import Record
from domain.recheck.texts import text_in
from domain.risk_assessment.events import RiskAssessmentConcluded, RiskAssessmentStarted, RiskFound, RiskPoint
from domain.sealing import CLOSED


def risk_assessment_rules_broken(record: Record, event: Event) -> Iterator[str]:
    """Names of the rules that `event`, on the stream of a risk assessment, breaks after what is on `record`."""
    before = record.stream(event.originator_id)
    found = {each.point for each in before if isinstance(each, RiskFound)}
    yield from over_or_waived(record, WaivableStep.RISK_ASSESSMENT)
    if any(isinstance(each, RiskAssessmentConcluded) for each in before):
        yield "RiskAssessmentClosed"
    match event:
        case RiskAssessmentStarted():
            if text_in(record, event.consultation_id, event.text_version) is None:
                yield "DraftMissing"
        case RiskFound(point=point, risk=risk):
            if not 1 <= point <= len(found) + 1:
                yield "RiskUnknown"
            if risk is not CLOSED:
                yield from _described(record, risk)
        case RiskAssessmentConcluded():
            yield from _concluded(event, found)
        case _:
            pass


def _described(record: Record, risk: RiskPoint) -> Iterator[str]:
    yield from record.reason_broken(risk.description)
    yield from record.reason_broken(risk.measures)


def _concluded(event: RiskAssessmentConcluded, found: set[int]) -> Iterator[str]:
    if not found:
        yield "RisksMissing"
    if not event.methods:
        yield "MethodsMissing"
    if event.points != len(found):
        yield "RisksMiscounted"
