"""What was said at an activity, who confirmed the record, and the report, checked again on the record ([713] art. 17, 18)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar
from uuid import UUID

from domain.activity.events import (
    ActivityCalledOff,
    ActivityHeld,
    ActivityPlanned,
    ActivityReported,
    ConfirmationCodeIssued,
    PollTaken,
    RecordClosed,
    RecordConfirmed,
)
from domain.activity.kinds import steps_of
from domain.calendar import local_date
from domain.comment.events import CommentSubmitted, RegistrationCorrected
from domain.consultation.events import ParticipationReported
from domain.enumerations import ActivityKind, Confirmation
from domain.event import PUBLIC, Event
from domain.recheck.record import Record
from domain.sealing import CLOSED

E = TypeVar("E", bound=Event)


def statement_rules_broken(record: Record, event: CommentSubmitted) -> Iterator[str]:
    """Of a comment that was said at an activity: taken down while it is held, with the activity's channel and day."""
    if event.activity_id is None:
        return
    own = record.stream(event.activity_id)
    planned, held = own[0] if own else None, _first(own, ActivityHeld)
    if not isinstance(planned, ActivityPlanned) or held is None:
        yield "NotHeld"
        return
    if any(isinstance(each, RecordClosed | ActivityReported | ActivityCalledOff) for each in own):
        yield "RecordIsClosed"
    if event.channel != steps_of(planned.kind).channel or event.received_on != local_date(held.began_at) or event.late:
        yield "SaidAtActivity"


def correction_of_statement_broken(own: Sequence[Event], event: RegistrationCorrected) -> Iterator[str]:
    """Channel and day of what was said at an activity follow from it."""
    said = own[0] if own else None
    if isinstance(said, CommentSubmitted) and said.activity_id and (event.channel or event.received_on or event.late):
        yield "SaidAtActivity"


def statements_at(record: Record, activity_id: UUID) -> int:
    """How many comments were taken down at an activity so far."""
    return sum(comment.activity_id == activity_id for comment in record.all(CommentSubmitted))


def confirmed_rules_broken(event: Event, own: Sequence[Event], kind: ActivityKind) -> Iterator[str]:
    """The record is confirmed once by each who was there, when it is closed; by himself only with a code that was issued."""
    if not isinstance(event, ConfirmationCodeIssued | RecordConfirmed):
        return
    held, mine = _first(own, ActivityHeld), [each for each in own if getattr(each, "participant", None) == event.participant]
    if not steps_of(kind).confirmed:
        yield "StepNotOfKind"
    if held is None or event.participant not in held.attended:
        yield "NotAttended"
    if not _first(own, RecordClosed):
        yield "RecordStillOpen"
    if any(isinstance(each, RecordConfirmed) for each in mine):
        yield "AlreadyConfirmed"
    if isinstance(event, RecordConfirmed):
        by_himself = event.actor == PUBLIC
        issued = any(isinstance(each, ConfirmationCodeIssued) for each in mine)
        if by_himself != (event.how == Confirmation.LINK) or (by_himself and not issued):
            yield "CodeRefused"
        if event.signed_on > local_date(event.timestamp):
            yield "DateAhead"


def reported_rules_broken(record: Record, event: Event, own: Sequence[Event], kind: ActivityKind) -> Iterator[str]:
    """Held, its record closed and confirmed by all who were there; each view with what became of it."""
    if isinstance(event, ActivityCalledOff) and any(isinstance(each, ActivityHeld | PollTaken) for each in own):
        yield "AlreadyHeld"
    if not isinstance(event, ActivityReported):
        return
    held = _first(own, ActivityHeld)
    if kind == ActivityKind.OPINION_POLL:
        if not _first(own, PollTaken):
            yield "NotHeld"
    elif held is None:
        yield "NotHeld"
    elif not _first(own, RecordClosed):
        yield "RecordStillOpen"
    elif steps_of(kind).confirmed and set(held.attended) - _confirmed(own):
        yield "RecordUnconfirmed"
    yield from _views(record, event, kind)


def _views(record: Record, event: ActivityReported, kind: ActivityKind) -> Iterator[str]:
    if event.summary is not CLOSED:
        yield from record.reason_broken(event.summary)
    if event.views is CLOSED:
        return
    if not event.views and kind != ActivityKind.OPINION_POLL:
        yield "ViewsMissing"
    if any(view.point_id is None and (view.disposition is None or not view.reason) for view in event.views):
        yield "ViewUndecided"


def participation_reported_broken(record: Record, event: ParticipationReported) -> Iterator[str]:
    """It says what the activity that it names ended with, directly before."""
    own = record.stream(event.activity_id)
    planned, last = (own[0], own[-1]) if own else (None, None)
    if not isinstance(planned, ActivityPlanned) or not isinstance(last, ActivityReported) or planned.kind != event.kind:
        yield "ReportMisstated"


def _confirmed(own: Sequence[Event]) -> set[UUID]:
    return {each.participant for each in own if isinstance(each, RecordConfirmed)}


def _first(own: Sequence[Event], kind: type[E]) -> E | None:
    return next((each for each in own if isinstance(each, kind)), None)
