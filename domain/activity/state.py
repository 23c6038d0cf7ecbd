"""The state of a participation activity, folded from its events; works without the sealed contents."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import msgspec
from msgspec.structs import replace

from domain.activity import events as e
from domain.activity.values import Listed, Quota
from domain.enumerations import ActivityForm, ActivityKind, Confirmation, RespondentKind, Selection, Side
from domain.event import Event
from domain.sealing import Closed


class Participant(msgspec.Struct, frozen=True, kw_only=True):
    """One who takes part 参加人; without a name here where he was drawn.

    `delivered_on`: when materials reached him. `confirmed`: what he did about the record.
    """

    id: UUID
    side: Side
    category: RespondentKind
    how: Selection
    name: str | Closed | None = None
    organisation: str | Closed | None = None
    delivered_on: date | None = None
    code_hash: str | None = None
    confirmed: Confirmation | None = None

    @property
    def listed(self) -> Listed:
        """His line in the list of participants."""
        return Listed(self.id, self.side, self.category, self.how)


class Activity(msgspec.Struct, frozen=True, kw_only=True):
    """One participation activity 参与活动. `participants`: all who were invited or drawn, and have not declined, in that order.

    `published`: the last list that was published; `attended`: who came; `began_at`, `held_at`: when it began, and when that was
    recorded; `statements`: None until the record is closed.
    """

    id: UUID
    version: int
    consultation_id: UUID
    kind: ActivityKind
    form: ActivityForm
    rules_name: str
    subject: str | Closed
    reason: str | Closed
    place: str | Closed
    planned_at: datetime
    announced: e.ActivityAnnounced | None = None
    applications_closed_at: datetime | None = None
    drawn: e.LotDrawn | None = None
    participants: tuple[Participant, ...] = ()
    published: tuple[Listed, ...] | None = None
    published_at: datetime | None = None
    began_at: datetime | None = None
    held_at: datetime | None = None
    attended: tuple[UUID, ...] = ()
    polled: bool = False
    statements: int | None = None
    reported_at: datetime | None = None
    called_off_at: datetime | None = None

    @property
    def quotas(self) -> tuple[Quota, ...]:
        return self.announced.quotas if self.announced else ()

    @property
    def over(self) -> bool:
        """Whether nothing more happens: it is reported or called off."""
        return self.reported_at is not None or self.called_off_at is not None

    @property
    def awaiting_lot(self) -> bool:
        """Whether people may still apply, or seats wait to be drawn."""
        if self.announced is None or self.announced.apply_until is None:
            return False
        by_lot = any(quota.selection == Selection.LOT for quota in self.quotas)
        return self.applications_closed_at is None or (by_lot and self.drawn is None)

    @property
    def recording(self) -> bool:
        """Whether statements are taken down: it is held, and the record is not closed."""
        return self.held_at is not None and self.statements is None and not self.over

    @property
    def interested(self) -> frozenset[Side]:
        """The sides that are interested parties 利害关系人."""
        return frozenset(quota.side for quota in self.quotas if quota.interested)

    def quota_of(self, side: Side) -> Quota | None:
        return next((quota for quota in self.quotas if quota.side == side), None)

    def participant(self, participant_id: UUID) -> Participant | None:
        return next((each for each in self.participants if each.id == participant_id), None)


def evolve(state: Activity | None, event: Event) -> Activity:
    """The activity after `event`. Never refuses; an event of a kind not known here only advances the version."""
    if isinstance(event, e.ActivityPlanned):
        return _planned(event)
    if state is None:
        raise TypeError(f"an activity begins with activity-planned, not {event.topic}")
    return _ending(_participating(replace(state, version=event.originator_version), event), event)


def _planned(event: e.ActivityPlanned) -> Activity:
    return Activity(
        id=event.originator_id,
        version=event.originator_version,
        consultation_id=event.consultation_id,
        kind=event.kind,
        form=event.form,
        rules_name=event.rules,
        subject=event.subject,
        reason=event.reason,
        place=event.place,
        planned_at=event.timestamp,
    )


def _participating(state: Activity, event: Event) -> Activity:
    match event:
        case e.ActivityAnnounced():
            return replace(state, announced=event)
        case e.ApplicationsClosed(timestamp=at):
            return replace(state, applications_closed_at=at)
        case e.LotDrawn():
            return replace(state, drawn=event, participants=(*state.participants, *_admitted(event)))
        case e.ParticipantInvited():
            return replace(state, participants=(*state.participants, _invited(event)))
        case e.ParticipantMovedUp(participant=who, side=side, category=category):
            next_one = Participant(id=who, side=side, category=category, how=Selection.LOT)
            return replace(state, participants=(*state.participants, next_one))
        case e.ParticipantDeclined(participant=who):
            return replace(state, participants=tuple(each for each in state.participants if each.id != who))
        case e.ParticipantListPublished(listed=listed, timestamp=at):
            return replace(state, published=listed, published_at=at)
        case e.MaterialsDelivered(participant=who, delivered_on=day):
            return _with(state, who, delivered_on=day)
        case _:
            return state


def _invited(event: e.ParticipantInvited) -> Participant:
    return Participant(
        id=event.participant,
        side=event.side,
        category=event.category,
        how=Selection.INVITATION,
        name=event.name,
        organisation=event.organisation,
    )


def _admitted(event: e.LotDrawn) -> tuple[Participant, ...]:
    """Those drawn to take part; observers do not."""
    return tuple(
        Participant(id=each.participant, side=draw.side, category=each.category, how=Selection.LOT)
        for draw in event.draws
        if draw.side is not None
        for each in draw.admitted
    )


def _ending(state: Activity, event: Event) -> Activity:
    match event:
        case e.ActivityHeld(timestamp=at, began_at=began_at, attended=attended):
            return replace(state, held_at=at, began_at=began_at, attended=attended)
        case e.PollTaken(timestamp=at):
            return replace(state, held_at=at, polled=True, statements=0)
        case e.RecordClosed(statements=statements):
            return replace(state, statements=statements)
        case e.ConfirmationCodeIssued(participant=who, code_hash=code_hash):
            return _with(state, who, code_hash=code_hash)
        case e.RecordConfirmed(participant=who, how=how):
            return _with(state, who, confirmed=how)
        case e.ActivityReported(timestamp=at):
            return replace(state, reported_at=at)
        case e.ActivityCalledOff(timestamp=at):
            return replace(state, called_off_at=at)
        case _:
            return state


def _with(state: Activity, participant_id: UUID, **facts: object) -> Activity:
    people = (replace(each, **facts) if each.id == participant_id else each for each in state.participants)
    return replace(state, participants=tuple(people))
