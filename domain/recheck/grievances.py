"""The rules of grievances, checked again on the record: made of a comment or alone, the clock, who takes back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from uuid import UUID

from domain.calendar import local_date
from domain.comment.events import AppealDecided, CommentReferred, CommentReopened, CommentSubmitted, CommentWithdrawn
from domain.consultation.events import FeedbackPublished
from domain.enumerations import AppealOutcome, Channel, GrievanceOutcome
from domain.event import PUBLIC, Event
from domain.grievance.events import GrievanceClosed, GrievanceForwarded, GrievanceRegistered, GrievanceTakenBack
from domain.recheck.points import gathered, unmerged_points
from domain.recheck.record import Record
from domain.recheck.screening import comment_status, happened
from domain.rules import grievance_rules_named

LONGEST_REST = timedelta(days=14)
"""No holiday is longer with its weekends, so that a last day of rest moves no further; the decision counts the days."""


def grievance_rules_broken(record: Record, event: Event) -> Iterator[str]:
    """Names of the rules that `event`, on a grievance's stream, breaks after what is on `record`."""
    own = record.stream(event.originator_id)
    match event:
        case GrievanceRegistered():
            yield from _registration(record, own, event)
        case GrievanceForwarded():
            yield from _over(own)
        case GrievanceClosed():
            yield from _closing(record, own, event)
        case GrievanceTakenBack():
            yield from _taking_back(record, own, event)
        case _:
            pass


def made_grievances(record: Record) -> set[UUID]:
    """Ids of the comments of which a grievance was made that was not taken back."""
    made = record.all(GrievanceRegistered)
    standing = (each for each in made if not happened(record.stream(each.originator_id), GrievanceTakenBack))
    return {each.comment_id for each in standing if each.comment_id is not None}


def _registration(record: Record, own: Sequence[Event], event: GrievanceRegistered) -> Iterator[str]:
    if own:
        yield "AlreadyRegistered"
    if record.published is None:
        yield "ConsultationNotPublished"
    if event.received_on > local_date(event.timestamp):
        yield "ReceivedInFuture"
    yield from _clock(event)
    if event.comment_id is None:
        return
    yield from _of_comment(record, event.comment_id, event)


def _clock(event: GrievanceRegistered) -> Iterator[str]:
    """Without a calendar of rest days: never earlier than the days of the rules, nor later than the longest rest after them."""
    try:
        first = event.received_on + timedelta(days=grievance_rules_named(event.rules).tell_within_days)
    except KeyError:
        yield "GrievanceClockWrong"
        return
    if not first <= event.due_on <= first + LONGEST_REST:
        yield "GrievanceClockWrong"


def _of_comment(record: Record, comment_id: UUID, event: GrievanceRegistered) -> Iterator[str]:
    """The comment was referred directly before, by the same person, and is answered nowhere as an opinion."""
    comment = record.stream(comment_id)
    last = comment[-1] if comment else None
    if not isinstance(last, CommentReferred) or last.actor != event.actor or comment_id in made_grievances(record):
        yield "CommentNotReferred"
    if any(comment_id in gathered(record, point.originator_id) for point in unmerged_points(record)):
        yield "CommentInPoint"
    submitted = comment[0] if comment else None
    if isinstance(submitted, CommentSubmitted) and (event.channel == Channel.WEB) != (submitted.channel == Channel.WEB):
        yield "ChannelNotOffline"
    if record.last(FeedbackPublished) and _screened_before(comment[:-1]):
        yield "ReferredAfterFeedback"


def _screened_before(comment: Sequence[Event]) -> bool:
    """Whether it had a fate before: then the feedback had counted it as an opinion."""
    fates = (comment_status(comment[:number]) for number in range(1, len(comment) + 1))
    return any(fate not in ("awaiting", "withdrawn") for fate in fates)


def _over(own: Sequence[Event]) -> Iterator[str]:
    if not own or happened(own, GrievanceClosed, GrievanceTakenBack):
        yield "GrievanceOver"


def _closing(record: Record, own: Sequence[Event], event: GrievanceClosed) -> Iterator[str]:
    """By the person himself only together with his comment, directly after its withdrawal."""
    yield from _over(own)
    if event.actor != PUBLIC:
        return
    comment = record.stream(_comment_of(own) or event.originator_id)
    if event.outcome != GrievanceOutcome.WITHDRAWN or not happened(comment, CommentWithdrawn):
        yield "ClosedByAnother"


def _taking_back(record: Record, own: Sequence[Event], event: GrievanceTakenBack) -> Iterator[str]:
    if not own or happened(own, GrievanceTakenBack):
        yield "AlreadyTakenBack"
    if own and own[0].actor == event.actor:
        yield "SamePersonTakesBack"


def left_behind(record: Record) -> Iterator[str]:
    """Asked at the next event of the decision itself or of a grievance: a comment whose grievance was taken back is screened."""
    taken = record.last(GrievanceTakenBack)
    comment_id = _comment_of(record.stream(taken.originator_id)) if taken else None
    if comment_id is not None and comment_status(record.stream(comment_id)) == "referred":
        yield "CommentNotReopened"


def reopening_rules_broken(record: Record, event: Event) -> Iterator[str]:
    """Of a comment that is back in screening: the grievance made of it was taken back directly before."""
    reopened = isinstance(event, AppealDecided) and event.outcome == AppealOutcome.REOPENED
    if (reopened or isinstance(event, CommentReopened)) and event.originator_id in made_grievances(record):
        yield "GrievanceNotTakenBack"


def _comment_of(own: Sequence[Event]) -> UUID | None:
    first = own[0] if own else None
    return first.comment_id if isinstance(first, GrievanceRegistered) else None
