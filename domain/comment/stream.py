"""The fields every next event on a comment's stream begins with."""

from __future__ import annotations

from datetime import datetime
from typing import TypedDict
from uuid import UUID

from domain.comment.refusals import AlreadyWithdrawn
from domain.comment.state import Comment
from domain.event import moment
from domain.values import CommentStatus


class NextFields(TypedDict):
    originator_id: UUID
    originator_version: int
    timestamp: datetime
    actor: str
    consultation_id: UUID


def next_fields(comment: Comment, actor: str, at: datetime) -> NextFields:
    return NextFields(
        originator_id=comment.id,
        originator_version=comment.version + 1,
        timestamp=moment(at),
        actor=actor,
        consultation_id=comment.consultation_id,
    )


def refuse_withdrawn(comment: Comment) -> None:
    """Raise AlreadyWithdrawn where the author has taken the comment back."""
    if comment.status == CommentStatus.WITHDRAWN:
        raise AlreadyWithdrawn()
