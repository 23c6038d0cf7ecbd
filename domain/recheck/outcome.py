"""Reviews, deliberation, adoption, ending and corrections, checked again on the record."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from domain.calendar import local_date
from domain.consultation.events import (
    AdoptionPrepared,
    CorrectionMade,
    DecisionAdopted,
    DecisionDeliberated,
    DecisionEnded,
    DecisionStarted,
    FairCompetitionReviewed,
    FeedbackPublished,
    LegalityReviewed,
    StepWaived,
)
from domain.enumerations import DeliberationResult, LegalityResult, WaivableStep
from domain.event import Event
from domain.point.events import PointMade
from domain.recheck.answers import comparison_rules_broken
from domain.recheck.points import is_public
from domain.recheck.preparation import drafters
from domain.recheck.record import Record
from domain.sealing import CLOSED

PASSED = frozenset({DeliberationResult.PASSED, DeliberationResult.PASSED_WITH_CHANGES})
LAWFUL = frozenset({LegalityResult.LAWFUL, LegalityResult.EXPLORATORY})


def outcome_rules_broken(record: Record, event: Event) -> Iterator[str]:
    """Names of the rules of stages 7 to 9' that `event` breaks."""
    match event:
        case StepWaived(step=step, reason=reason):
            if any(waiver.step == step for waiver in record.all(StepWaived)):
                yield "StepAlreadyWaived"
            if reason is not CLOSED:
                yield from record.reason_broken(reason)
        case LegalityReviewed():
            yield from _legality(record, event)
        case DecisionDeliberated():
            yield from _reviewed(record)
            if event.met_on > local_date(event.timestamp):
                yield "DateAhead"
        case AdoptionPrepared():
            yield from _answered(record)
        case DecisionAdopted():
            yield from _adopted(record, event)
        case DecisionEnded(reason=reason):
            if reason is not CLOSED:
                yield from record.reason_broken(reason)
        case CorrectionMade():
            yield from _correction(record, event)
        case _:
            pass


def _answered(record: Record) -> Iterator[str]:
    if record.last(FeedbackPublished) is None:
        yield "FeedbackMissing"


def _legality(record: Record, event: LegalityReviewed) -> Iterator[str]:
    yield from _answered(record)
    if event.actor in drafters(record):
        yield "SamePersonReviews"
    if event.file_received_on > local_date(event.timestamp):
        yield "DateAhead"


def _reviewed(record: Record) -> Iterator[str]:
    yield from _answered(record)
    legality = record.last(LegalityReviewed)
    if legality is None and record.rules.needs_deliberation:
        yield "LegalityReviewMissing"
    if legality is not None and legality.result not in LAWFUL:
        yield "LegalityReviewMissing"
    yield from _fair_competition(record)


def _fair_competition(record: Record) -> Iterator[str]:
    started, review = record.last(DecisionStarted), record.last(FairCompetitionReviewed)
    waived = any(waiver.step == WaivableStep.FAIR_COMPETITION_REVIEW for waiver in record.all(StepWaived))
    needed = started is not None and started.touches_operators is True
    if (review is not None and not review.passed) or (needed and review is None and not waived):
        yield "FairCompetitionReviewMissing"


def _adopted(record: Record, event: DecisionAdopted) -> Iterator[str]:
    yield from _reviewed(record)
    deliberation, prepared = record.last(DecisionDeliberated), record.last(AdoptionPrepared)
    if record.rules.needs_deliberation and (deliberation is None or deliberation.result not in PASSED):
        yield "NotDeliberated"
    if event.effective_on < event.issued_on or (event.valid_until and event.valid_until <= event.effective_on):
        yield "EffectBeforeIssue"
    if prepared is None:
        yield "AdoptionNotPrepared"
        return
    if prepared.actor == event.actor:
        yield "SamePersonAdopts"
    if prepared.notice is not CLOSED:
        notice = prepared.notice
        yield from comparison_rules_broken(record, notice.text, event)
        if (notice.issued_on, notice.effective_on, notice.valid_until) != (
            event.issued_on,
            event.effective_on,
            event.valid_until,
        ):
            yield "AdoptionNotPrepared"


def _correction(record: Record, event: CorrectionMade) -> Iterator[str]:
    if record.published is None:
        yield "NotPublished"
    corrected = record.stream(UUID(event.corrected_stream))
    of_point = bool(corrected) and isinstance(corrected[0], PointMade)
    if not 1 <= event.corrected_version <= len(corrected) or (of_point and not is_public(record, UUID(event.corrected_stream))):
        yield "NotCorrectable"
    if event.reason is not CLOSED:
        yield from record.reason_broken(event.reason)
