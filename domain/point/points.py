"""Opinion points 意见要点: made, reworded, and the comments they gather; what is published of them stays as it is."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol
from uuid import UUID

import msgspec

from domain.access import UNDERTAKING_UNITS, Actor, Role, require
from domain.comment.refusals import ConsultationNotPublished
from domain.comment.submission import refuse_unknown_articles
from domain.consultation.state import Consultation
from domain.consultation.unit_refusals import PartOfAnother
from domain.enumerations import CommentStatus
from domain.event import moment, next_fields
from domain.point.events import CommentsGathered, CommentsReleased, PointDissolved, PointMade, PointReworded
from domain.point.refusals import (
    AnswersEnded,
    AnswersSignedOff,
    CommentAnswered,
    CommentElsewhere,
    CommentNoOpinion,
    CommentNotGathered,
    CommentRepeated,
    CommentsLeftBehind,
    CommentWithdrawnByAuthor,
    GatheringSize,
    MergingElsewhere,
    PointMerged,
    PointPublished,
)
from domain.point.state import Point
from domain.text import SUMMARY, normalised_text

MAX_GATHERED_AT_ONCE = 1_000


class Gatherable(Protocol):
    """What gathering needs to know of a comment; `domain.comment.state.Comment` is one."""

    @property
    def id(self) -> UUID: ...

    @property
    def consultation_id(self) -> UUID: ...

    @property
    def status(self) -> CommentStatus: ...


class GatherableComment(msgspec.Struct, frozen=True):
    """A `Gatherable` made from a query's answer."""

    id: UUID
    consultation_id: UUID
    status: CommentStatus


def make_point(
    consultation: Consultation, *, point_id: UUID, articles: tuple[str, ...], summary: str, actor: Actor, at: datetime
) -> PointMade:
    """State one opinion in the division's words. `articles` empty = the whole draft.

    Raises ConsultationNotPublished, AnswersSignedOff, AnswersEnded, ArticleUnknown, TextRefused.
    """
    require_answering_open(consultation, actor)
    require_part(consultation, actor, articles)
    return PointMade(
        originator_id=point_id,
        originator_version=1,
        timestamp=moment(at),
        actor=str(actor.id),
        consultation_id=consultation.id,
        articles=_known_articles(consultation, articles),
        summary=normalised_text(summary, field="summary", max_length=SUMMARY, required=True),
    )


def reword_point(
    point: Point, consultation: Consultation, *, articles: tuple[str, ...], summary: str, actor: Actor, at: datetime
) -> PointReworded:
    """State the opinion in other words, or of other articles. Raises PointMerged, PointPublished, and what `make_point` does."""
    require_answering_open(consultation, actor, point)
    require_unpublished(point)
    require_part(consultation, actor, articles, point.id)
    return PointReworded(
        articles=_known_articles(consultation, articles),
        summary=normalised_text(summary, field="summary", max_length=SUMMARY, required=True),
        **next_fields(point, actor, at),
    )


def gather_comments(
    point: Point, consultation: Consultation, comments: Sequence[Gatherable], *, actor: Actor, at: datetime
) -> CommentsGathered:
    """Link 1 to 1,000 comments to the point, screened or awaiting it, but neither withdrawn nor referred.

    Raises PointMerged, GatheringSize, CommentElsewhere, CommentRepeated, CommentWithdrawnByAuthor, CommentNoOpinion.
    """
    require_answering_open(consultation, actor, point)
    ids = tuple(comment.id for comment in comments)
    _check_size(ids)
    elsewhere = sum(comment.consultation_id != point.consultation_id for comment in comments)
    if elsewhere:
        raise CommentElsewhere(count=elsewhere)
    _refuse_repeated(ids, point.comment_ids)
    withdrawn = sum(comment.status == CommentStatus.WITHDRAWN for comment in comments)
    if withdrawn:
        raise CommentWithdrawnByAuthor(count=withdrawn)
    referred = sum(comment.status == CommentStatus.REFERRED for comment in comments)
    if referred:
        raise CommentNoOpinion(count=referred)
    return CommentsGathered(comment_ids=ids, **next_fields(point, actor, at))


def release_comments(
    point: Point, consultation: Consultation, comment_ids: Sequence[UUID], *, actor: Actor, at: datetime
) -> CommentsReleased:
    """Unlink 1 to 1,000 comments that the point gathers, and to which it is not yet the public answer.

    Raises PointMerged, GatheringSize, CommentNotGathered, CommentAnswered.
    """
    require_answering_open(consultation, actor, point)
    ids = tuple(dict.fromkeys(comment_ids))
    _check_size(ids)
    missing = len(set(ids) - point.comment_ids)
    if missing:
        raise CommentNotGathered(count=missing)
    answered = len(point.published_ids.intersection(ids)) if point.published_ids else 0
    if answered:
        raise CommentAnswered(count=answered)
    return CommentsReleased(comment_ids=ids, **next_fields(point, actor, at))


def dissolve_point(
    point: Point, into: Point, consultation: Consultation, *, withdrawn: Collection[UUID] = (), actor: Actor, at: datetime
) -> PointDissolved:
    """Merge the point into another, which already gathers all it gathers but the `withdrawn`.

    Raises PointMerged, PointPublished, MergingElsewhere, CommentsLeftBehind.
    """
    require_answering_open(consultation, actor, point)
    require_unpublished(point)
    if into.id == point.id or into.consultation_id != point.consultation_id or not into.is_active:
        raise MergingElsewhere(field="into")
    left = point.comment_ids - into.comment_ids - set(withdrawn)
    if left:
        raise CommentsLeftBehind(count=len(left))
    return PointDissolved(into=into.id, **next_fields(point, actor, at))


def require_answering_open(consultation: Consultation, actor: Actor, point: Point | None = None) -> None:
    """Raise unless `actor` may work on the answers of a published decision, until what is published next is signed off.

    Once there is a feedback, late comments are answered whatever became of the decision.
    `point`: the one to be worked on, which must not have been merged into another, and is of the actor's part.
    """
    require(actor, Role.ANSWERER, consultation.divisions, UNDERTAKING_UNITS)
    if consultation.published_at is None:
        raise ConsultationNotPublished()
    if consultation.answers_signed_off:
        raise AnswersSignedOff()
    if consultation.ended_at is not None and consultation.answered_at is None:
        raise AnswersEnded()
    if point is not None and not point.is_active:
        raise PointMerged()
    if point is not None:
        require_part(consultation, actor, point.articles, point.id)


def require_part(consultation: Consultation, actor: Actor, articles: tuple[str, ...], point_id: UUID | None = None) -> None:
    """A joint division answers the articles and points that were assigned to it; the lead one all. Raises PartOfAnother."""
    parts = consultation.units.joint.get(actor.division_id)
    if parts is None or point_id in parts.points:
        return
    if not articles or not set(articles) <= set(parts.articles):
        raise PartOfAnother


def require_unpublished(point: Point) -> None:
    """Raise unless the point may still be changed: a published one only gathers more comments, and is superseded in public."""
    if point.is_published:
        raise PointPublished()


def _known_articles(consultation: Consultation, articles: tuple[str, ...]) -> tuple[str, ...]:
    refuse_unknown_articles(consultation, articles)
    return tuple(dict.fromkeys(articles))


def _check_size(ids: Sequence[UUID]) -> None:
    if not 1 <= len(ids) <= MAX_GATHERED_AT_ONCE:
        raise GatheringSize(limit=MAX_GATHERED_AT_ONCE, count=len(ids))


def _refuse_repeated(ids: Sequence[UUID], gathered: Collection[UUID]) -> None:
    new = set(ids).difference(gathered)
    if len(new) < len(ids):
        raise CommentRepeated(count=len(ids) - len(new))
