"""Applying 报名 to take part in an activity, or to observe it 旁听."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from domain.activity.events import ActivityAnnounced
from domain.activity.refusals import SeatsNotAnnounced
from domain.activity.state import Activity
from domain.application.draft import ApplicationDraft, checked_applicant
from domain.application.events import ApplicationSubmitted
from domain.application.refusals import (
    ActivityOff,
    ApplicationAfterDeadline,
    ApplicationBeforeAnnouncement,
    AppliedBefore,
    NoApplicationsTaken,
    ObserverSeatsTaken,
    SideByInvitation,
)
from domain.consultation.state import Consultation
from domain.consultation.steps.checks import refuse_over
from domain.enumerations import Selection, Side
from domain.event import PUBLIC, moment


def submit_application(
    activity: Activity,
    consultation: Consultation,
    draft: ApplicationDraft,
    *,
    application_id: UUID,
    applied_before: bool,
    observers: int,
    at: datetime,
) -> ApplicationSubmitted:
    """Until the deadline, exclusive. `applied_before`: an application with the same address or number stands; `observers`: how
    many stand to observe.

    Raises what `refuse_not_open` does, DecisionOver, SeatsNotAnnounced, SideByInvitation, ObserverSeatsTaken, AppliedBefore,
    and what `checked_applicant` does.
    """
    announced = refuse_not_open(activity, at)
    refuse_over(consultation)
    refuse_side(announced, draft.side, observers)
    applicant = checked_applicant(draft)
    if applied_before:
        raise AppliedBefore(field="email")
    return ApplicationSubmitted(
        originator_id=application_id,
        originator_version=1,
        timestamp=moment(at),
        actor=PUBLIC,
        consultation_id=activity.consultation_id,
        activity_id=activity.id,
        side=draft.side,
        category=draft.category,
        publish_name=draft.publish_name,
        grounds=applicant.grounds,
        name=applicant.name,
        organisation=applicant.organisation,
        contact=applicant.contact,
    )


def refuse_not_open(activity: Activity, at: datetime) -> ActivityAnnounced:
    """The announcement, while it takes applications.

    Raises ApplicationBeforeAnnouncement, ActivityOff, NoApplicationsTaken, ApplicationAfterDeadline.
    """
    announced = refuse_unannounced(activity)
    if announced.apply_until is None:
        raise NoApplicationsTaken()
    if at >= announced.apply_until or activity.applications_closed_at is not None:
        raise ApplicationAfterDeadline(until=announced.apply_until)
    return announced


def refuse_unannounced(activity: Activity) -> ActivityAnnounced:
    """Raises ActivityOff, ApplicationBeforeAnnouncement."""
    if activity.called_off_at is not None:
        raise ActivityOff()
    if activity.announced is None:
        raise ApplicationBeforeAnnouncement()
    return activity.announced


def refuse_side(announced: ActivityAnnounced, side: Side | None, observers: int) -> None:
    """Raises SeatsNotAnnounced, SideByInvitation, ObserverSeatsTaken."""
    if side is None:
        return _refuse_observer(announced, observers)
    quota = next((each for each in announced.quotas if each.side == side), None)
    if quota is None:
        raise SeatsNotAnnounced(field="side")
    if quota.selection != Selection.LOT:
        raise SideByInvitation(field="side")
    return None


def _refuse_observer(announced: ActivityAnnounced, observers: int) -> None:
    if not announced.observer_seats:
        raise SeatsNotAnnounced(field="side")
    if not announced.observers_by_lot and observers >= announced.observer_seats:
        raise ObserverSeatsTaken(field="side", seats=announced.observer_seats)
