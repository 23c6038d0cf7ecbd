"""What follows an adoption, checked again on the record: suspension, termination, links, evaluation ([713] art. 36, 37)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from uuid import UUID

from domain.calendar import local_date
from domain.consultation.events import (
    ConsultationPublished,
    DecisionAdopted,
    DecisionEnded,
    DecisionStarted,
    EarlierDecisionNamed,
    EvaluationReported,
    EvaluationStarted,
    ExecutionResumed,
    ExecutionSuspended,
    ExecutionTerminated,
    LaterDecisionLinked,
)
from domain.consultation.execution_values import DecidedBy
from domain.consultation.steps.evaluation import same_unit_among
from domain.enumerations import ReviewForm
from domain.event import Event
from domain.expertise.events import ExpertAsked, ExpertReviewPlanned, InterestDeclared
from domain.recheck.record import Record
from domain.risk_assessment.events import RiskAssessmentStarted
from domain.sealing import CLOSED

FOLLOWS = (
    *(ExecutionSuspended, ExecutionResumed, ExecutionTerminated),
    *(LaterDecisionLinked, EvaluationStarted, EvaluationReported),
)
"""What a decision's own stream takes after its adoption, and only then."""


def execution_rules_broken(record: Record, event: Event) -> Iterator[str]:
    """Names of the rules that `event`, on a decision's own stream, breaks about what follows the adoption."""
    if isinstance(event, FOLLOWS):
        yield from not_adopted(record)
    match event:
        case ExecutionSuspended():
            yield from _suspended(record, event)
        case ExecutionResumed(reason=reason):
            yield from terminated(record)
            if not suspended(record):
                yield "NotSuspended"
            yield from _short(record, reason)
        case ExecutionTerminated(basis=basis):
            yield from terminated(record)
            if event.met_on > local_date(event.timestamp):
                yield "DateAhead"
            yield from _short(record, basis)
        case LaterDecisionLinked(reason=reason):
            yield from _short(record, reason)
        case EarlierDecisionNamed():
            if record.last(ConsultationPublished) or record.last(DecisionEnded):
                yield "LinkUnfit"
            if record.last(EarlierDecisionNamed):
                yield "AlreadyLinked"
        case EvaluationStarted():
            yield from _evaluation_started(record, event)
        case EvaluationReported():
            yield from _evaluation_reported(record, event)
        case _:
            pass


def links_broken(records: Mapping[UUID, Record], event: Event) -> Iterator[str]:
    """A link beside the record of the decision that it leads to."""
    match event:
        case LaterDecisionLinked(decision=later):
            other = records[later]
            if later == event.originator_id or not other.last(DecisionStarted) or other.published or other.last(DecisionEnded):
                yield "LinkUnfit"
        case EarlierDecisionNamed(decision=earlier, relation=relation):
            before = records[earlier].stream(earlier)
            last = before[-1] if before else None
            said = isinstance(last, LaterDecisionLinked) and (last.decision, last.relation) == (event.originator_id, relation)
            if not said:
                yield "LinkedOneWay"
        case _:
            pass


def not_adopted(record: Record) -> Iterator[str]:
    if record.last(DecisionAdopted) is None:
        yield "DecisionNotAdopted"


def terminated(record: Record) -> Iterator[str]:
    if record.last(ExecutionTerminated):
        yield "ExecutionOver"


def suspended(record: Record) -> bool:
    last, resumed = record.last(ExecutionSuspended), record.last(ExecutionResumed)
    return last is not None and (resumed is None or resumed.originator_version < last.originator_version)


def _suspended(record: Record, event: ExecutionSuspended) -> Iterator[str]:
    yield from terminated(record)
    if suspended(record):
        yield "AlreadySuspended"
    if event.decided_by != DecidedBy.HEAD:
        yield "SuspendedByOther"
    if event.decided_on > local_date(event.timestamp):
        yield "DateAhead"
    yield from _short(record, event.reason)
    yield from _short(record, event.scope)


def _short(record: Record, said: object) -> Iterator[str]:
    if said is not CLOSED:
        yield from record.reason_broken(said if isinstance(said, str) else None)


def _evaluation_started(record: Record, event: EvaluationStarted) -> Iterator[str]:
    if len(record.all(EvaluationStarted)) > len(record.all(EvaluationReported)):
        yield "EvaluationUnderWay"
    if event.unit is not CLOSED and same_unit_among(event.unit, _appraisers(record)):
        yield "EvaluatorAppraised"
    yield from _short(record, event.reason)


def _appraisers(record: Record) -> Iterator[str]:
    """Who assessed the risk, and who was commissioned with an expert review, as far as it can be read."""
    for assessed in record.all(RiskAssessmentStarted):
        if assessed.unit is not CLOSED:
            yield assessed.unit
    commissioned = {each.originator_id for each in record.all(ExpertReviewPlanned) if each.form == ReviewForm.COMMISSIONED}
    for asked in record.all(ExpertAsked):
        if asked.originator_id in commissioned and asked.unit is not CLOSED:
            yield asked.unit
    for declared in record.all(InterestDeclared):
        if declared.originator_id in commissioned and declared.shown is not CLOSED and declared.shown is not None:
            yield declared.shown.unit


def _evaluation_reported(record: Record, event: EvaluationReported) -> Iterator[str]:
    if len(record.all(EvaluationStarted)) <= len(record.all(EvaluationReported)):
        yield "EvaluationNotStarted"
    if not event.involved:
        yield "ParticipantsMissing"
    if not event.filed or event.report is None:
        yield "EvaluationReportMissing"
    yield from _short(record, event.heard)
    yield from _short(record, event.summary)
