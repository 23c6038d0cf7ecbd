"""The order of a decision's stages and who acted in them, checked again on the record."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta, timezone
from typing import Any

from domain.consultation.events import (
    AdoptionPrepared,
    AnswerDelayed,
    ConsultationPublished,
    CorrectionMade,
    DecisionAdopted,
    DecisionDeliberated,
    DecisionEnded,
    DecisionStarted,
    DraftPrepared,
    DraftReleased,
    DraftReviewed,
    FairCompetitionReviewed,
    FeedbackPublished,
    LegalityReviewed,
    MaterialsPrepared,
    PeriodClosed,
    PeriodExtended,
    ReleaseSignedOff,
    ReviewRequested,
    StepWaived,
)
from domain.event import CLOCK, Event
from domain.recheck.answers import answer_rules_broken
from domain.recheck.record import Record
from domain.sealing import CLOSED
from domain.values import DeliberationResult, LegalityResult, MatterKind, ReviewKind, ReviewResult, WaivableStep

SHANGHAI = timezone(timedelta(hours=8))
EXCLUDED = frozenset({MatterKind.MACRO_CONTROL, MatterKind.LEGISLATION, MatterKind.EMERGENCY})
PASSED = frozenset({DeliberationResult.PASSED, DeliberationResult.PASSED_WITH_CHANGES})
LAWFUL = frozenset({LegalityResult.LAWFUL, LegalityResult.EXPLORATORY})

Check = Callable[[Record, Any], Iterator[str]]


def stage_rules_broken(record: Record, event: Event) -> Iterator[str]:
    """Names of the rules that `event`, on a decision's own stream, breaks after what is on `record`."""
    over = record.last(DecisionAdopted) or record.last(DecisionEnded)
    if over and not isinstance(event, CorrectionMade | ReleaseSignedOff):
        yield "DecisionOver"
    if isinstance(event, DecisionStarted) == bool(record.stream(event.originator_id)):
        yield "NotStarted"
    check = CHECKS.get(type(event))
    if check:
        yield from check(record, event)
    yield from answer_rules_broken(record, event)


def _started(record: Record, event: DecisionStarted) -> Iterator[str]:
    if event.matter_kind in EXCLUDED:
        yield "MatterExcluded"


def _drafted(record: Record, event: DraftPrepared) -> Iterator[str]:
    if record.published:
        yield "DraftFrozen"
    if event.draft_version != len(record.all(DraftPrepared)) + 1:
        yield "DraftVersionGap"


def _materials(record: Record, event: MaterialsPrepared) -> Iterator[str]:
    if record.published:
        yield "DraftFrozen"


def _released(record: Record, event: DraftReleased) -> Iterator[str]:
    request = record.last(ReviewRequested)
    if request is None or request.draft_version != event.draft_version:
        yield "ReviewNotRequested"
        return
    if request.actor == event.actor:
        yield "SamePersonReleases"
    if not event.forced and _reviews_missing(record, request):
        yield "ReviewsIncomplete"


def _reviews_missing(record: Record, request: ReviewRequested) -> set[ReviewKind]:
    """Kinds of review whose last result since the request is not "passed"."""
    reviews = record.all(DraftReviewed)
    since = [review for review in reviews if review.originator_version > request.originator_version]
    last = {review.kind: review.result for review in since}
    return {kind for kind in ReviewKind if last.get(kind) != ReviewResult.PASSED}


def _release_signed_off(record: Record, event: ReleaseSignedOff) -> Iterator[str]:
    release = record.last(DraftReleased)
    if release is None or not release.forced:
        yield "ReleaseNotForced"
    elif release.actor == event.actor:
        yield "SamePersonReleases"


def _published(record: Record, event: ConsultationPublished) -> Iterator[str]:
    release, draft, materials = record.last(DraftReleased), record.last(DraftPrepared), record.last(MaterialsPrepared)
    if record.published:
        yield "AlreadyPublished"
    if release is None or draft is None or not release.draft_version == draft.draft_version == event.draft_version:
        yield "DraftNotReleased"
    if materials is None or materials.interpretation is None:
        yield "InterpretationMissing"
    if release and materials and materials.originator_version > release.originator_version:
        yield "DraftNotReleased"
    yield from _period(record, event)


def _period(record: Record, event: ConsultationPublished) -> Iterator[str]:
    """The last day must lie `min_period_days` after the first (domain.md DEC-23), or the shortening be explained."""
    first = event.opens_at.astimezone(SHANGHAI).date()
    last = (event.closes_at - timedelta(milliseconds=1)).astimezone(SHANGHAI).date()
    if event.opens_at < event.timestamp or event.closes_at <= event.opens_at:
        yield "PeriodBackwards"
    if (last - first).days < record.rules.min_period_days and not event.shortened:
        yield "PeriodTooShort"
    if event.shortened and event.shortening_reason is not CLOSED and not event.shortening_reason:
        yield "ShorteningUnexplained"


def _extended(record: Record, event: PeriodExtended) -> Iterator[str]:
    if record.closes_at is None or event.closes_at <= record.closes_at:
        yield "PeriodShortened"
    elif event.timestamp >= record.closes_at or record.last(PeriodClosed):
        yield "PeriodAlreadyClosed"


def _closed(record: Record, event: PeriodClosed) -> Iterator[str]:
    if record.closes_at is None or event.closed_at != record.closes_at or event.timestamp < record.closes_at:
        yield "ClosedOutOfTime"
    if record.last(PeriodClosed) or event.actor != CLOCK:
        yield "AlreadyClosed"
    if {count.channel: count.received for count in event.received if count.received} != record.received_by_channel():
        yield "ReceivedMiscounted"


def _delayed(record: Record, event: AnswerDelayed) -> Iterator[str]:
    closed = record.last(PeriodClosed)
    if closed is None or record.last(FeedbackPublished):
        yield "NothingToDelay"


def _deliberated(record: Record, event: DecisionDeliberated) -> Iterator[str]:
    legality = record.last(LegalityReviewed)
    if legality is None or legality.result not in LAWFUL:
        yield "LegalityReviewMissing"
    if record.last(FeedbackPublished) is None:
        yield "FeedbackMissing"


def _adopted(record: Record, event: DecisionAdopted) -> Iterator[str]:
    if record.last(FeedbackPublished) is None:
        yield "FeedbackMissing"
    legality, deliberation = record.last(LegalityReviewed), record.last(DecisionDeliberated)
    if legality is None or legality.result not in LAWFUL:
        yield "LegalityReviewMissing"
    if deliberation is None or deliberation.result not in PASSED:
        yield "NotDeliberated"
    notice = record.last(AdoptionPrepared)
    if notice is None:
        yield "AdoptionNotPrepared"
    elif notice.actor == event.actor:
        yield "SamePersonAdopts"
    yield from _fair_competition(record)


def _fair_competition(record: Record) -> Iterator[str]:
    started, review = record.last(DecisionStarted), record.last(FairCompetitionReviewed)
    waived = any(waiver.step == WaivableStep.FAIR_COMPETITION_REVIEW for waiver in record.all(StepWaived))
    needed = started is not None and started.touches_operators is True
    if (review is not None and not review.passed) or (needed and review is None and not waived):
        yield "FairCompetitionReviewMissing"


CHECKS: dict[type[Event], Check] = {
    DecisionStarted: _started,
    DraftPrepared: _drafted,
    MaterialsPrepared: _materials,
    DraftReleased: _released,
    ReleaseSignedOff: _release_signed_off,
    ConsultationPublished: _published,
    PeriodExtended: _extended,
    PeriodClosed: _closed,
    AnswerDelayed: _delayed,
    DecisionDeliberated: _deliberated,
    DecisionAdopted: _adopted,
}
