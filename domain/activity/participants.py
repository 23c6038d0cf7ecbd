"""Who takes part 参加人: invited or drawn, listed in public, and handed the materials in time ([713] art. 16)."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from domain.access import Actor, Role
from domain.activity import refusals as r
from domain.activity.events import (
    MaterialsDelivered,
    ParticipantDeclined,
    ParticipantInvited,
    ParticipantListPublished,
)
from domain.activity.kinds import steps_of
from domain.activity.planning import require_open
from domain.activity.rules import MATERIALS_DAYS, activity_rules_named
from domain.activity.state import Activity, Participant
from domain.calendar import local_date
from domain.consultation.state import Consultation
from domain.consultation.steps.checks import checked_past_date
from domain.enumerations import Delivery, RespondentKind, Selection, Side
from domain.event import next_fields
from domain.text import NAME, ORGANISATION, name_text, optional_name


def invite_participant(
    activity: Activity,
    decision: Consultation,
    side: Side,
    category: RespondentKind,
    *,
    name: str,
    organisation: str | None,
    name_shown: bool,
    participant_id: UUID,
    actor: Actor,
    at: datetime,
) -> ParticipantInvited:
    """邀请. `name_shown`: whether he agrees to stand in the public list with his name, or that of his organisation.

    Raises NotAnnounced, SeatsNotAnnounced, DrawnByLot, SeatsTaken, AlreadyHeld, TextRefused.
    """
    _require_before(activity, decision, actor)
    if steps_of(activity.kind).announced and activity.announced is None:
        raise r.NotAnnounced
    _refuse_seat(activity, side)
    person = name_text(name, field="name", max_length=NAME, required=True)
    unit = optional_name(organisation, field="organisation", max_length=ORGANISATION)
    return ParticipantInvited(
        participant=participant_id,
        side=side,
        category=category,
        name=person,
        organisation=unit,
        shown=" ".join(part for part in (unit, person) if part) if name_shown else None,
        **next_fields(activity, actor, at),
    )


def decline_participant(
    activity: Activity, decision: Consultation, participant_id: UUID, *, actor: Actor, at: datetime
) -> ParticipantDeclined:
    """不参加. Raises ParticipantUnknown, AlreadyHeld."""
    _require_before(activity, decision, actor)
    participant_of(activity, participant_id)
    return ParticipantDeclined(participant=participant_id, **next_fields(activity, actor, at))


def publish_list(activity: Activity, decision: Consultation, *, actor: Actor, at: datetime) -> ParticipantListPublished:
    """公布参加人名单: all who take part.

    Raises StepNotOfKind, NotAnnounced, NobodyListed, ApplicationsStillOpen, InterestedTooFew, ListTooLate, AlreadyHeld.
    """
    _require_before(activity, decision, actor, Role.RELEASER)
    if not steps_of(activity.kind).listed:
        raise r.StepNotOfKind
    if activity.announced is None:
        raise r.NotAnnounced
    if not activity.participants:
        raise r.NobodyListed
    if activity.awaiting_lot:
        raise r.ApplicationsStillOpen
    refuse_few_interested(activity)
    _refuse_late_list(activity, at)
    return ParticipantListPublished(
        listed=tuple(each.listed for each in activity.participants), **next_fields(activity, actor, at)
    )


def deliver_materials(
    activity: Activity,
    decision: Consultation,
    participant_id: UUID,
    *,
    delivered_on: date,
    how: Delivery,
    actor: Actor,
    at: datetime,
) -> MaterialsDelivered:
    """送达材料. Raises StepNotOfKind, ParticipantUnknown, AlreadyDelivered, MaterialsTooLate, DateAhead, AlreadyHeld."""
    _require_before(activity, decision, actor)
    if activity.announced is None:
        raise r.NotAnnounced
    latest = activity.announced.materials_due_on
    if not steps_of(activity.kind).materials or latest is None:
        raise r.StepNotOfKind
    if participant_of(activity, participant_id).delivered_on is not None:
        raise r.AlreadyDelivered
    if delivered_on > latest:
        raise r.MaterialsTooLate(field="delivered_on", latest=latest, days=MATERIALS_DAYS)
    day = checked_past_date(delivered_on, at, field="delivered_on")
    return MaterialsDelivered(participant=participant_id, delivered_on=day, how=how, **next_fields(activity, actor, at))


def refuse_few_interested(activity: Activity) -> None:
    """Half of the participants at least are interested parties, where the rules ask for it. Raises InterestedTooFew."""
    if not (steps_of(activity.kind).interested and activity_rules_named(activity.rules_name).interested_half):
        return
    people = activity.participants
    interested = sum(each.side in activity.interested for each in people)
    if 2 * interested < len(people):
        raise r.InterestedTooFew(interested=interested, all=len(people))


def participant_of(activity: Activity, participant_id: UUID) -> Participant:
    """Raises ParticipantUnknown."""
    found = activity.participant(participant_id)
    if found is None:
        raise r.ParticipantUnknown(field="participant")
    return found


def _require_before(activity: Activity, decision: Consultation, actor: Actor, role: Role = Role.DRAFTER) -> None:
    require_open(activity, decision, actor, role)
    if activity.held_at is not None:
        raise r.AlreadyHeld


def _refuse_seat(activity: Activity, side: Side) -> None:
    """Of what was announced with seats, one is free for somebody invited."""
    if not activity.quotas:
        return
    quota = activity.quota_of(side)
    if quota is None:
        raise r.SeatsNotAnnounced(field="side")
    if quota.selection != Selection.INVITATION:
        raise r.DrawnByLot(field="side")
    if sum(each.side == side for each in activity.participants) >= quota.seats:
        raise r.SeatsTaken(field="side", seats=quota.seats)


def _refuse_late_list(activity: Activity, at: datetime) -> None:
    """The first list in time; one that was, is mended until the day itself."""
    due = activity.announced.list_due_on if activity.announced else None
    if due is None or activity.announced is None or activity.published is not None:
        return
    if local_date(at) > due:
        days = (local_date(activity.announced.held_at) - due).days
        raise r.ListTooLate(days=days, latest=due)
