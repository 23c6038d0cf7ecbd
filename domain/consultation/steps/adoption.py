"""Stages 7 to 9': reviews, deliberation, adoption; ending without adoption."""

from __future__ import annotations

from datetime import date, datetime

from msgspec.structs import replace

from domain.access import Actor, Role
from domain.consultation.assessed import require_experts, require_risk
from domain.consultation.assessment_refusals import StepReported, StepUnderWay
from domain.consultation.coverage import Coverage
from domain.consultation.events import (
    AdoptionPrepared,
    AnswersOutstanding,
    DecisionAdopted,
    DecisionDeliberated,
    DecisionEnded,
    FairCompetitionReviewed,
    Minutes,
    StepWaived,
)
from domain.consultation.outcome_refusals import (
    AdoptionNotPrepared,
    CommentsUnanswered,
    EffectBeforeIssue,
    FairCompetitionReviewMissing,
    FeedbackMissing,
    LegalityReviewMissing,
    NotDeliberated,
    SamePersonAdopts,
    StepAlreadyWaived,
)
from domain.consultation.participation import require_enterprises, require_poll
from domain.consultation.refusals import ContentClosed
from domain.consultation.state import Consultation
from domain.consultation.steps.checks import (
    after_its_reason,
    checked_past_date,
    not_submitted,
    reason_text,
    refuse_unchanged,
    require_running,
)
from domain.consultation.steps.minutes import checked_minutes
from domain.consultation.steps.order_of_dates import dates_of, require_order
from domain.consultation.steps.unit_opinions import require_agreement
from domain.enumerations import DeliberationResult, EndingKind, LegalityResult, Returnable, WaivableStep
from domain.event import Event, next_fields
from domain.sealing import CLOSED
from domain.text import DISPOSITION_REASON, ORGANISATION, TITLE, name_text, normalised_text, optional_name
from domain.values import AdoptionNotice

LAWFUL = frozenset({LegalityResult.LAWFUL, LegalityResult.EXPLORATORY})
PASSED = frozenset({DeliberationResult.PASSED, DeliberationResult.PASSED_WITH_CHANGES})


def waive_step(
    state: Consultation, step: WaivableStep, reason: str, *, under_way: bool = False, actor: Actor, at: datetime
) -> StepWaived:
    """A step recorded as not required, with the reason. Legality review and deliberation are no such steps.

    `under_way`: whether something has been found in it that waits for its end.
    Raises StepAlreadyWaived, StepReported, StepUnderWay.
    """
    require_running(state, actor, Role.RELEASER)
    if step in state.waived:
        raise StepAlreadyWaived
    done = {WaivableStep.EXPERT_REVIEW: state.expert_review is not None, WaivableStep.RISK_ASSESSMENT: state.risk is not None}
    done |= {WaivableStep.OPINION_POLL: state.polled, WaivableStep.ENTERPRISES: state.enterprises_heard}
    if done.get(step):
        raise StepReported
    if under_way:
        raise StepUnderWay
    return StepWaived(step=step, reason=reason_text(reason, state), **next_fields(state, actor, at))


def review_fair_competition(
    state: Consultation, *, passed: bool, opinion: str, actor: Actor, at: datetime
) -> FairCompetitionReviewed:
    """公平竞争审查 (公平竞争审查条例 art. 13 ff.); of a bureau's document the drafting unit does it itself."""
    require_running(state, actor, Role.REVIEWER)
    text = reason_text(opinion, state, field="opinion")
    return FairCompetitionReviewed(passed=passed, opinion=text, **next_fields(state, actor, at))


def deliberate_decision(
    state: Consultation,
    result: DeliberationResult,
    *,
    met_on: date,
    meeting: str,
    minutes: Minutes,
    actor: Actor,
    at: datetime,
) -> DecisionDeliberated:
    """集体讨论 ([713] art. 30).

    Raises FeedbackMissing, LegalityReviewMissing, FairCompetitionReviewMissing, DateAhead, MeetingTooEarly, and what
    `require_reviewed` and `checked_minutes` do.
    """
    require_running(state, actor, Role.RELEASER)
    require_reviewed(state)
    text = name_text(meeting, field="meeting", max_length=ORGANISATION, required=True)
    met = checked_past_date(met_on, at, field="met_on")
    require_order(dates_of(state, met_on=met), "met_on")
    kept = checked_minutes(minutes, state)
    return DecisionDeliberated(result=result, met_on=met, meeting=text, minutes=kept, **next_fields(state, actor, at))


def prepare_adoption(
    state: Consultation, notice: AdoptionNotice, *, answers_changed: bool = False, actor: Actor, at: datetime
) -> AdoptionPrepared:
    """The adoption notice as drafted. `answers_changed`: as for the feedback. Raises EffectBeforeIssue, ReturnedUnchanged."""
    require_running(state, actor, Role.DRAFTER)
    if state.answered_at is None:
        raise FeedbackMissing
    if notice.effective_on < notice.issued_on or (notice.valid_until and notice.valid_until <= notice.effective_on):
        raise EffectBeforeIssue
    require_order(dates_of(state, issued_on=notice.issued_on), "issued_on")
    checked = _checked(notice)
    if not answers_changed:
        refuse_unchanged(state, Returnable.ADOPTION, {"notice": checked}, field="document_number")
    return AdoptionPrepared(notice=checked, **next_fields(state, actor, at))


def _checked(notice: AdoptionNotice) -> AdoptionNotice:
    """Its words normalised. Raises TextRefused."""
    return replace(
        notice,
        document_number=name_text(notice.document_number, field="document_number", max_length=TITLE, required=True),
        unified_number=optional_name(notice.unified_number, field="unified_number", max_length=TITLE),
        opinions_note=normalised_text(notice.opinions_note, field="opinions_note", max_length=DISPOSITION_REASON),
    )


def leave_outstanding(
    state: Consultation, coverage: Coverage, reason: str | None, *, actor: Actor, at: datetime
) -> AnswersOutstanding | None:
    """尚未答复: what stands before an adoption while comments await screening or a public answer; None where none does.

    Raises CommentsUnanswered without a reason for it, ReasonTooShort.
    """
    require_running(state, actor, Role.RELEASER)
    awaiting, unanswered = coverage.missing.awaiting, coverage.missing.unanswered
    if not (awaiting or unanswered):
        return None
    if reason is None:
        raise CommentsUnanswered(awaiting_count=awaiting, unanswered_count=unanswered)
    said = reason_text(reason, state, field="outstanding_reason")
    return AnswersOutstanding(awaiting=awaiting, unanswered=unanswered, reason=said, **next_fields(state, actor, at))


def adopt_decision(
    state: Consultation,
    *,
    contradictions: tuple[str, ...],
    changed_without_comment: tuple[str, ...],
    actor: Actor,
    at: datetime,
) -> DecisionAdopted:
    """公布 ([713] art. 32), by another person than the one who drafted the notice; after stages 6, 7 and 8."""
    require_running(state, actor, Role.RELEASER)
    require_reviewed(state)
    if state.deliberation not in PASSED and state.rules.needs_deliberation:
        raise NotDeliberated
    if state.notice is None or state.notice_prepared_by is None:
        raise not_submitted(state, Returnable.ADOPTION, AdoptionNotPrepared)
    if state.notice is CLOSED:
        raise ContentClosed
    if state.notice_prepared_by == str(actor.id):
        raise SamePersonAdopts
    require_order(dates_of(state, issued_on=state.notice.issued_on), "issued_on")
    return DecisionAdopted(
        issued_on=state.notice.issued_on,
        effective_on=state.notice.effective_on,
        valid_until=state.notice.valid_until,
        contradictions=contradictions,
        changed_without_comment=changed_without_comment,
        **next_fields(state, actor, at),
    )


def adoption_events(
    state: Consultation,
    coverage: Coverage,
    outstanding_reason: str | None,
    *,
    contradictions: tuple[str, ...],
    changed_without_comment: tuple[str, ...],
    actor: Actor,
    at: datetime,
) -> tuple[Event, ...]:
    """The adoption, directly after what it leaves unanswered. Raises what `adopt_decision` and `leave_outstanding` do."""

    def adopted(state: Consultation) -> DecisionAdopted:
        lists = {"contradictions": contradictions, "changed_without_comment": changed_without_comment}
        return adopt_decision(state, **lists, actor=actor, at=at)

    def left() -> AnswersOutstanding | None:
        return leave_outstanding(state, coverage, outstanding_reason, actor=actor, at=at)

    return after_its_reason(state, adopted, left)


def require_reviewed(state: Consultation) -> None:
    """Found lawful; experts, people, units heard and the risk assessed, or excused: as the first of these rules refuses."""
    for require_each in REVIEWS:
        require_each(state)


def require_lawful(state: Consultation) -> None:
    """Answered, lawful, and reviewed for fair competition where operators are touched."""
    if state.answered_at is None:
        raise FeedbackMissing
    if state.legality not in LAWFUL and (state.rules.needs_deliberation or state.legality is not None):
        raise LegalityReviewMissing
    if state.touches_operators is CLOSED:
        raise ContentClosed
    waived = WaivableStep.FAIR_COMPETITION_REVIEW in state.waived
    reviewed = state.fair_competition_passed
    if reviewed is False or (state.touches_operators and reviewed is None and not waived):
        raise FairCompetitionReviewMissing


REVIEWS = (require_lawful, require_experts, require_risk, require_poll, require_enterprises, require_agreement)


def end_decision(state: Consultation, kind: EndingKind, reason: str, *, actor: Actor, at: datetime) -> DecisionEnded:
    """终止 without adoption, from any stage, with a public reason."""
    require_running(state, actor, Role.RELEASER)
    return DecisionEnded(kind=kind, reason=reason_text(reason, state), **next_fields(state, actor, at))
