"""What became of one's own comment, in the order in which it happened, and what comes next."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum

import msgspec

from domain.comment.events import AppealDecided, CommentWithheld
from domain.comment.state import Comment
from domain.enumerations import AppealOutcome, CommentStatus, WithholdingReason
from domain.event import Event
from domain.sealing import value_or_none
from projections.comments.views import CommentView
from projections.consultations.views import ConsultationView


class Happening(msgspec.Struct, frozen=True, kw_only=True):
    """One step of a comment, by the topic of its event. `reason` and `note`: of a withholding, as the public reads them."""

    topic: str
    at: datetime
    reason: WithholdingReason | None = None
    note: str | None = None
    outcome: AppealOutcome | None = None


class NextStep(StrEnum):
    """What the author may expect."""

    SCREENING = "screening"
    APPEAL_DECISION = "appeal_decision"
    ANSWER = "answer"
    SUPPLEMENT = "supplement"
    ANSWERED = "answered"
    NO_ANSWER = "no_answer"
    REFERRED = "referred"
    WITHDRAWN = "withdrawn"


class ReceiptStatus(msgspec.Struct, frozen=True, kw_only=True):
    """`answer_due_on`: by the last date given, known from the end of the period on; `answered_at`: of the feedback."""

    happened: tuple[Happening, ...]
    next_step: NextStep
    answer_due_on: date | None
    answered_at: datetime | None


def receipt_status(
    comment: Comment, events: Sequence[Event], shown: CommentView | None, view: ConsultationView | None
) -> ReceiptStatus:
    """`events`: of the comment's stream, in order; `shown` and `view`: as the public sees comment and decision."""
    return ReceiptStatus(
        happened=tuple(_happening(event) for event in events),
        next_step=_next_step(comment, shown, view),
        answer_due_on=_due_on(view),
        answered_at=view.answered_at if view else None,
    )


def _happening(event: Event) -> Happening:
    match event:
        case CommentWithheld(reason=reason, public_note=note):
            return Happening(topic=event.topic, at=event.timestamp, reason=reason, note=value_or_none(note))
        case AppealDecided(outcome=outcome):
            return Happening(topic=event.topic, at=event.timestamp, outcome=outcome)
        case _:
            return Happening(topic=event.topic, at=event.timestamp)


def _next_step(comment: Comment, shown: CommentView | None, view: ConsultationView | None) -> NextStep:
    if comment.status == CommentStatus.WITHDRAWN:
        return NextStep.WITHDRAWN
    if shown and any(point.disposition for point in shown.points):
        return NextStep.ANSWERED
    if comment.appeal_open and comment.status == CommentStatus.REFERRED:
        return NextStep.APPEAL_DECISION
    if comment.status == CommentStatus.REFERRED:
        return NextStep.REFERRED
    if view and view.ended_at:
        return NextStep.NO_ANSWER
    if comment.status == CommentStatus.AWAITING:
        return NextStep.SCREENING
    if comment.appeal_open:
        return NextStep.APPEAL_DECISION
    return NextStep.SUPPLEMENT if view and view.answered_at else NextStep.ANSWER


def _due_on(view: ConsultationView | None) -> date | None:
    if view is None:
        return None
    return view.answer_delays[-1].due_on if view.answer_delays else view.answer_due_on
