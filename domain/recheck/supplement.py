"""Supplements, and adoptions while comments wait for their answers, checked again on the record."""

from __future__ import annotations

from collections.abc import Iterator

from domain.consultation.events import (
    AnswersOutstanding,
    BlanketAnswersSeen,
    DecisionAdopted,
    FeedbackPrepared,
    FeedbackPublished,
    ReturnedForChanges,
    SupplementPrepared,
    SupplementPublished,
    SupplementSignedOff,
)
from domain.enumerations import Returnable
from domain.event import Event
from domain.recheck.answers import comment_statuses, comparison_rules_broken, coverage_rules_broken
from domain.recheck.points import (
    current_supplement,
    current_supplement_sign_off,
    gathered,
    gathered_in_public,
    is_public,
    unmerged_points,
)
from domain.recheck.record import Record
from domain.sealing import CLOSED

SUPPLEMENT = (SupplementPrepared, SupplementSignedOff, SupplementPublished)


def supplement_rules_broken(record: Record, event: Event) -> Iterator[str]:
    """Names of the rules of late answers that `event`, on a decision's own stream, breaks."""
    if isinstance(event, SUPPLEMENT) and record.last(FeedbackPublished) is None:
        yield "FeedbackMissing"
    match event:
        case SupplementPrepared(text=text):
            if text is not CLOSED:
                yield from record.reason_broken(text)
        case SupplementSignedOff():
            yield from _signed_off(record, event)
        case SupplementPublished():
            yield from _published(record, event)
        case AnswersOutstanding():
            yield from _outstanding(record, event)
        case DecisionAdopted():
            yield from _adopted(record, event)
        case _:
            pass


def passes_when_over(record: Record, event: Event) -> bool:
    """Whether the event may come after the adoption or the end: late answers to a decision that has its feedback."""
    returned = isinstance(event, ReturnedForChanges) and event.what == Returnable.SUPPLEMENT
    late = returned or isinstance(event, (*SUPPLEMENT, BlanketAnswersSeen))
    return late and record.last(FeedbackPublished) is not None


def _signed_off(record: Record, event: SupplementSignedOff) -> Iterator[str]:
    prepared = current_supplement(record)
    if prepared is None:
        yield "SupplementNotPrepared"
    elif prepared.actor == event.actor:
        yield "SamePersonSignsOff"


def _published(record: Record, event: SupplementPublished) -> Iterator[str]:
    signed, feedback = current_supplement_sign_off(record), record.last(FeedbackPrepared)
    if current_supplement(record) is None:
        yield "SupplementNotPrepared"
        return
    if signed is None:
        yield "SupplementNotSignedOff"
        return
    accepted = signed.contradictions_accepted
    if accepted is not CLOSED and not set(accepted).issuperset(event.contradictions):
        yield "ContradictionsUnseen"
    yield from _counted(record, event)
    yield from coverage_rules_broken(record, event)
    if feedback is not None:
        yield from comparison_rules_broken(record, feedback.revised, event)


def _counted(record: Record, event: SupplementPublished) -> Iterator[str]:
    standing = [point.originator_id for point in unmerged_points(record)]
    comments = {comment for point in standing for comment in gathered(record, point) - gathered_in_public(record, point)}
    points = [point for point in standing if not is_public(record, point)]
    if not points and not comments:
        yield "NothingToSupplement"
    figures = (len(record.all(SupplementPublished)) + 1, len(points), len(comments))
    if (event.number, event.points, event.comments) != figures:
        yield "SupplementMiscounted"


def _left(record: Record) -> tuple[int, int]:
    """How many comments await screening, and how many published ones have no public answer."""
    fates = comment_statuses(record)
    answered = {comment for point in unmerged_points(record) for comment in gathered_in_public(record, point.originator_id)}
    unanswered = sum(fate == "published" and comment not in answered for comment, fate in fates.items())
    return sum(fate == "awaiting" for fate in fates.values()), unanswered


def _outstanding(record: Record, event: AnswersOutstanding) -> Iterator[str]:
    if (event.awaiting, event.unanswered) != _left(record) or not (event.awaiting or event.unanswered):
        yield "OutstandingMiscounted"
    if event.reason is not CLOSED:
        yield from record.reason_broken(event.reason)


def _adopted(record: Record, event: DecisionAdopted) -> Iterator[str]:
    own = record.stream(event.originator_id)
    said = own[-1] if own else None
    left = _left(record) if record.last(FeedbackPublished) else (0, 0)
    if any(left) and not (isinstance(said, AnswersOutstanding) and (said.awaiting, said.unanswered) == left):
        yield "CommentsUnanswered"
