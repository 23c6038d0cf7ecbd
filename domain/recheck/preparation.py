"""Start, draft, review and release, checked again on the record."""

from __future__ import annotations

from collections.abc import Iterator

from domain.consultation.events import (
    AttachmentsTreated,
    DecisionStarted,
    DraftPrepared,
    DraftReleased,
    DraftReviewed,
    MaterialsPrepared,
    ReleaseSignedOff,
    ReturnedForChanges,
    ReviewRequested,
)
from domain.enumerations import FileTreatment, MatterKind, Returnable, ReviewKind, ReviewResult
from domain.event import Event
from domain.recheck.record import Record
from domain.sealing import CLOSED

EXCLUDED = frozenset({MatterKind.MACRO_CONTROL, MatterKind.LEGISLATION, MatterKind.EMERGENCY})


def preparation_rules_broken(record: Record, event: Event) -> Iterator[str]:
    """Names of the rules of stages 1 to 3 that `event` breaks."""
    match event:
        case DecisionStarted(matter_kind=kind):
            if kind in EXCLUDED:
                yield "MatterExcluded"
        case DraftPrepared():
            if event.draft_version != len(record.all(DraftPrepared)) + 1:
                yield "DraftVersionGap"
            yield from _frozen(record)
        case MaterialsPrepared():
            yield from _frozen(record)
        case AttachmentsTreated():
            yield from _treated(record, event)
        case ReviewRequested():
            yield from _requested(record, event)
        case DraftReviewed():
            yield from _reviewed(record, event)
        case DraftReleased():
            yield from _released(record, event)
        case ReleaseSignedOff():
            yield from _release_signed_off(record, event)
        case _:
            pass


def current_request(record: Record) -> ReviewRequested | None:
    """The request for review of the draft and materials as they stand: nothing changed or was returned since."""
    returned = [review for review in record.all(DraftReviewed) if review.result == ReviewResult.RETURNED]
    by_signers = [event for event in record.all(ReturnedForChanges) if event.what == Returnable.DRAFT]
    undoing = [record.last(DraftPrepared), record.last(MaterialsPrepared), *returned, *by_signers]
    request = record.last(ReviewRequested)
    if request is None or any(event and event.originator_version > request.originator_version for event in undoing):
        return None
    return request


def current_release(record: Record) -> DraftReleased | None:
    """The release of the draft and materials as they stand."""
    release, request = record.last(DraftReleased), current_request(record)
    return release if release and request and release.originator_version > request.originator_version else None


def drafters(record: Record) -> set[str]:
    """Who prepared or submitted what stands now."""
    events = (record.last(DraftPrepared), record.last(MaterialsPrepared), record.last(ReviewRequested))
    return {event.actor for event in events if event}


def _frozen(record: Record) -> Iterator[str]:
    if record.published:
        yield "DraftFrozen"


def _treated(record: Record, event: AttachmentsTreated) -> Iterator[str]:
    papers = record.last(MaterialsPrepared)
    if papers is None or (papers.originator_version + 1, papers.actor) != (event.originator_version, event.actor):
        yield "TreatmentMisplaced"
    for file in () if event.files is CLOSED else event.files:
        if file.treatment == FileTreatment.AS_IT_IS:
            yield from record.reason_broken(file.reason)


def _requested(record: Record, event: ReviewRequested) -> Iterator[str]:
    draft, materials = record.last(DraftPrepared), record.last(MaterialsPrepared)
    if draft is None or draft.draft_version != event.draft_version:
        yield "DraftMissing"
    if materials is None or materials.explanation is None:
        yield "ExplanationMissing"
    elif materials.basis == ():
        yield "BasisMissing"
    if materials is None or materials.interpretation is None:
        yield "InterpretationMissing"
    if current_request(record):
        yield "ReviewUnderWay"


def _reviewed(record: Record, event: DraftReviewed) -> Iterator[str]:
    request = current_request(record)
    if request is None:
        yield "ReviewNotRequested"
    if current_release(record):
        yield "AlreadyReleased"
    if event.actor in drafters(record):
        yield "SamePersonReviews"
    if request and event.result == ReviewResult.PASSED and event.kind in _passed(record, request):
        yield "AlreadyReviewed"


def _released(record: Record, event: DraftReleased) -> Iterator[str]:
    request = current_request(record)
    if request is None or request.draft_version != event.draft_version:
        yield "ReviewNotRequested"
        return
    if current_release(record):
        yield "AlreadyReleased"
    if request.actor == event.actor:
        yield "SamePersonReleases"
    complete = _passed(record, request) == set(ReviewKind)
    if complete == event.forced:
        yield "ReviewsIncomplete"
    if event.forced and event.reason is not CLOSED:
        yield from record.reason_broken(event.reason, "ReviewsIncomplete")


def _passed(record: Record, request: ReviewRequested) -> set[ReviewKind]:
    """Kinds of review passed since the request."""
    reviews = record.all(DraftReviewed)
    return {review.kind for review in reviews if review.originator_version > request.originator_version}


def _release_signed_off(record: Record, event: ReleaseSignedOff) -> Iterator[str]:
    release, request = current_release(record), record.last(ReviewRequested)
    earlier = record.last(ReleaseSignedOff)
    if release is None or not release.forced or (earlier and earlier.originator_version > release.originator_version):
        yield "ReleaseNotForced"
    elif event.actor in (release.actor, request and request.actor):
        yield "SamePersonReleases"
