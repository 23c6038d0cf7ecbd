"""What is said at a participation activity 发言 is a comment in the one register, with the activity's channel."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from domain.access import Actor, Role
from domain.activity import refusals as r
from domain.activity.holding import require_recording
from domain.activity.kinds import steps_of
from domain.activity.planning import require_open
from domain.activity.state import Activity
from domain.calendar import local_date
from domain.comment.draft import CommentDraft
from domain.comment.events import CommentPublished, CommentSubmitted
from domain.comment.screening import publish_comment
from domain.comment.state import evolve
from domain.comment.submission import state_comment
from domain.consultation.state import Consultation


def record_and_show(
    activity: Activity, decision: Consultation, draft: CommentDraft, *, comment_id: UUID, actor: Actor, at: datetime
) -> tuple[CommentSubmitted, CommentPublished]:
    """As `record_statement`, of what was said in public, and shown at once by a registrar who screens as well (RoleMissing)."""
    said = record_statement(activity, decision, draft, comment_id=comment_id, actor=actor, at=at)
    return said, publish_comment(evolve(None, said), decision, actor=actor, at=at)


def record_statement(
    activity: Activity, decision: Consultation, draft: CommentDraft, *, comment_id: UUID, actor: Actor, at: datetime
) -> CommentSubmitted:
    """One statement, in the order in which it was said. Raises NotHeld, RecordIsClosed, StepNotOfKind, and as a registration."""
    require_open(activity, decision, actor, Role.REGISTRAR)
    channel = steps_of(activity.kind).channel
    if channel is None or activity.began_at is None:
        raise r.NotHeld if activity.held_at is None else r.StepNotOfKind
    require_recording(activity)
    return state_comment(
        decision,
        draft,
        comment_id=comment_id,
        channel=channel,
        activity_id=activity.id,
        said_on=local_date(activity.began_at),
        actor=actor,
        at=at,
    )
