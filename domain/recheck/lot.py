"""The rules of the lot, checked again on the record: when it is drawn, the seed, and who gets the seats."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from uuid import UUID

from domain.activity.events import ActivityAnnounced, ApplicationsClosed, LotDrawn, ParticipantMovedUp
from domain.activity.lot import committed, ranked, seed_of
from domain.enumerations import Selection, Side
from domain.event import Event
from domain.recheck.activity import participants
from domain.recheck.record import Record, last_of
from domain.recheck.standing import application_fate

Seats = dict[Side | None, int]


def lot_rules_broken(record: Record, event: Event) -> Iterator[str]:
    """Names of the rules that the close, the draw or moving up, on an activity's stream, breaks after what is on `record`."""
    activity = record.stream(event.originator_id)
    match event:
        case ApplicationsClosed():
            yield from _closing(record, activity, event)
        case LotDrawn():
            yield from _draw(record, activity, event)
        case ParticipantMovedUp(participant=who, side=side):
            if application_fate(record.stream(who)) != "waiting":
                yield "NotWaiting"
            yield from full(record, activity, side)
        case _:
            pass


def _closing(record: Record, activity: Sequence[Event], event: ApplicationsClosed) -> Iterator[str]:
    announced = last_of(activity, ActivityAnnounced)
    if last_of(activity, ApplicationsClosed):
        yield "ApplicationsClosedBefore"
    if announced is None or announced.apply_until is None:
        yield "NoApplicationsTaken"
    elif event.timestamp < announced.apply_until:
        yield "DeadlineNotReached"
    standing = record.standing_applications(event.originator_id)
    observers = len(standing.pop(None, []))
    if (event.applications, event.observers) != (sum(map(len, standing.values())), observers):
        yield "ApplicationsMiscounted"


def _draw(record: Record, activity: Sequence[Event], event: LotDrawn) -> Iterator[str]:
    """The seed follows from what was committed to, and the seats from the seed."""
    announced = last_of(activity, ActivityAnnounced)
    if last_of(activity, LotDrawn):
        yield "DrawnBefore"
    if last_of(activity, ApplicationsClosed) is None:
        yield "LotBeforeClose"
    if announced is None or committed(event.secret) != announced.lot_commitment:
        yield "SecretNotCommitted"
    if event.seed != seed_of(event.secret, event.log_root, event.token or ""):
        yield "SeedNotDerived"
    seats = _drawn_seats(announced)
    if {each.side: each.seats for each in event.draws} != seats:
        yield "SeatsNotAnnounced"
    for each in event.draws:
        standing = record.closed_applications(event.originator_id).get(each.side, [])
        waiting = [one for one in ranking(event.seed, tuple(standing)) if application_fate(record.stream(one)) == "waiting"]
        if [one.participant for one in each.admitted] != waiting[: seats.get(each.side, 0)] or each.applied != len(standing):
            yield "DrawnOtherwise"
        if len(each.admitted) > seats.get(each.side, 0):
            yield "SeatsTaken"


def _drawn_seats(announced: ActivityAnnounced | None) -> Seats:
    if announced is None:
        return {}
    seats: Seats = {each.side: each.seats for each in announced.quotas if each.selection == Selection.LOT}
    return seats | ({None: announced.observer_seats} if announced.observer_seats and announced.observers_by_lot else {})


@lru_cache(maxsize=8)
def ranking(seed: str, applications: tuple[UUID, ...]) -> list[UUID]:
    """The applications of one side in the order of their lots."""
    return ranked(seed, applications)


def full(record: Record, activity: Sequence[Event], side: Side | None) -> Iterator[str]:
    """Nobody beyond the seats announced: of observers those who were admitted are counted, of a side those who take part."""
    announced = last_of(activity, ActivityAnnounced)
    if announced is None:
        return
    if side is None:
        holders = [one for one in record.applications(announced.originator_id) if one.side is None]
        taken = sum(application_fate(record.stream(one.originator_id)) == "seated" for one in holders)
        seats = announced.observer_seats
    else:
        taken = sum(own == side for own, _ in participants(activity).values())
        seats = next((each.seats for each in announced.quotas if each.side == side), 0)
    if taken >= seats:
        yield "SeatsTaken"
