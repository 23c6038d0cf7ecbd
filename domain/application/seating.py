"""After the draw: the next in rank moves up 递补, an applicant is invited 邀请, and those who take part are listed 列入名单."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from domain.access import Actor, Role
from domain.activity.events import ParticipantInvited, ParticipantMovedUp
from domain.activity.planning import require_open
from domain.activity.refusals import DrawnByLot, SeatsNotAnnounced, SeatsTaken
from domain.activity.state import Activity
from domain.application.draft import Applicant
from domain.application.events import ApplicationAdmitted, ApplicationInvited, ApplicationListed
from domain.application.own import refuse_held
from domain.application.refusals import NotWaiting
from domain.application.state import Application
from domain.application.submission import refuse_unannounced
from domain.consultation.state import Consultation
from domain.enumerations import Selection, Side
from domain.event import next_fields
from domain.text import NOTE, normalised_text


def move_up(
    application: Application, activity: Activity, *, rank: int, actor: Actor | str, at: datetime
) -> tuple[ParticipantMovedUp | ApplicationAdmitted, ...]:
    """The next in rank of the side whose seat is free again, in the append that frees it. `activity`: with the seat free.

    Raises NotWaiting, SeatsTaken.
    """
    if not application.waiting:
        raise NotWaiting()
    admitted = ApplicationAdmitted(rank=rank, **next_fields(application, actor, at))
    if application.side is None:
        return (admitted,)
    refuse_full(activity, application.side)
    who, side, category = application.id, application.side, application.category
    return ParticipantMovedUp(participant=who, side=side, category=category, **next_fields(activity, actor, at)), admitted


def invite_applicant(
    application: Application,
    applicant: Applicant,
    activity: Activity,
    consultation: Consultation,
    *,
    side: Side,
    reason: str,
    actor: Actor,
    at: datetime,
) -> tuple[ParticipantInvited | ApplicationInvited, ...]:
    """To a seat of a side that is filled by invitation; the reason is public. His name is shown, or not, by his application.

    Raises NotWaiting, TookPlace, SeatsNotAnnounced, DrawnByLot, SeatsTaken, TextRefused.
    """
    require_open(activity, consultation, actor, Role.DRAFTER)
    refuse_unannounced(activity)
    if not application.waiting:
        raise NotWaiting()
    refuse_held(activity)
    quota = activity.quota_of(side)
    if quota is None:
        raise SeatsNotAnnounced(field="side")
    if quota.selection != Selection.INVITATION:
        raise DrawnByLot(field="side")
    refuse_full(activity, side)
    invited = ParticipantInvited(
        participant=application.id,
        side=side,
        category=application.category,
        name=applicant.name,
        organisation=applicant.organisation,
        shown=None,
        **next_fields(activity, actor, at),
    )
    text = normalised_text(reason, field="reason", max_length=NOTE, required=True)
    return invited, ApplicationInvited(reason=text, **next_fields(application, actor, at))


def list_applications(applications: Sequence[Application], *, actor: Actor, at: datetime) -> tuple[ApplicationListed, ...]:
    """Those who take part by lot, as the list of participants is published; the names of those who agreed stand in it."""
    return tuple(
        ApplicationListed(name_shown=each.publish_name and each.erased is None, **next_fields(each, actor, at))
        for each in applications
        if each.holds_seat and not each.listed
    )


def refuse_full(activity: Activity, side: Side) -> None:
    """Raises SeatsTaken where nobody more takes part for this side."""
    quota = activity.quota_of(side)
    taken = sum(each.side == side for each in activity.participants)
    if quota is None or taken >= quota.seats:
        raise SeatsTaken(seats=quota.seats if quota else 0)
