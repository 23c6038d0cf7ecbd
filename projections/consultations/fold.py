"""What each event on a decision's own stream does to its row, until and after its publication."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from msgspec.structs import replace

from domain.consultation import events as e
from domain.consultation.unit_events import division_of
from domain.enumerations import Returnable, ReviewResult
from domain.event import Event
from domain.sealing import value_or_none
from projections.consultations import execution_fold as execution
from projections.consultations.row import ConsultationRow
from projections.consultations.units import with_event
from projections.consultations.views import AnswerDelay, Extension, Outstanding, ReviewShortened

Fold = Callable[[ConsultationRow, Any, int], None]


def fold(row: ConsultationRow, event: Event, position: int) -> None:
    """Apply the event's own facts; what it opens is applied by `projections.consultations.openings`."""
    apply = FOLDS.get(type(event))
    if apply:
        apply(row, event, position)


def started_row(event: e.DecisionStarted) -> ConsultationRow:
    """A decision as it is known when it starts: its content is sealed."""
    return ConsultationRow(event.originator_id, event.timestamp, event.rules)


def _draft_prepared(row: ConsultationRow, event: e.DraftPrepared, position: int) -> None:
    _unreleased(row)
    row.draft_version = event.draft_version


def _materials_prepared(row: ConsultationRow, event: e.MaterialsPrepared, position: int) -> None:
    _unreleased(row)
    row.materials = True


def _review_requested(row: ConsultationRow, event: e.ReviewRequested, position: int) -> None:
    _unreleased(row)
    row.review_requested = True


def _unreleased(row: ConsultationRow) -> None:
    row.review_requested = row.released = False
    row.reviews_passed = 0
    row.details.reviews = {}
    row.details.release_signed_off_at = None


def _reviewed(row: ConsultationRow, event: e.DraftReviewed, position: int) -> None:
    row.details.reviews = {**row.details.reviews, event.kind: event.result}
    row.reviews_passed = sum(result == ReviewResult.PASSED for result in row.details.reviews.values())
    if event.result == ReviewResult.RETURNED:
        row.review_requested = False


def _returned(row: ConsultationRow, event: e.ReturnedForChanges, position: int) -> None:
    if event.what == Returnable.DRAFT:
        _unreleased(row)


def _released(row: ConsultationRow, event: e.DraftReleased, position: int) -> None:
    row.released = True


def _release_signed_off(row: ConsultationRow, event: e.ReleaseSignedOff, position: int) -> None:
    details = row.details
    details.release_signed_off_at = event.timestamp
    if details.forced_release:
        details.forced_release = replace(details.forced_release, signed_off_at=event.timestamp)


def _published(row: ConsultationRow, event: e.ConsultationPublished, position: int) -> None:
    row.published_at, row.published_position = event.timestamp, position
    row.opens_at, row.closes_at = event.opens_at, event.closes_at
    row.draft_version = event.draft_version
    row.details.channels = event.channels
    row.details.shortened = event.shortened
    row.details.shortening_reason = value_or_none(event.shortening_reason)


def _extended(row: ConsultationRow, event: e.PeriodExtended, position: int) -> None:
    extension = Extension(
        version=event.originator_version,
        position=position,
        at=event.timestamp,
        previous_closes_at=row.closes_at or event.closes_at,
        closes_at=event.closes_at,
        reason=value_or_none(event.reason),
    )
    row.details.extensions += (extension,)
    row.closes_at = event.closes_at


def _closed(row: ConsultationRow, event: e.PeriodClosed, position: int) -> None:
    row.period_closed_at, row.answer_due_on = event.closed_at, event.answer_due_on
    row.details.received_by_channel = {count.channel: count.received for count in event.received}


def _delayed(row: ConsultationRow, event: e.AnswerDelayed, position: int) -> None:
    delay = AnswerDelay(
        version=event.originator_version,
        position=position,
        at=event.timestamp,
        due_on=event.due_on,
        reason=value_or_none(event.reason),
    )
    row.details.answer_delays += (delay,)


def _warned(row: ConsultationRow, event: e.BlanketAnswersSeen, position: int) -> None:
    if row.answered_at is None:  # else of a supplement
        row.details.warned = len(event.answers)


def _feedback_prepared(row: ConsultationRow, event: e.FeedbackPrepared, position: int) -> None:
    row.details.warned = 0


def _answered(row: ConsultationRow, event: e.FeedbackPublished, position: int) -> None:
    row.answered_at = event.timestamp


def _competition_reviewed(row: ConsultationRow, event: e.FairCompetitionReviewed, position: int) -> None:
    row.details.fair_competition_passed = event.passed


def _review_shortened(row: ConsultationRow, event: e.ReviewTimeShortened, position: int) -> None:
    reason = value_or_none(event.reason)
    row.details.review_shortened = ReviewShortened(working_days=event.working_days, reason=reason)


def _outstanding(row: ConsultationRow, event: e.AnswersOutstanding, position: int) -> None:
    reason = value_or_none(event.reason)
    row.details.outstanding = Outstanding(awaiting=event.awaiting, unanswered=event.unanswered, reason=reason)


def _adopted(row: ConsultationRow, event: e.DecisionAdopted, position: int) -> None:
    row.adopted_at = event.timestamp


def _ended(row: ConsultationRow, event: e.DecisionEnded, position: int) -> None:
    row.ended_at, row.ending_kind = event.timestamp, event.kind
    row.details.ending_reason = value_or_none(event.reason)


def _units(row: ConsultationRow, event: Event, position: int) -> None:
    row.details.units = with_event(row.details.units, event)
    row.joint, row.asked = sorted(each.division.id for each in row.details.units.joint), row.details.units.awaited


def _handed_over(row: ConsultationRow, event: e.DecisionHandedOver, position: int) -> None:
    _units(row, event, position)
    if row.published_at is not None:
        division = division_of(event)
        row.division_id, row.division_name = division.id, division.name


FOLDS: dict[type[Event], Fold] = {
    e.DraftPrepared: _draft_prepared,
    e.MaterialsPrepared: _materials_prepared,
    e.ReviewRequested: _review_requested,
    e.DraftReviewed: _reviewed,
    e.DraftReleased: _released,
    e.ReturnedForChanges: _returned,
    e.ReleaseSignedOff: _release_signed_off,
    e.ConsultationPublished: _published,
    e.PeriodExtended: _extended,
    e.PeriodClosed: _closed,
    e.AnswerDelayed: _delayed,
    e.FeedbackPrepared: _feedback_prepared,
    e.BlanketAnswersSeen: _warned,
    e.FeedbackPublished: _answered,
    e.FairCompetitionReviewed: _competition_reviewed,
    e.AnswersOutstanding: _outstanding,
    e.ReviewTimeShortened: _review_shortened,
    e.DecisionAdopted: _adopted,
    e.DecisionEnded: _ended,
    e.ExecutionSuspended: execution.suspended,
    e.ExecutionResumed: execution.resumed,
    e.ExecutionTerminated: execution.terminated,
    e.LaterDecisionLinked: execution.linked,
    e.EarlierDecisionNamed: execution.named,
    e.EvaluationStarted: execution.evaluating,
    e.EvaluationReported: execution.evaluated,
    **dict.fromkeys((e.JointDivisionNamed, e.JointDivisionEnded, e.PartsAssigned, e.UnitAsked, e.UnitAnswered), _units),
    e.DecisionHandedOver: _handed_over,
}
