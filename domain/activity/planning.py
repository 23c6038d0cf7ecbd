"""A participation activity is planned, announced, and perhaps called off ([713] art. 14 to 16)."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

import msgspec

from domain.access import Actor, Role
from domain.activity import refusals as r
from domain.activity.events import ActivityAnnounced, ActivityCalledOff, ActivityPlanned
from domain.activity.kinds import steps_of
from domain.activity.rules import MATERIALS_DAYS, activity_rules_named, activity_rules_on
from domain.activity.state import Activity
from domain.activity.values import Quota
from domain.calendar import last_day, local_date
from domain.consultation.state import Consultation
from domain.consultation.steps.checks import checked_moment, reason_text, require_running
from domain.enumerations import ActivityForm, ActivityKind, Selection
from domain.event import moment, next_fields
from domain.text import NOTE, ORGANISATION, TITLE, name_text, normalised_text, optional_text
from domain.values import ContactPoint


class Announcement(msgspec.Struct, frozen=True, kw_only=True):
    """What an announcement says (domain.md 1.8). `apply_until`: exclusive; None where nobody applies."""

    held_at: datetime
    apply_until: datetime | None = None
    quotas: tuple[Quota, ...] = ()
    observer_seats: int = 0
    observers_by_lot: bool = True
    content: str
    conditions: str | None = None
    contact: ContactPoint
    complaints: str | None = None


def plan_activity(
    decision: Consultation,
    kind: ActivityKind,
    form: ActivityForm,
    *,
    subject: str,
    reason: str,
    place: str,
    activity_id: UUID,
    actor: Actor,
    at: datetime,
) -> ActivityPlanned:
    """活动方案. Raises DecisionOver, ReasonTooShort, TextRefused."""
    require_running(decision, actor, Role.DRAFTER)
    return ActivityPlanned(
        originator_id=activity_id,
        originator_version=1,
        timestamp=moment(at),
        actor=str(actor.id),
        consultation_id=decision.id,
        kind=kind,
        form=form,
        rules=activity_rules_on(local_date(at)).name,
        subject=name_text(subject, field="subject", max_length=TITLE, required=True),
        reason=reason_text(reason, decision, field="reason"),
        place=name_text(place, field="place", max_length=TITLE, required=True),
    )


def announce_activity(
    activity: Activity, decision: Consultation, said: Announcement, *, secret: str, actor: Actor, at: datetime
) -> ActivityAnnounced:
    """活动公告. `secret`: 64 hexadecimal digits drawn at random, for the lot; kept only where seats are drawn by lot.

    Raises ConsultationNotOpenYet, StepNotOfKind, AlreadyAnnounced, AlreadyHeld, AnnouncedTooLate, ApplicationsEndTooLate,
    ApplicationsEndMissing, QuotasMissing, QuotaTwice, InterestedTooFew.
    """
    require_open(activity, decision, actor, Role.RELEASER)
    require_public(decision)
    if activity.announced is not None:
        raise r.AlreadyAnnounced
    if activity.held_at is not None:
        raise r.AlreadyHeld
    held_at = checked_moment(said.held_at, field="held_at")
    _refuse_short_notice(activity, held_at, at)
    _refuse_quotas(activity, said)
    by_lot = _by_lot(said)
    return ActivityAnnounced(
        held_at=held_at,
        apply_until=_checked_end(activity, said, held_at, at),
        quotas=said.quotas,
        observer_seats=said.observer_seats,
        observers_by_lot=said.observers_by_lot,
        list_due_on=list_due_on(activity, local_date(held_at)),
        materials_due_on=materials_due_on(activity, local_date(held_at)),
        lot_commitment=sha256(secret.encode()).hexdigest() if by_lot else None,
        lot_secret=secret if by_lot else None,
        **_words(said),
        **next_fields(activity, actor, at),
    )


def call_off_activity(
    activity: Activity, decision: Consultation, reason: str, *, actor: Actor, at: datetime
) -> ActivityCalledOff:
    """取消, before it is held. Raises AlreadyHeld, ActivityOver, ReasonTooShort."""
    require_open(activity, decision, actor, Role.RELEASER)
    if activity.held_at is not None:
        raise r.AlreadyHeld
    return ActivityCalledOff(reason=reason_text(reason, decision), **next_fields(activity, actor, at))


def list_due_on(activity: Activity, held_on: date) -> date | None:
    """The last day to publish the list of participants; None where no list is due."""
    steps = steps_of(activity.kind)
    if not steps.listed:
        return None
    days = activity_rules_named(activity.rules_name).list_days if steps.notice else 1
    return held_on - timedelta(days=days)


def materials_due_on(activity: Activity, held_on: date) -> date | None:
    """The last day on which materials may reach a participant; None where none are due."""
    return held_on - timedelta(days=MATERIALS_DAYS) if steps_of(activity.kind).materials else None


def require_open(activity: Activity, decision: Consultation, actor: Actor, role: Role) -> None:
    """The role in the decision's division; a decision that runs, and an activity neither reported nor called off."""
    require_running(decision, actor, role)
    if activity.over:
        raise r.ActivityOver


def require_public(decision: Consultation) -> None:
    """Draft and explanation are public ([713] art. 16). Raises ConsultationNotOpenYet."""
    if decision.published_at is None:
        raise r.ConsultationNotOpenYet


def _refuse_short_notice(activity: Activity, held_at: datetime, at: datetime) -> None:
    """As many days between the two as the rules ask for; of kinds without a notice, only not in the past."""
    days = activity_rules_named(activity.rules_name).notice_days if steps_of(activity.kind).notice else 0
    earliest = local_date(at) + timedelta(days=days)
    if local_date(held_at) < earliest or held_at <= at:
        raise r.AnnouncedTooLate(field="held_at", days=days, earliest=earliest)


def _refuse_quotas(activity: Activity, said: Announcement) -> None:
    steps, sides = steps_of(activity.kind), [quota.side for quota in said.quotas]
    if steps.listed and not said.quotas:
        raise r.QuotasMissing(field="quotas")
    if len(set(sides)) < len(sides) or any(quota.seats < 1 for quota in said.quotas) or said.observer_seats < 0:
        raise r.QuotaTwice(field="quotas")
    if steps.interested and activity_rules_named(activity.rules_name).interested_half:
        interested = sum(quota.seats for quota in said.quotas if quota.interested)
        everybody = sum(quota.seats for quota in said.quotas)
        if 2 * interested < everybody:
            raise r.InterestedTooFew(field="quotas", interested=interested, all=everybody)


def _by_lot(said: Announcement) -> bool:
    """Whether any seat is drawn by lot."""
    return any(quota.selection == Selection.LOT for quota in said.quotas) or (said.observer_seats > 0 and said.observers_by_lot)


def _checked_end(activity: Activity, said: Announcement, held_at: datetime, at: datetime) -> datetime | None:
    """When applications end: before the list is due, or before the activity where none is."""
    if said.apply_until is None:
        if _by_lot(said) or said.observer_seats > 0:
            raise r.ApplicationsEndMissing(field="apply_until")
        return None
    ends = checked_moment(said.apply_until, field="apply_until")
    latest = list_due_on(activity, local_date(held_at)) or local_date(held_at)
    if ends <= at or last_day(ends) >= latest:
        raise r.ApplicationsEndTooLate(field="apply_until", latest=latest)
    return ends


def _words(said: Announcement) -> dict[str, Any]:
    """Its words normalised. Raises TextRefused."""
    contact = said.contact
    return {
        "content": normalised_text(said.content, field="content", max_length=NOTE, required=True),
        "conditions": optional_text(said.conditions, field="conditions", max_length=NOTE),
        "contact": msgspec.structs.replace(
            contact, unit=name_text(contact.unit, field="unit", max_length=ORGANISATION, required=True)
        ),
        "complaints": optional_text(said.complaints, field="complaints", max_length=NOTE),
    }
