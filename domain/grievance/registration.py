"""Registering a grievance 登记转办: of a comment at its screening, or alone, from a letter, a call or a visit."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from domain.access import Actor, Role, require
from domain.calendar import WorkingDayCalendar, local_date
from domain.comment.draft import checked_contact
from domain.comment.events import CommentReferred
from domain.comment.refusals import (
    AlreadyScreened,
    ChannelNotOffline,
    CommentBeforeOpening,
    ConsultationNotPublished,
    ReceivedInFuture,
)
from domain.comment.screening import refuse_erased
from domain.comment.state import Comment
from domain.comment.withdrawal import refuse_withdrawn
from domain.consultation.state import Consultation
from domain.enumerations import BY_AUTHOR, Channel, CommentStatus
from domain.event import moment, next_fields
from domain.grievance.events import GrievanceRegistered
from domain.grievance.refusals import CommentInPoint, FoundOpinion
from domain.rules import grievance_rules_on
from domain.text import COMMENT_TEXT, NAME, NOTE, normalised_text, optional_name
from domain.values import Contact


def refer_comment(
    comment: Comment,
    consultation: Consultation,
    *,
    grievance_id: UUID,
    reason: str,
    in_points: int,
    calendar: WorkingDayCalendar,
    actor: Actor,
    at: datetime,
) -> tuple[CommentReferred, GrievanceRegistered]:
    """The whole comment is no opinion on the draft. `reason`: why, for its author; `in_points`: how many points gather it.

    The clock runs from the day it came. Raises AlreadyScreened, FoundOpinion, CommentInPoint, AlreadyWithdrawn,
    ContentErased, TextRefused.
    """
    require(actor, Role.SCREENER, consultation.divisions)
    _refuse_referral(comment, in_points)
    referred = CommentReferred(
        grievance_id=grievance_id,
        reason=normalised_text(reason, field="reason", max_length=NOTE, required=True),
        **next_fields(comment, actor, at),
    )
    came: dict[str, Any] = {"channel": comment.channel, "received_on": _received_on(comment)}
    said: dict[str, Any] = {"text": None, "name": None, "contact": None}
    facts = {"comment_id": comment.id, "beside": None, **came, **said}
    return referred, _registered(consultation, grievance_id, facts, calendar, actor, at)


def register_grievance(
    consultation: Consultation,
    *,
    grievance_id: UUID,
    channel: Channel,
    received_on: date,
    text: str,
    name: str | None,
    contact: Contact | None,
    calendar: WorkingDayCalendar,
    actor: Actor,
    at: datetime,
) -> GrievanceRegistered:
    """What came alone, by letter, e-mail, call, at the counter or at a hearing, once the decision is published.

    Raises ConsultationNotPublished, ChannelNotOffline, CommentBeforeOpening, ReceivedInFuture, ContactImplausible, TextRefused.
    """
    require(actor, Role.SCREENER, consultation.divisions)
    if consultation.opens_at is None:
        raise ConsultationNotPublished()
    if channel in BY_AUTHOR:
        raise ChannelNotOffline(field="channel")
    if received_on < local_date(consultation.opens_at):
        raise CommentBeforeOpening(opens_at=consultation.opens_at)
    if received_on > local_date(at):
        raise ReceivedInFuture(field="received_on", received_on=received_on)
    facts: dict[str, Any] = {"comment_id": None, "beside": None, "channel": channel, "received_on": received_on}
    facts |= {
        "text": normalised_text(text, field="text", max_length=COMMENT_TEXT, required=True),
        "name": optional_name(name, field="name", max_length=NAME),
        "contact": checked_contact(contact),
    }
    return _registered(consultation, grievance_id, facts, calendar, actor, at)


def register_beside(
    comment: Comment,
    consultation: Consultation,
    *,
    grievance_id: UUID,
    text: str,
    calendar: WorkingDayCalendar,
    actor: Actor,
    at: datetime,
) -> GrievanceRegistered:
    """What a comment complains of beside the opinion that it says; the comment is screened and answered as usual.

    It came as the comment did, from whoever sent that. Raises AlreadyWithdrawn, ContentErased, TextRefused.
    """
    require(actor, Role.SCREENER, consultation.divisions)
    refuse_withdrawn(comment)
    refuse_erased(comment)
    facts: dict[str, Any] = {"comment_id": None, "beside": comment.id, "name": None, "contact": None}
    facts |= {"channel": comment.channel, "received_on": _received_on(comment)}
    facts |= {"text": normalised_text(text, field="text", max_length=COMMENT_TEXT, required=True)}
    return _registered(consultation, grievance_id, facts, calendar, actor, at)


def _received_on(comment: Comment) -> date:
    return comment.received_on or local_date(comment.submitted_at)


def _refuse_referral(comment: Comment, in_points: int) -> None:
    refuse_withdrawn(comment)
    if comment.status != CommentStatus.AWAITING:
        raise AlreadyScreened()
    if comment.reopened:
        raise FoundOpinion()
    refuse_erased(comment)
    if in_points:
        raise CommentInPoint()


def _registered(
    consultation: Consultation,
    grievance_id: UUID,
    facts: dict[str, Any],
    calendar: WorkingDayCalendar,
    actor: Actor,
    at: datetime,
) -> GrievanceRegistered:
    """The clock begins: calendar days after the receipt, and a last day of rest moves on (民法典 art. 203)."""
    rules = grievance_rules_on(facts["received_on"])
    due = calendar.add_days(facts["received_on"], rules.tell_within_days)
    return GrievanceRegistered(
        originator_id=grievance_id,
        originator_version=1,
        timestamp=moment(at),
        actor=str(actor.id),
        consultation_id=consultation.id,
        due_on=due.day,
        provisional=due.provisional,
        rules=rules.name,
        **facts,
    )
