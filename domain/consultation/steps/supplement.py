"""Supplements 补充反馈: answers to what came, or was let through, after the feedback; prepared, signed off, published."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol
from uuid import UUID

import msgspec

from domain.access import Actor, Role, require
from domain.consultation.coverage import Coverage
from domain.consultation.events import SupplementPrepared, SupplementPublished, SupplementSignedOff
from domain.consultation.outcome_refusals import (
    FeedbackMissing,
    NothingToSupplement,
    SupplementNotPrepared,
    SupplementNotSignedOff,
)
from domain.consultation.state import Consultation
from domain.consultation.steps.answering import require_another_signs, require_publishable
from domain.consultation.steps.checks import not_submitted, reason_text, refuse_unchanged
from domain.enumerations import Returnable
from domain.event import next_fields


class Publishable(Protocol):
    """What a supplement needs to know of a point; `domain.point.state.Point` is one."""

    @property
    def is_active(self) -> bool: ...
    @property
    def is_published(self) -> bool: ...
    @property
    def unpublished_ids(self) -> frozenset[UUID]: ...


class SupplementFigures(msgspec.Struct, frozen=True):
    """What the next supplement publishes: new points, and comments that they or earlier points answer."""

    points: int = 0
    comments: int = 0


def supplement_figures(points: Iterable[Publishable]) -> SupplementFigures:
    """Of all points of one decision."""
    standing = [point for point in points if point.is_active]
    comments = {comment_id for point in standing for comment_id in point.unpublished_ids}
    return SupplementFigures(sum(not point.is_published for point in standing), len(comments))


def prepare_supplement(
    state: Consultation, text: str, *, answers_changed: bool = False, actor: Actor, at: datetime
) -> SupplementPrepared:
    """补充说明: why answers come after the feedback, also of a decision that is over.

    `answers_changed`: as for the feedback. Raises FeedbackMissing, ReasonTooShort, ReturnedUnchanged.
    """
    require_answered(state, actor, Role.ANSWERER)
    said = reason_text(text, state, field="text")
    if not answers_changed:
        refuse_unchanged(state, Returnable.SUPPLEMENT, {"text": said}, field="text")
    return SupplementPrepared(text=said, **next_fields(state, actor, at))


def sign_off_supplement(
    state: Consultation, contradictions: tuple[str, ...], accepted: tuple[str, ...], *, actor: Actor, at: datetime
) -> SupplementSignedOff:
    """审签 by a second person, as of the feedback. Raises SupplementNotPrepared, SamePersonSignsOff, ContradictionsUnseen."""
    require_answered(state, actor, Role.RELEASER)
    if state.supplement_prepared_by is None:
        raise not_submitted(state, Returnable.SUPPLEMENT, SupplementNotPrepared)
    require_another_signs(state.supplement_prepared_by, contradictions, accepted, actor)
    return SupplementSignedOff(contradictions_accepted=contradictions, **next_fields(state, actor, at))


def publish_supplement(
    state: Consultation,
    coverage: Coverage,
    figures: SupplementFigures,
    *,
    contradictions: tuple[str, ...],
    actor: Actor,
    at: datetime,
) -> SupplementPublished:
    """公布补充反馈 ([713] art. 18). Raises NothingToSupplement, AnswersIncomplete, and the rules of sign-off."""
    require_answered(state, actor, Role.RELEASER)
    if state.supplement_prepared_by is None:
        raise not_submitted(state, Returnable.SUPPLEMENT, SupplementNotPrepared)
    if state.supplement_signed_off_by is None:
        raise SupplementNotSignedOff
    if not (figures.points or figures.comments):
        raise NothingToSupplement
    require_publishable(coverage, contradictions, state.supplement_contradictions_accepted)
    return SupplementPublished(
        number=state.supplements + 1,
        points=figures.points,
        comments=figures.comments,
        ledger=coverage.ledger,
        dispositions=coverage.dispositions,
        contradictions=contradictions,
        **next_fields(state, actor, at),
    )


def require_answered(state: Consultation, actor: Actor, role: Role) -> None:
    """There is a feedback to be supplemented. Raises FeedbackMissing."""
    require(actor, role, state.divisions)
    if state.answered_at is None:
        raise FeedbackMissing
