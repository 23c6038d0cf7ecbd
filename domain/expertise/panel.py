"""Experts are chosen: a review is planned, experts asked, their interests declared, and only then are they invited."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from domain.access import Actor, Role
from domain.consultation.assessed import current_text, require_needed
from domain.consultation.refusals import DraftMissing
from domain.consultation.state import Consultation
from domain.consultation.steps.checks import reason_text, require_running
from domain.enumerations import Interest, ReviewForm, WaivableStep
from domain.event import moment, next_fields
from domain.expertise.events import ExpertAsked, ExpertInvited, ExpertReviewPlanned, InterestDeclared, ShownExpert
from domain.expertise.refusals import (
    AlreadyDeclared,
    AlreadyInvited,
    ExpertAskedAlready,
    ExpertInterested,
    ExpertReviewClosed,
    ExpertUnknown,
    InterestUndeclared,
)
from domain.expertise.rules import CURRENT
from domain.expertise.state import Expert, Expertise
from domain.sealing import CLOSED
from domain.text import NAME, NOTE, ORGANISATION, name_text, normalised_text


def plan_review(
    decision: Consultation, form: ReviewForm, subject: str, *, expertise_id: UUID, actor: Actor, at: datetime
) -> ExpertReviewPlanned:
    """论证方案 for the text as it stands. Raises DraftMissing, StepAlreadyWaived, DecisionOver, ReasonTooShort."""
    require_open(decision, actor)
    version, _ = current_text(decision)
    if version is None:
        raise DraftMissing
    return ExpertReviewPlanned(
        originator_id=expertise_id,
        originator_version=1,
        timestamp=moment(at),
        actor=str(actor.id),
        consultation_id=decision.id,
        form=form,
        text_version=version,
        rule=CURRENT.name,
        needed=CURRENT.least[form],
        subject=reason_text(subject, decision, field="subject"),
    )


def ask_expert(
    review: Expertise, decision: Consultation, *, name: str, unit: str, field: str, actor: Actor, at: datetime
) -> ExpertAsked:
    """An expert or institution is asked. Raises ExpertAskedAlready, ExpertReviewClosed, TextRefused."""
    require_open(decision, actor, review)
    asked = name_text(name, field="name", max_length=NAME, required=True)
    of_unit = name_text(unit, field="unit", max_length=ORGANISATION, required=True)
    for expert in review.experts:
        if (expert.name, expert.unit) == (asked, of_unit):
            raise ExpertAskedAlready(field="name", expert=expert.number)
    return ExpertAsked(
        expert=len(review.experts) + 1,
        field=name_text(field, field="field", max_length=ORGANISATION, required=True),
        name=asked,
        unit=of_unit,
        **next_fields(review, actor, at),
    )


def declare_interest(
    review: Expertise,
    decision: Consultation,
    expert: int,
    interest: Interest,
    *,
    statement: str,
    name_shown: bool,
    actor: Actor,
    at: datetime,
) -> InterestDeclared:
    """利害关系声明 ([713] art. 20). `name_shown`: whether he agrees to the publication of his name and unit.

    Raises ExpertUnknown, AlreadyDeclared, ExpertReviewClosed.
    """
    require_open(decision, actor, review)
    known = expert_of(review, expert)
    if known.interest is not None:
        raise AlreadyDeclared(expert=expert)
    return InterestDeclared(
        expert=expert,
        interest=interest,
        statement=normalised_text(statement, field="statement", max_length=NOTE, required=True),
        shown=_shown(known) if name_shown and interest == Interest.NONE else None,
        **next_fields(review, actor, at),
    )


def invite_expert(review: Expertise, decision: Consultation, expert: int, *, actor: Actor, at: datetime) -> ExpertInvited:
    """正式邀请. Raises ExpertUnknown, InterestUndeclared, ExpertInterested, AlreadyInvited, ExpertReviewClosed."""
    require_open(decision, actor, review)
    known = expert_of(review, expert)
    if known.interest is None:
        raise InterestUndeclared(expert=expert)
    if known.excluded:
        raise ExpertInterested(expert=expert)
    if known.invited:
        raise AlreadyInvited(expert=expert)
    return ExpertInvited(expert=expert, **next_fields(review, actor, at))


def require_open(decision: Consultation, actor: Actor, review: Expertise | None = None, role: Role = Role.DRAFTER) -> None:
    """The role in the decision's division; a decision that runs, and whose review is neither waived nor concluded."""
    require_running(decision, actor, role)
    require_needed(decision, WaivableStep.EXPERT_REVIEW)
    if review is not None and review.concluded:
        raise ExpertReviewClosed


def expert_of(review: Expertise, number: int) -> Expert:
    """Raises ExpertUnknown."""
    for expert in review.experts:
        if expert.number == number:
            return expert
    raise ExpertUnknown(field="expert")


def _shown(expert: Expert) -> ShownExpert | None:
    if expert.name is CLOSED or expert.unit is CLOSED:
        return None
    return ShownExpert(expert.name, expert.unit)
