"""The rules of participation activities, checked again on the record ([713] art. 14 to 18)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import TypeVar
from uuid import UUID

from domain.activity.events import (
    ActivityAnnounced,
    ActivityCalledOff,
    ActivityHeld,
    ActivityPlanned,
    ActivityReported,
    ApplicationsClosed,
    LotDrawn,
    MaterialsDelivered,
    ParticipantDeclined,
    ParticipantInvited,
    ParticipantListPublished,
    ParticipantMovedUp,
    PollTaken,
    RecordClosed,
)
from domain.activity.rules import MATERIALS_DAYS, activity_rules_named
from domain.calendar import local_date
from domain.consultation.events import DecisionAdopted, DecisionEnded
from domain.enumerations import ActivityKind, Selection, Side
from domain.event import Event
from domain.recheck.activity_record import confirmed_rules_broken, reported_rules_broken, statements_at
from domain.recheck.record import Record

E = TypeVar("E", bound=Event)
ANNOUNCED = (ActivityKind.HEARING, ActivityKind.OPEN_MEETING)
"""Kinds whose time, place and participants are public before them."""


def activity_rules_broken(record: Record, event: Event) -> Iterator[str]:
    """Names of the rules that `event`, on the stream of an activity, breaks after what is on `record`."""
    own = record.stream(event.originator_id)
    if record.last(DecisionAdopted) or record.last(DecisionEnded):
        yield "DecisionOver"
    if any(isinstance(each, ActivityReported | ActivityCalledOff) for each in own):
        yield "ActivityOver"
    planned = own[0] if own else None
    if isinstance(planned, ActivityPlanned):
        yield from _step(record, event, own, planned)
        yield from confirmed_rules_broken(event, own, planned.kind)
        yield from reported_rules_broken(record, event, own, planned.kind)


def participants(own: Sequence[Event]) -> dict[UUID, tuple[Side, Selection]]:
    """Those who were invited or drawn and have not declined: for whom they speak, and how they came."""
    found: dict[UUID, tuple[Side, Selection]] = {}
    for each in own:
        match each:
            case ParticipantInvited():
                found[each.participant] = (each.side, Selection.INVITATION)
            case LotDrawn():
                drawn = ((one.participant, draw.side) for draw in each.draws for one in draw.admitted)
                found |= {who: (side, Selection.LOT) for who, side in drawn if side is not None}
            case ParticipantMovedUp():
                found[each.participant] = (each.side, Selection.LOT)
            case ParticipantDeclined():
                found.pop(each.participant, None)
    return found


def _step(record: Record, event: Event, own: Sequence[Event], planned: ActivityPlanned) -> Iterator[str]:
    match event:
        case ActivityAnnounced():
            yield from _announced(record, event, own, planned)
        case ParticipantInvited():
            yield from _invited(event, own)
        case ParticipantListPublished():
            yield from _listed(event, own, planned)
        case MaterialsDelivered():
            yield from _delivered(event, own)
        case ActivityHeld():
            yield from _held(record, event, own, planned)
        case PollTaken():
            if planned.kind != ActivityKind.OPINION_POLL:
                yield "StepNotOfKind"
            yield from _unheld(own)
        case ApplicationsClosed():
            announced = _found(own, ActivityAnnounced)
            if announced is None or announced.apply_until is None or event.timestamp < announced.apply_until:
                yield "ApplicationsStillOpen"
        case RecordClosed():
            if event.statements != statements_at(record, event.originator_id):
                yield "StatementsMiscounted"
        case _:
            pass


def _announced(record: Record, event: ActivityAnnounced, own: Sequence[Event], planned: ActivityPlanned) -> Iterator[str]:
    if record.published is None:
        yield "ConsultationNotOpenYet"
    if _found(own, ActivityAnnounced):
        yield "AlreadyAnnounced"
    yield from _unheld(own)
    rules = activity_rules_named(planned.rules)
    days = (local_date(event.held_at) - local_date(event.timestamp)).days
    if event.held_at <= event.timestamp or (planned.kind == ActivityKind.HEARING and days < rules.notice_days):
        yield "AnnouncedTooLate"
    by_lot = any(quota.selection == Selection.LOT for quota in event.quotas)
    if event.apply_until is None and (by_lot or event.observer_seats):
        yield "ApplicationsEndMissing"
    if event.apply_until and not event.timestamp < event.apply_until < event.held_at:
        yield "ApplicationsEndTooLate"
    if by_lot and event.lot_commitment is None:
        yield "LotUncommitted"
    if planned.kind == ActivityKind.HEARING and rules.interested_half:
        seats = [(quota.seats, quota.interested) for quota in event.quotas]
        if 2 * sum(count for count, interested in seats if interested) < sum(count for count, _ in seats):
            yield "InterestedTooFew"


def _invited(event: ParticipantInvited, own: Sequence[Event]) -> Iterator[str]:
    yield from _unheld(own)
    announced = _found(own, ActivityAnnounced)
    if announced is None or not announced.quotas:
        return
    quota = next((quota for quota in announced.quotas if quota.side == event.side), None)
    if quota is None:
        yield "SeatsNotAnnounced"
    elif quota.selection != Selection.INVITATION:
        yield "DrawnByLot"
    elif sum(side == event.side for side, _ in participants(own).values()) >= quota.seats:
        yield "SeatsTaken"


def _listed(event: ParticipantListPublished, own: Sequence[Event], planned: ActivityPlanned) -> Iterator[str]:
    yield from _unheld(own)
    announced, people = _found(own, ActivityAnnounced), participants(own)
    if announced is None:
        yield "NotAnnounced"
        return
    if {each.participant: (each.side, each.how) for each in event.listed} != people or not people:
        yield "ListOutdated"
    if announced.apply_until and not _found(own, ApplicationsClosed):
        yield "ApplicationsStillOpen"
    yield from _interested(announced, people, planned)
    days = activity_rules_named(planned.rules).list_days if planned.kind == ActivityKind.HEARING else 1
    first = not _found(own, ParticipantListPublished)
    if first and local_date(event.timestamp) > local_date(announced.held_at) - timedelta(days=days):
        yield "ListTooLate"


def _interested(
    announced: ActivityAnnounced, people: dict[UUID, tuple[Side, Selection]], planned: ActivityPlanned
) -> Iterator[str]:
    if planned.kind != ActivityKind.HEARING or not activity_rules_named(planned.rules).interested_half:
        return
    sides = {quota.side for quota in announced.quotas if quota.interested}
    if 2 * sum(side in sides for side, _ in people.values()) < len(people):
        yield "InterestedTooFew"


def _delivered(event: MaterialsDelivered, own: Sequence[Event]) -> Iterator[str]:
    yield from _unheld(own)
    announced = _found(own, ActivityAnnounced)
    if event.participant not in participants(own):
        yield "ParticipantUnknown"
    if announced is None or event.delivered_on > local_date(announced.held_at) - timedelta(days=MATERIALS_DAYS):
        yield "MaterialsTooLate"
    if event.delivered_on > local_date(event.timestamp):
        yield "DateAhead"


def _held(record: Record, event: ActivityHeld, own: Sequence[Event], planned: ActivityPlanned) -> Iterator[str]:
    yield from _unheld(own)
    if record.published is None:
        yield "ConsultationNotOpenYet"
    if planned.kind == ActivityKind.OPINION_POLL:
        yield "StepNotOfKind"
    people = participants(own)
    if not event.attended or not people.keys() >= set(event.attended):
        yield "NobodyAttended"
    if event.began_at > event.timestamp:
        yield "HeldTooEarly"
    yield from _before_hour(event.began_at, own)
    if planned.kind in ANNOUNCED:
        yield from _prepared(event.began_at, own, people, planned)


def _before_hour(began_at: datetime, own: Sequence[Event]) -> Iterator[str]:
    """What was announced is held at its hour, and when applications are closed and the lot is drawn."""
    announced = _found(own, ActivityAnnounced)
    if announced is None:
        return
    if began_at < announced.held_at:
        yield "HeldTooEarly"
    drawn = announced.lot_commitment is None or _found(own, LotDrawn)
    if announced.apply_until and not (_found(own, ApplicationsClosed) and drawn):
        yield "ApplicationsStillOpen"


def _prepared(
    began_at: datetime, own: Sequence[Event], people: dict[UUID, tuple[Side, Selection]], planned: ActivityPlanned
) -> Iterator[str]:
    """Announced; the list public and as it is; the materials with everybody for seven days."""
    announced, listed = _found(own, ActivityAnnounced), _found(own, ParticipantListPublished)
    if announced is None:
        yield "NotAnnounced"
        return
    if listed is None:
        yield "ListMissing"
    elif {each.participant for each in listed.listed} != people.keys():
        yield "ListOutdated"
    yield from _interested(announced, people, planned)
    if planned.kind == ActivityKind.HEARING:
        latest = local_date(began_at) - timedelta(days=MATERIALS_DAYS)
        delivered = {each.participant for each in own if isinstance(each, MaterialsDelivered) and each.delivered_on <= latest}
        if people.keys() - delivered:
            yield "MaterialsMissing"


def _unheld(own: Sequence[Event]) -> Iterator[str]:
    if any(isinstance(each, ActivityHeld | PollTaken) for each in own):
        yield "AlreadyHeld"


def _found(own: Sequence[Event], kind: type[E]) -> E | None:
    """The last event of this kind."""
    return next((each for each in reversed(own) if isinstance(each, kind)), None)
