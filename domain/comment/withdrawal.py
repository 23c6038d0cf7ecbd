"""Withdrawal 撤回 by the author, until the period closes."""

from __future__ import annotations

from datetime import datetime

from domain.comment.events import CommentWithdrawn
from domain.comment.refusals import AlreadyWithdrawn, ConsultationNotPublished, WithdrawalAfterClose
from domain.comment.state import Comment
from domain.consultation.state import Consultation
from domain.enumerations import CommentStatus
from domain.event import PUBLIC, next_fields


def withdraw_comment(comment: Comment, consultation: Consultation, *, at: datetime) -> CommentWithdrawn:
    """Take the comment back, screened or not: its text is closed again, the numbered stub stays.

    What it was referred as is closed with it (`domain.grievance.handling.close_withdrawn`).

    Raises AlreadyWithdrawn, WithdrawalAfterClose.
    """
    refuse_withdrawn(comment)
    if consultation.closes_at is None:
        raise ConsultationNotPublished()
    if at >= consultation.closes_at or consultation.period_closed_at is not None:
        raise WithdrawalAfterClose(closes_at=consultation.closes_at)
    return CommentWithdrawn(**next_fields(comment, PUBLIC, at))


def refuse_withdrawn(comment: Comment) -> None:
    """Raise AlreadyWithdrawn where the author has taken the comment back."""
    if comment.status == CommentStatus.WITHDRAWN:
        raise AlreadyWithdrawn()
