"""Events to append: small ones for the order of the log, real ones for sealing."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID, uuid4

from consult.event_log import Append, NewEvent
from consult.sealed.mapper import seal
from domain.comment.events import CommentPublished, CommentSubmitted
from domain.enumerations import Channel, RespondentKind

AT = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


def submitted(comment_id: UUID, consultation_id: UUID, text: str = "建议把营业时间提前。") -> CommentSubmitted:
    return CommentSubmitted(
        originator_id=comment_id,
        originator_version=1,
        timestamp=AT,
        actor="public",
        consultation_id=consultation_id,
        channel=Channel.WEB,
        draft_version=1,
        respondent_kind=RespondentKind.INDIVIDUAL,
        articles=("a6",),
        publish_name=False,
        received_on=None,
        late=False,
        text=text,
        proposed_wording=None,
        attachments=(),
        file_names=(),
        name="张三",
        organisation=None,
        contact=None,
    )


def published(comment_id: UUID, consultation_id: UUID, version: int = 2) -> CommentPublished:
    return CommentPublished(
        originator_id=comment_id,
        originator_version=version,
        timestamp=AT,
        actor=str(uuid4()),
        consultation_id=consultation_id,
        name_shown=False,
    )


def new_event(stream: UUID, version: int = 1, consultation_id: UUID | None = None) -> NewEvent:
    event = published(stream, consultation_id or stream, version)
    return NewEvent(stream, version, event.topic, seal(event).state, AT, event.consultation_id)


def append_of(stream: UUID | None = None, version: int = 1, **fields: object) -> Append:
    return Append((new_event(stream or uuid4(), version),), **fields)  # type: ignore[arg-type]
