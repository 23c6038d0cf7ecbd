"""What a decision makes of expert reviews and risk assessments, checked again on the record ([713] art. 19 to 24, 29)."""

from __future__ import annotations

from collections.abc import Iterator

from domain.consultation.events import (
    DecisionStarted,
    ExpertReviewReported,
    ParticipationReported,
    RiskAssessmentReported,
    StepWaived,
)
from domain.enumerations import ActivityKind, RiskLevel, WaivableStep
from domain.event import Event
from domain.expertise.events import ExpertOpinionGiven, ExpertReviewConcluded, ExpertReviewPlanned
from domain.recheck.activity_record import participation_reported_broken
from domain.recheck.record import Record
from domain.recheck.texts import text_in, text_now
from domain.risk_assessment.events import RiskAssessmentConcluded, RiskAssessmentStarted, RiskFound
from domain.sealing import CLOSED
from domain.values import TextDocument

REPORTED: dict[WaivableStep, type[Event]] = {
    WaivableStep.EXPERT_REVIEW: ExpertReviewReported,
    WaivableStep.RISK_ASSESSMENT: RiskAssessmentReported,
}
FOUND: dict[WaivableStep, tuple[type[Event], type[Event]]] = {
    WaivableStep.EXPERT_REVIEW: (ExpertOpinionGiven, ExpertReviewConcluded),
    WaivableStep.RISK_ASSESSMENT: (RiskFound, RiskAssessmentConcluded),
}
"""What is found in a step, and what ends it."""


def assessed_rules_broken(record: Record, event: Event) -> Iterator[str]:
    """Names of the rules that `event`, on a decision's own stream, breaks about what was reviewed, assessed or excused."""
    match event:
        case StepWaived(step=step) if step in FOUND:
            if record.last(REPORTED[step]):
                yield "StepReported"
            found, ended = FOUND[step]
            if {each.originator_id for each in record.all(found)} - {each.originator_id for each in record.all(ended)}:
                yield "StepUnderWay"
        case StepWaived(step=step) if step in (WaivableStep.OPINION_POLL, WaivableStep.ENTERPRISES):
            if _asked(record, step):
                yield "StepReported"
        case ParticipationReported():
            yield from participation_reported_broken(record, event)
        case ExpertReviewReported():
            yield from _review_reported(record, event)
        case RiskAssessmentReported():
            yield from _risk_reported(record, event)
        case _:
            pass


def experts_and_risk_broken(record: Record) -> Iterator[str]:
    """What stands in the way of a decision: neither done nor excused, a risk that is not controlled, another text."""
    if record.rules.needs_assessments:
        if not record.last(ExpertReviewReported) and not _waived(record, WaivableStep.EXPERT_REVIEW):
            yield "ExpertReviewMissing"
        if not record.last(RiskAssessmentReported) and not _waived(record, WaivableStep.RISK_ASSESSMENT):
            yield "RiskAssessmentMissing"
    if risk := record.last(RiskAssessmentReported):
        if not risk.controllable or risk.result == RiskLevel.HIGH:
            yield "RiskUncontrollable"
        if not _same(text_in(record, risk.consultation_id, risk.text_version), text_now(record)):
            yield "RiskAssessedOtherText"


def participation_broken(record: Record) -> Iterator[str]:
    """What stands in the way of a decision: no poll, or enterprises that it touches unheard, and neither excused."""
    if not record.rules.needs_participation:
        return
    started = record.last(DecisionStarted)
    for step, rule, needed in (
        (WaivableStep.OPINION_POLL, "OpinionPollMissing", True),
        (WaivableStep.ENTERPRISES, "EnterprisesUnheard", started is not None and started.touches_operators is True),
    ):
        if needed and not _asked(record, step) and not _waived(record, step):
            yield rule


def _asked(record: Record, step: WaivableStep) -> bool:
    """Whether an activity was reported that does what this step is for."""
    reports = record.all(ParticipationReported)
    if step == WaivableStep.OPINION_POLL:
        return any(report.kind == ActivityKind.OPINION_POLL for report in reports)
    return any(report.enterprises_heard for report in reports)


def _waived(record: Record, step: WaivableStep) -> bool:
    return any(waiver.step == step for waiver in record.all(StepWaived))


def _same(assessed: object, decided: object) -> bool:
    """Whether both texts have the same articles; what the reader cannot see is not blamed."""
    if assessed is CLOSED or decided is CLOSED:
        return True
    if not isinstance(assessed, TextDocument) or not isinstance(decided, TextDocument):
        return False
    return [(a.label, a.sha256) for a in assessed.articles] == [(a.label, a.sha256) for a in decided.articles]


def _review_reported(record: Record, event: ExpertReviewReported) -> Iterator[str]:
    """It says what the review that it names ended with, directly before."""
    stream = record.stream(event.expertise_id)
    if not stream or not isinstance(stream[-1], ExpertReviewConcluded) or not isinstance(stream[0], ExpertReviewPlanned):
        yield "ReportMisstated"
        return
    planned, last = stream[0], stream[-1]
    if (event.text_version, event.opinions) != (planned.text_version, last.opinions):
        yield "ReportMisstated"


def _risk_reported(record: Record, event: RiskAssessmentReported) -> Iterator[str]:
    stream = record.stream(event.assessment_id)
    if not stream or not isinstance(stream[-1], RiskAssessmentConcluded) or not isinstance(stream[0], RiskAssessmentStarted):
        yield "ReportMisstated"
        return
    started, last = stream[0], stream[-1]
    if (event.text_version, event.result, event.controllable) != (started.text_version, last.result, last.controllable):
        yield "ReportMisstated"
