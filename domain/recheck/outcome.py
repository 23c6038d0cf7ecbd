"""Reviews, deliberation, adoption, ending and corrections, checked again on the record."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
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
    RecordsArchived,
    ReviewTimeShortened,
    StepWaived,
)
from domain.consultation.steps.order_of_dates import orders_broken
from domain.enumerations import DeliberationResult, LegalityResult, WaivableStep
from domain.event import Event
from domain.point.events import PointMade
from domain.recheck.answers import comparison_rules_broken
from domain.recheck.assessed import experts_and_risk_broken, participation_broken
from domain.recheck.points import is_public
from domain.recheck.preparation import drafters
from domain.recheck.record import Record
from domain.recheck.units import disagreement_broken
from domain.sealing import CLOSED, value_or_none

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
        case ReviewTimeShortened():
            yield from _review_shortened(record, event)
        case LegalityReviewed():
            yield from _legality(record, event)
        case DecisionDeliberated():
            yield from _reviewed(record)
            yield from _minutes_broken(record, event)
            if event.met_on > local_date(event.timestamp):
                yield "DateAhead"
            yield from _order_broken(record, "met_on", event.met_on)
        case AdoptionPrepared():
            yield from _answered(record)
        case DecisionAdopted():
            yield from _adopted(record, event)
        case DecisionEnded(reason=reason):
            if reason is not CLOSED:
                yield from record.reason_broken(reason)
        case RecordsArchived():
            yield from _archived(record, event)
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
    day = local_date(event.timestamp)
    if event.file_received_on > day:
        yield "DateAhead"
    yield from _order_broken(record, "file_received_on", event.file_received_on)
    # Without a calendar of rest days: so many working days are never fewer days. The decision counts them one by one.
    least = record.rules.legality_review_working_days
    if (day - event.file_received_on).days < least and not _explained(record, event):
        yield "ReviewTooShort"


def _explained(record: Record, event: LegalityReviewed) -> bool:
    """Whether the entry directly before, on its stream, says why the review was short."""
    before = record.stream(event.originator_id)
    return bool(before) and isinstance(before[-1], ReviewTimeShortened) and before[-1].actor == event.actor


def _review_shortened(record: Record, event: ReviewTimeShortened) -> Iterator[str]:
    if event.working_days >= record.rules.legality_review_working_days:
        yield "ReviewTooShort"
    if event.reason is not CLOSED:
        yield from record.reason_broken(event.reason)


def _order_broken(record: Record, name: str, day: date) -> Iterator[str]:
    """Names of the rules of order that the date of this name breaks, against the dates in the record."""
    feedback, legality = record.last(FeedbackPublished), record.last(LegalityReviewed)
    deliberation = record.last(DecisionDeliberated)
    dates = {
        "feedback": local_date(feedback.timestamp) if feedback else None,
        "legality_review": local_date(legality.timestamp) if legality else None,
        "met_on": deliberation.met_on if deliberation else None,
    }
    yield from (rule.__name__ for rule, _ in orders_broken({**dates, name: day}, name))


def _reviewed(record: Record) -> Iterator[str]:
    yield from _answered(record)
    legality = record.last(LegalityReviewed)
    if legality is None and record.rules.needs_deliberation:
        yield "LegalityReviewMissing"
    if legality is not None and legality.result not in LAWFUL:
        yield "LegalityReviewMissing"
    yield from _fair_competition(record)
    yield from experts_and_risk_broken(record)
    yield from disagreement_broken(record)
    yield from participation_broken(record)


def _minutes_broken(record: Record, event: DecisionDeliberated) -> Iterator[str]:
    """Of the record of the meeting, where the reader may see it."""
    minutes = value_or_none(event.minutes)
    if minutes is None:
        return
    if any(dissent.member not in minutes.attendees for dissent in minutes.dissents):
        yield "DissenterNotPresent"
    if minutes.against_majority:
        yield from ["MajorityReasonMissing"] if minutes.reason is None else record.reason_broken(minutes.reason)


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
    yield from _order_broken(record, "issued_on", event.issued_on)
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


def _archived(record: Record, event: RecordsArchived) -> Iterator[str]:
    if record.last(DecisionAdopted) is None and record.last(DecisionEnded) is None:
        yield "StillRunning"
    before = record.last(RecordsArchived)
    if before is not None and event.number is not CLOSED and event.number == before.number:
        yield "ArchivedBefore"


def _correction(record: Record, event: CorrectionMade) -> Iterator[str]:
    if record.published is None:
        yield "NotPublished"
    corrected = record.stream(UUID(event.corrected_stream))
    of_point = bool(corrected) and isinstance(corrected[0], PointMade)
    if not 1 <= event.corrected_version <= len(corrected) or (of_point and not is_public(record, UUID(event.corrected_stream))):
        yield "NotCorrectable"
    if event.reason is not CLOSED:
        yield from record.reason_broken(event.reason)
