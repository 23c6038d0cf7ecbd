"""Submitting 提出意见 over the web, and registering 登记 what came by other channels."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from domain.access import Actor, Role, require
from domain.calendar import SHANGHAI, local_date
from domain.comment.draft import CommentDraft, checked_draft
from domain.comment.events import CommentSubmitted
from domain.comment.refusals import (
    ArticleUnknown,
    ChannelNotOffline,
    CommentAfterClosing,
    CommentBeforeOpening,
    ConsultationNotPublished,
    ProcedureOver,
    ReceivedInFuture,
)
from domain.consultation.state import Consultation
from domain.enumerations import BY_AUTHOR, Channel
from domain.event import PUBLIC, moment
from domain.sealing import CLOSED


def submit_comment(
    consultation: Consultation, draft: CommentDraft, *, comment_id: UUID, at: datetime, channel: Channel = Channel.WEB
) -> CommentSubmitted:
    """A comment by its author over the web, taken from `opens_at` (inclusive) to `closes_at` (exclusive) and before the seal.

    Raises ConsultationNotPublished, CommentBeforeOpening, CommentAfterClosing, ArticleUnknown, and what `checked_draft` does.
    """
    opens_at, closes_at = _period(consultation)
    if at < opens_at:
        raise CommentBeforeOpening(opens_at=opens_at)
    if at >= closes_at or consultation.period_closed_at is not None:
        raise CommentAfterClosing(closes_at=closes_at)
    _refuse_over(consultation)
    return _submitted(consultation, draft, comment_id, at, PUBLIC, channel)


def register_comment(
    consultation: Consultation,
    draft: CommentDraft,
    *,
    comment_id: UUID,
    channel: Channel,
    received_on: date,
    actor: Actor,
    at: datetime,
) -> CommentSubmitted:
    """A letter, e-mail, call, counter or hearing opinion, entered by the registrar with its date of receipt (Asia/Shanghai).

    Late, and labelled so, where received on a day that lies wholly after the close; refused only before the opening, or
    once the procedure is over.
    """
    require(actor, Role.REGISTRAR, consultation.divisions)
    opens_at, closes_at = _period(consultation)
    if channel in BY_AUTHOR:
        raise ChannelNotOffline(field="channel")
    if at < opens_at or received_on < local_date(opens_at):
        raise CommentBeforeOpening(opens_at=opens_at)
    if received_on > local_date(at):
        raise ReceivedInFuture(field="received_on", received_on=received_on)
    late = received_late(received_on, closes_at)
    if late or consultation.answered_at is None:
        _refuse_over(consultation)
    return _submitted(consultation, draft, comment_id, at, str(actor.id), channel, received_on, late)


def state_comment(
    consultation: Consultation,
    draft: CommentDraft,
    *,
    comment_id: UUID,
    channel: Channel,
    activity_id: UUID,
    said_on: date,
    actor: Actor,
    at: datetime,
) -> CommentSubmitted:
    """What was said at a participation activity 参与活动, taken down by the registrar; never late, for it was asked for.

    Raises ConsultationNotPublished, ProcedureOver, ArticleUnknown, and what `checked_draft` does.
    """
    require(actor, Role.REGISTRAR, consultation.divisions)
    _period(consultation)
    _refuse_over(consultation)
    return _submitted(consultation, draft, comment_id, at, str(actor.id), channel, said_on, activity_id=activity_id)


def received_late(received_on: date, closes_at: datetime) -> bool:
    """Whether the whole of that day in Asia/Shanghai lies at or after the (exclusive) close: the hour of receipt is unknown."""
    midnight = datetime(received_on.year, received_on.month, received_on.day, tzinfo=SHANGHAI)
    return midnight >= closes_at


def refuse_unknown_articles(consultation: Consultation, articles: tuple[str, ...]) -> None:
    """Raise ArticleUnknown for ids that the draft under consultation does not have."""
    if consultation.draft is None or consultation.draft is CLOSED:
        raise ConsultationNotPublished()
    unknown = set(articles) - {article.id for article in consultation.draft.articles}
    if unknown:
        raise ArticleUnknown(field="articles", articles="、".join(sorted(unknown)))


def _period(consultation: Consultation) -> tuple[datetime, datetime]:
    if consultation.opens_at is None or consultation.closes_at is None:
        raise ConsultationNotPublished()
    return consultation.opens_at, consultation.closes_at


def _refuse_over(consultation: Consultation) -> None:
    if consultation.ended_at is not None or consultation.adopted_at is not None:
        raise ProcedureOver()


def _submitted(
    consultation: Consultation,
    draft: CommentDraft,
    comment_id: UUID,
    at: datetime,
    actor: str,
    channel: Channel,
    received_on: date | None = None,
    late: bool = False,
    activity_id: UUID | None = None,
) -> CommentSubmitted:
    draft = checked_draft(draft)
    refuse_unknown_articles(consultation, draft.articles)
    return CommentSubmitted(
        originator_id=comment_id,
        originator_version=1,
        timestamp=moment(at),
        actor=actor,
        consultation_id=consultation.id,
        channel=channel,
        draft_version=consultation.draft_version,
        received_on=received_on,
        late=late,
        activity_id=activity_id,
        respondent_kind=draft.respondent_kind,
        articles=draft.articles,
        publish_name=draft.publish_name,
        text=draft.text,
        proposed_wording=draft.proposed_wording,
        attachments=draft.attachments,
        file_names=draft.file_names,
        name=draft.name,
        organisation=draft.organisation,
        contact=draft.contact,
    )
