"""Handling a grievance 办理: the person is told which channel is his; it is closed; it is taken back by a second person."""

from __future__ import annotations

from datetime import datetime

from domain.access import Actor, Role, require
from domain.comment.events import CommentReopened
from domain.comment.refusals import AppealWaits
from domain.comment.state import Comment
from domain.consultation.state import Consultation
from domain.enumerations import CommentStatus, GrievanceChannel, GrievanceOutcome, GrievanceStatus
from domain.event import PUBLIC, next_fields
from domain.grievance.events import GrievanceClosed, GrievanceForwarded, GrievanceTakenBack
from domain.grievance.refusals import AlreadyTakenBack, GrievanceOver, SamePersonTakesBack
from domain.grievance.state import Grievance
from domain.text import NOTE, normalised_text


def forward_grievance(
    grievance: Grievance,
    consultation: Consultation,
    *,
    to: GrievanceChannel,
    organ: str,
    told: str,
    actor: Actor,
    at: datetime,
) -> GrievanceForwarded:
    """Hand it on, and tell the person to whom (信访工作条例 art. 23); again where the first was not the right one.

    Raises GrievanceOver, TextRefused.
    """
    require(actor, Role.SCREENER, consultation.divisions)
    _refuse_over(grievance)
    return GrievanceForwarded(
        to=to,
        organ=normalised_text(organ, field="organ", max_length=NOTE, required=True),
        told=normalised_text(told, field="told", max_length=NOTE, required=True),
        **next_fields(grievance, actor, at),
    )


def close_grievance(
    grievance: Grievance, consultation: Consultation, *, outcome: GrievanceOutcome, answer: str, actor: Actor, at: datetime
) -> GrievanceClosed:
    """Answer it for good. `answer`: the words for the person. Raises GrievanceOver, TextRefused."""
    require(actor, Role.SCREENER, consultation.divisions)
    _refuse_over(grievance)
    text = normalised_text(answer, field="answer", max_length=NOTE, required=True)
    return GrievanceClosed(outcome=outcome, answer=text, **next_fields(grievance, actor, at))


def close_withdrawn(grievance: Grievance, *, at: datetime) -> GrievanceClosed | None:
    """Whoever withdraws his comment withdraws what was made of it; None where that is over."""
    if not grievance.open:
        return None
    return GrievanceClosed(outcome=GrievanceOutcome.WITHDRAWN, answer=None, **next_fields(grievance, PUBLIC, at))


def take_back_grievance(
    grievance: Grievance, comment: Comment | None, consultation: Consultation, *, note: str, actor: Actor, at: datetime
) -> tuple[CommentReopened | GrievanceTakenBack, ...]:
    """It is an opinion after all, or was registered in error: its `comment`, where it is one, is back in screening.

    Raises AlreadyTakenBack, SamePersonTakesBack, AppealWaits, TextRefused.
    """
    require(actor, Role.SCREENER, consultation.divisions)
    if grievance.status == GrievanceStatus.TAKEN_BACK:
        raise AlreadyTakenBack()
    if grievance.registered_by == str(actor.id):
        raise SamePersonTakesBack()
    if comment is not None and comment.appeal_open:
        raise AppealWaits()
    text = normalised_text(note, field="note", max_length=NOTE, required=True)
    taken = GrievanceTakenBack(note=text, **next_fields(grievance, actor, at))
    if comment is None or comment.status != CommentStatus.REFERRED:
        return (taken,)
    return taken, CommentReopened(note=text, **next_fields(comment, actor, at))


def take_back_on_appeal(grievance: Grievance, *, note: str, actor: Actor, at: datetime) -> GrievanceTakenBack:
    """The author has objected, and another person finds that it is an opinion: see `domain.comment.appeal`."""
    text = normalised_text(note, field="note", max_length=NOTE, required=True)
    return GrievanceTakenBack(note=text, **next_fields(grievance, actor, at))


def _refuse_over(grievance: Grievance) -> None:
    if not grievance.open:
        raise GrievanceOver()
