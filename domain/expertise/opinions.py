"""Written opinions, what became of each, and the end of a review."""

from __future__ import annotations

from datetime import date, datetime

from domain.access import Actor, Role
from domain.consultation.assessment_events import ExpertReviewReported
from domain.consultation.state import Consultation
from domain.consultation.steps.checks import checked_past_date, reason_text
from domain.enumerations import ExpertFinding, OpinionUse
from domain.event import Event, next_fields
from domain.expertise.events import ExpertOpinionGiven, ExpertOpinionUsed, ExpertReviewConcluded
from domain.expertise.panel import expert_of, require_open
from domain.expertise.refusals import (
    ExpertInterested,
    NotInvited,
    OpinionFileMissing,
    OpinionGivenAlready,
    OpinionMissing,
    OpinionUnused,
    TooFewExperts,
)
from domain.expertise.state import Expertise
from domain.values import Blob


def give_opinion(
    review: Expertise,
    decision: Consultation,
    expert: int,
    finding: ExpertFinding,
    *,
    signed_on: date,
    summary: str,
    file: Blob | None,
    actor: Actor,
    at: datetime,
) -> ExpertOpinionGiven:
    """论证意见 as it came in, signed or sealed.

    Raises ExpertUnknown, ExpertInterested, NotInvited, OpinionGivenAlready, OpinionFileMissing, DateAhead, ReasonTooShort.
    """
    require_open(decision, actor, review)
    known = expert_of(review, expert)
    if known.excluded:
        raise ExpertInterested(expert=expert)
    if not known.invited:
        raise NotInvited(expert=expert)
    if known.opinion is not None:
        raise OpinionGivenAlready(expert=expert)
    if file is None:
        raise OpinionFileMissing(field="files")
    return ExpertOpinionGiven(
        expert=expert,
        finding=finding,
        signed_on=checked_past_date(signed_on, at, field="signed_on"),
        summary=reason_text(summary, decision, field="summary"),
        file=file,
        **next_fields(review, actor, at),
    )


def use_opinion(
    review: Expertise, decision: Consultation, expert: int, use: OpinionUse, reason: str, *, actor: Actor, at: datetime
) -> ExpertOpinionUsed:
    """研究采纳情况, with a reason always; said again until the review ends.

    Raises ExpertUnknown, OpinionMissing, ReasonTooShort.
    """
    require_open(decision, actor, review)
    if expert_of(review, expert).opinion is None:
        raise OpinionMissing(expert=expert)
    return ExpertOpinionUsed(expert=expert, use=use, reason=reason_text(reason, decision), **next_fields(review, actor, at))


def conclude_review(review: Expertise, decision: Consultation, *, actor: Actor, at: datetime) -> tuple[Event, Event]:
    """论证结束, and what the decision learns of it, to be recorded together. Raises OpinionUnused, TooFewExperts."""
    require_open(decision, actor, review, Role.RELEASER)
    require_complete(review)
    opinions = review.opinions
    concluded = ExpertReviewConcluded(
        asked=len(review.experts),
        excluded=sum(expert.excluded for expert in review.experts),
        opinions=len(opinions),
        **next_fields(review, actor, at),
    )
    reported = ExpertReviewReported(
        expertise_id=review.id,
        text_version=review.text_version,
        opinions=len(opinions),
        **next_fields(decision, actor, at),
    )
    return concluded, reported


def require_complete(review: Expertise) -> None:
    """Enough opinions, and of each what became of it. Raises OpinionUnused, TooFewExperts."""
    unused = sum(expert.use is None for expert in review.opinions)
    if unused:
        raise OpinionUnused(count=unused)
    if len(review.opinions) < review.needed:
        raise TooFewExperts(needed=review.needed, count=len(review.opinions))
