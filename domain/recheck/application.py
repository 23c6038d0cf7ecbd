"""The rules of applications, checked again on the record: who may apply, every rank, every seat, every name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from uuid import UUID

from domain.activity.events import (
    ActivityAnnounced,
    ActivityCalledOff,
    ActivityHeld,
    ActivityReported,
    ApplicationsClosed,
    LotDrawn,
    ParticipantDeclined,
    ParticipantInvited,
    ParticipantListPublished,
    ParticipantMovedUp,
)
from domain.application.events import (
    ApplicationAdmitted,
    ApplicationDeclined,
    ApplicationErased,
    ApplicationInvited,
    ApplicationListed,
    ApplicationSubmitted,
    ApplicationWithdrawn,
)
from domain.consultation.events import DecisionAdopted, DecisionEnded
from domain.enumerations import ErasureCause, Selection
from domain.event import Event
from domain.recheck.lot import Seats, full, ranking
from domain.recheck.record import Record, last_of
from domain.recheck.standing import application_fate


def application_rules_broken(record: Record, event: Event) -> Iterator[str]:
    """Names of the rules that `event`, on an application's stream, breaks after what is on `record`."""
    own = record.stream(event.originator_id)
    first = own[0] if own else event
    if not isinstance(first, ApplicationSubmitted):
        yield "NotSubmitted"
        return
    activity = record.stream(first.activity_id)
    match event:
        case ApplicationSubmitted():
            if record.last(DecisionAdopted) or record.last(DecisionEnded):
                yield "DecisionOver"
            yield from _submission(activity, own, event)
        case ApplicationWithdrawn():
            yield from _while_waiting(activity, own)
        case ApplicationAdmitted():
            yield from _while_waiting(activity, own)
            yield from _admission(record, activity, first, event)
        case ApplicationInvited():
            yield from _while_waiting(activity, own)
            yield from _together(activity, ParticipantInvited, event, "InvitedAlone")
        case ApplicationDeclined():
            yield from _decline(activity, own, event)
        case ApplicationListed():
            yield from _listing(activity, own, first, event)
        case ApplicationErased():
            yield from _erasure(record, activity, own, event)
        case _:
            pass


def _submission(activity: Sequence[Event], own: Sequence[Event], event: ApplicationSubmitted) -> Iterator[str]:
    announced = last_of(activity, ActivityAnnounced)
    if own:
        yield "SubmittedBefore"
    if last_of(activity, ActivityCalledOff):
        yield "ActivityOff"
    if announced is None:
        yield "ApplicationBeforeAnnouncement"
        return
    if announced.apply_until is None:
        yield "NoApplicationsTaken"
    elif event.timestamp >= announced.apply_until or last_of(activity, ApplicationsClosed):
        yield "ApplicationAfterDeadline"
    offered: Seats = {each.side: each.seats for each in announced.quotas} | {None: announced.observer_seats}
    if not offered.get(event.side):
        yield "SeatsNotAnnounced"
    if any(each.side == event.side and each.selection != Selection.LOT for each in announced.quotas):
        yield "SideByInvitation"


def _while_waiting(activity: Sequence[Event], own: Sequence[Event]) -> Iterator[str]:
    if application_fate(own) != "waiting":
        yield "NotWaiting"
    if last_of(activity, ActivityHeld):
        yield "TookPlace"


def _admission(
    record: Record, activity: Sequence[Event], first: ApplicationSubmitted, event: ApplicationAdmitted
) -> Iterator[str]:
    """His rank is that of the order announced, and nobody before him waits."""
    order = _order(record, activity, first)
    if order is None:
        yield "AdmittedUndrawn"
        return
    if event.originator_id not in order or order.index(event.originator_id) + 1 != event.rank:
        yield "NotRankedSo"
    if any(application_fate(record.stream(one)) == "waiting" for one in order[: event.rank - 1]):
        yield "NotNextInRank"
    if first.side is None:
        yield from full(record, activity, None)
    else:
        yield from _as_participant(activity, event)


def _order(record: Record, activity: Sequence[Event], first: ApplicationSubmitted) -> list[UUID] | None:
    """In which seats of his side are given: by the lot, or as they came; None before."""
    announced, drawn = last_of(activity, ActivityAnnounced), last_of(activity, LotDrawn)
    standing = record.closed_applications(first.activity_id)
    if announced is not None and first.side is None and not announced.observers_by_lot:
        return standing.get(None, []) if last_of(activity, ApplicationsClosed) else None
    return ranking(drawn.seed, tuple(standing.get(first.side, []))) if drawn else None


def _as_participant(activity: Sequence[Event], event: ApplicationAdmitted) -> Iterator[str]:
    """Drawn with the lot, or moved up directly before."""
    drawn, last = last_of(activity, LotDrawn), activity[-1]
    by_lot = drawn and any(one.participant == event.originator_id for each in drawn.draws for one in each.admitted)
    if not by_lot and not (isinstance(last, ParticipantMovedUp) and last.participant == event.originator_id):
        yield "AdmittedUndrawn"


def _together(activity: Sequence[Event], kind: type[Event], event: Event, rule: str) -> Iterator[str]:
    """The activity's own event about him stands directly before, by the same person."""
    last = activity[-1] if activity else None
    same = isinstance(last, kind) and getattr(last, "participant", None) == event.originator_id and last.actor == event.actor
    if not same:
        yield rule


def _decline(activity: Sequence[Event], own: Sequence[Event], event: ApplicationDeclined) -> Iterator[str]:
    if application_fate(own) != "seated":
        yield "NoSeatHeld"
    if last_of(activity, ActivityHeld):
        yield "TookPlace"
    first = own[0]
    if isinstance(first, ApplicationSubmitted) and (first.side or any(isinstance(one, ApplicationInvited) for one in own)):
        yield from _together(activity, ParticipantDeclined, event, "DeclinedAlone")


def _listing(
    activity: Sequence[Event], own: Sequence[Event], first: ApplicationSubmitted, event: ApplicationListed
) -> Iterator[str]:
    listed = last_of(activity, ParticipantListPublished)
    if listed is None or all(one.participant != event.originator_id for one in listed.listed):
        yield "NotListed"
    if application_fate(own) != "seated":
        yield "NoSeatHeld"
    if event.name_shown and not first.publish_name:
        yield "NameWithoutConsent"


def _erasure(record: Record, activity: Sequence[Event], own: Sequence[Event], event: ApplicationErased) -> Iterator[str]:
    if last_of(own, ApplicationErased):
        yield "ApplicationErasedBefore"
    over = last_of(activity, ActivityCalledOff) or last_of(activity, ActivityReported)
    decided = record.last(DecisionAdopted) or record.last(DecisionEnded)
    if event.cause == ErasureCause.ACTIVITY_OVER and not (over or decided):
        yield "ErasureTooEarly"
