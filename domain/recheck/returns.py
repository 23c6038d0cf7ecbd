"""Returns for changes, checked again on the record: by another person, in time, and nothing signed as it came back."""

from __future__ import annotations

from collections.abc import Iterator

from domain.consultation.events import (
    AdoptionPrepared,
    ConsultationPublished,
    DecisionAdopted,
    DraftPrepared,
    DraftReleased,
    DraftReviewed,
    FeedbackPrepared,
    FeedbackSignedOff,
    MaterialsPrepared,
    ReleaseSignedOff,
    ReturnedForChanges,
    ReviewRequested,
    SupplementPrepared,
    SupplementPublished,
    SupplementSignedOff,
)
from domain.enumerations import Returnable, ReviewResult
from domain.event import Event
from domain.recheck.points import current_supplement, current_supplement_sign_off
from domain.recheck.preparation import current_release, current_request, drafters
from domain.recheck.record import Record
from domain.sealing import CLOSED

SUBMITTED: dict[Returnable, type[Event]] = {
    Returnable.DRAFT: ReviewRequested,
    Returnable.FEEDBACK: FeedbackPrepared,
    Returnable.SUPPLEMENT: SupplementPrepared,
    Returnable.ADOPTION: AdoptionPrepared,
}
SIGNED: dict[type[Event], Returnable] = {
    DraftReviewed: Returnable.DRAFT,
    DraftReleased: Returnable.DRAFT,
    ReleaseSignedOff: Returnable.DRAFT,
    FeedbackSignedOff: Returnable.FEEDBACK,
    SupplementSignedOff: Returnable.SUPPLEMENT,
    DecisionAdopted: Returnable.ADOPTION,
}


def return_rules_broken(record: Record, event: Event) -> Iterator[str]:
    """Names of the rules of returning that `event`, on a decision's own stream, breaks."""
    if isinstance(event, ReturnedForChanges):
        yield from _returned(record, event)
    what = next((what for what, kind in SUBMITTED.items() if isinstance(event, kind)), None)
    if what is not None and _as_it_came_back(record, what, event):
        yield "ReturnedUnchanged"
    if (signed := SIGNED.get(type(event))) is not None and _not_mended(record, signed):
        yield "ReturnNotMended"


def _returned(record: Record, event: ReturnedForChanges) -> Iterator[str]:
    submitted = _submission(record, event.what)
    if _not_mended(record, event.what):
        yield "AlreadyReturned"
    elif submitted is None or submitted.originator_version != event.returned_version:
        yield "NothingToReturn"
    elif event.actor in _prepared_by(record, event.what, submitted):
        yield "SamePersonReturns"
    if _signed(record, event.what):
        yield "SignedAlready"
    if event.reason is not CLOSED:
        yield from record.reason_broken(event.reason)


def _submission(record: Record, what: Returnable) -> Event | None:
    """What waits for its signature, or has it."""
    match what:
        case Returnable.DRAFT:
            return current_request(record)
        case Returnable.SUPPLEMENT:
            return current_supplement(record)
        case _:
            return record.last(SUBMITTED[what])


def _prepared_by(record: Record, what: Returnable, submitted: Event) -> set[str]:
    if what != Returnable.DRAFT:
        return {submitted.actor}
    release = current_release(record)
    return drafters(record) | ({release.actor} if release else set())


def _signed(record: Record, what: Returnable) -> bool:
    """Too late: released (but for an early release not yet signed off nor published), signed off, adopted."""
    match what:
        case Returnable.DRAFT:
            release, later = current_release(record), record.last(ReleaseSignedOff)
            early = release is not None and release.forced and not (later and _after(later, release))
            return record.last(ConsultationPublished) is not None or (release is not None and not early)
        case Returnable.FEEDBACK:
            signed, prepared = record.last(FeedbackSignedOff), record.last(FeedbackPrepared)
            return signed is not None and prepared is not None and _after(signed, prepared)
        case Returnable.SUPPLEMENT:
            return current_supplement_sign_off(record) is not None
        case Returnable.ADOPTION:
            return record.last(DecisionAdopted) is not None


def _after(event: Event, earlier: Event) -> bool:
    return event.originator_version > earlier.originator_version


def _last_return(record: Record, what: Returnable) -> ReturnedForChanges | DraftReviewed | None:
    """By a signer, or of a draft by a review. Of the next supplement only: the one before is another text."""
    found: list[ReturnedForChanges | DraftReviewed] = [each for each in record.all(ReturnedForChanges) if each.what == what]
    if what == Returnable.DRAFT:
        found += [review for review in record.all(DraftReviewed) if review.result == ReviewResult.RETURNED]
    last, published = max(found, key=lambda each: each.originator_version, default=None), record.last(SupplementPublished)
    over = what == Returnable.SUPPLEMENT and last and published and _after(published, last)
    return None if over else last


def _not_mended(record: Record, what: Returnable) -> bool:
    last, submitted = _last_return(record, what), record.last(SUBMITTED[what])
    return last is not None and not (submitted and _after(submitted, last))


def _as_it_came_back(record: Record, what: Returnable, event: Event) -> bool:
    """Whether what is submitted is what was returned, as far as its contents are open; answers recorded since are a change."""
    last = _last_return(record, what)
    if last is None or (what != Returnable.DRAFT and record.answers_since_return(what)):
        return False
    before = record.stream(event.originator_id)[: last.originator_version]
    then, now = _content(what, before), _content(what, [*record.stream(event.originator_id), event])
    return CLOSED not in (*then, *now) and then == now


def _content(what: Returnable, events: list[Event]) -> tuple[object, ...]:
    """The contents last prepared in these events of the decision's stream."""
    match what:
        case Returnable.DRAFT:
            drafts = [event.draft for event in events if isinstance(event, DraftPrepared)]
            papers = [event for event in events if isinstance(event, MaterialsPrepared)]
            return (*drafts[-1:], *(part for each in papers[-1:] for part in _papers(each)))
        case Returnable.FEEDBACK:
            return next(((each.text, each.revised) for each in reversed(events) if isinstance(each, FeedbackPrepared)), ())
        case Returnable.SUPPLEMENT:
            return next(((each.text,) for each in reversed(events) if isinstance(each, SupplementPrepared)), ())
        case Returnable.ADOPTION:
            return next(((each.notice,) for each in reversed(events) if isinstance(each, AdoptionPrepared)), ())


def _papers(event: MaterialsPrepared) -> tuple[object, ...]:
    return event.explanation, event.basis, event.interpretation, event.attachments, event.contact
