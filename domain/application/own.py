"""What a person does with his own application: withdraw it while he waits, decline the seat that he holds."""

from __future__ import annotations

from datetime import datetime

from domain.access import Actor, Role
from domain.activity.events import ParticipantDeclined
from domain.activity.planning import require_open
from domain.activity.state import Activity
from domain.application.events import ApplicationDeclined, ApplicationWithdrawn
from domain.application.refusals import ActivityOff, NoSeatHeld, NotWaiting, TookPlace
from domain.application.state import Application
from domain.consultation.state import Consultation
from domain.consultation.steps.checks import refuse_over
from domain.event import PUBLIC, next_fields


def withdraw_application(application: Application, activity: Activity, *, at: datetime) -> ApplicationWithdrawn:
    """Before or after the draw, as long as no seat is his. Raises NotWaiting, TookPlace."""
    if not application.waiting:
        raise NotWaiting()
    refuse_held(activity)
    return ApplicationWithdrawn(**next_fields(application, PUBLIC, at))


def decline_seat(
    application: Application, activity: Activity, consultation: Consultation, *, at: datetime, actor: Actor | str = PUBLIC
) -> tuple[ParticipantDeclined | ApplicationDeclined, ...]:
    """By the person, or by a member of staff whom he has told. An observer is no participant: the activity learns nothing.

    Raises NoSeatHeld, TookPlace, ActivityOff, DecisionOver.
    """
    if not application.holds_seat:
        raise NoSeatHeld()
    refuse_held(activity)
    if activity.called_off_at is not None:
        raise ActivityOff()
    refuse_over(consultation)
    declined = ApplicationDeclined(**next_fields(application, actor, at))
    if activity.participant(application.id) is None:
        return (declined,)
    return ParticipantDeclined(participant=application.id, **next_fields(activity, actor, at)), declined


def record_declined(
    application: Application, activity: Activity, consultation: Consultation, *, actor: Actor, at: datetime
) -> tuple[ParticipantDeclined | ApplicationDeclined, ...]:
    """He said so by telephone or at the counter. Raises as `decline_seat`."""
    require_open(activity, consultation, actor, Role.DRAFTER)
    return decline_seat(application, activity, consultation, actor=actor, at=at)


def refuse_held(activity: Activity) -> None:
    """Raises TookPlace."""
    if activity.held_at is not None:
        raise TookPlace()
