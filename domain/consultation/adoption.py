"""Stages 7 to 9': reviews, deliberation, adoption; ending without adoption; corrections."""

from __future__ import annotations

from datetime import date, datetime

from domain.access import Actor, Role, require
from domain.consultation.events import (
    AdoptionPrepared,
    CorrectionMade,
    DecisionAdopted,
    DecisionDeliberated,
    DecisionEnded,
    FairCompetitionReviewed,
    LegalityReviewed,
    StepWaived,
)
from domain.consultation.refusals import (
    AdoptionNotPrepared,
    ContentClosed,
    EffectBeforeIssue,
    FairCompetitionReviewMissing,
    FeedbackMissing,
    LegalityReviewMissing,
    NotCorrectable,
    NotDeliberated,
    NotPublished,
    SamePersonAdopts,
)
from domain.consultation.state import Consultation
from domain.consultation.stream import next_event, reason_text, require_running
from domain.sealing import CLOSED
from domain.text import NAME, ORGANISATION, name_text
from domain.values import AdoptionNotice, DeliberationResult, EndingKind, LegalityResult, WaivableStep

LAWFUL = frozenset({LegalityResult.LAWFUL, LegalityResult.EXPLORATORY})
PASSED = frozenset({DeliberationResult.PASSED, DeliberationResult.PASSED_WITH_CHANGES})
CORRECTABLE = frozenset(
    {
        ("decision-started.v1", "title"),
        ("decision-started.v1", "decision_organ"),
        ("decision-started.v1", "proposer"),
        ("materials-prepared.v1", "contact"),
        ("materials-prepared.v1", "basis"),
        ("materials-prepared.v1", "interpretation"),
        ("feedback-prepared.v1", "text"),
        ("point-made.v1", "summary"),
        ("point-reworded.v1", "summary"),
        ("disposition-drafted.v1", "disposition"),
        ("disposition-superseded.v1", "disposition"),
        ("comment-withheld.v1", "public_note"),
    }
)


def waive_step(state: Consultation, step: WaivableStep, reason: str, *, actor: Actor, at: datetime) -> StepWaived:
    """A step recorded as not required, with the reason. Legality review and deliberation are no such steps."""
    require_running(state, actor, Role.RELEASER)
    return StepWaived(step=step, reason=reason_text(reason, state), **next_event(state, actor, at))


def review_fair_competition(
    state: Consultation, *, passed: bool, opinion: str, actor: Actor, at: datetime
) -> FairCompetitionReviewed:
    """公平竞争审查 (公平竞争审查条例 art. 13 ff.)."""
    require_running(state, actor, Role.REVIEWER)
    text = reason_text(opinion, state, field="opinion")
    return FairCompetitionReviewed(passed=passed, opinion=text, **next_event(state, actor, at))


def review_legality(
    state: Consultation,
    result: LegalityResult,
    *,
    file_received_on: date,
    reviewer: str,
    opinion: str,
    actor: Actor,
    at: datetime,
) -> LegalityReviewed:
    """合法性审查 ([713] art. 25 to 28), once opinions were asked and answered."""
    require_running(state, actor, Role.REVIEWER)
    if state.answered_at is None:
        raise FeedbackMissing
    return LegalityReviewed(
        result=result,
        file_received_on=file_received_on,
        reviewer=name_text(reviewer, field="reviewer", max_length=NAME, required=True),
        opinion=reason_text(opinion, state, field="opinion"),
        **next_event(state, actor, at),
    )


def deliberate_decision(
    state: Consultation, result: DeliberationResult, *, met_on: date, meeting: str, actor: Actor, at: datetime
) -> DecisionDeliberated:
    """集体讨论 ([713] art. 30). Raises FeedbackMissing, LegalityReviewMissing, FairCompetitionReviewMissing."""
    require_running(state, actor, Role.RELEASER)
    _require_reviewed(state)
    text = name_text(meeting, field="meeting", max_length=ORGANISATION, required=True)
    return DecisionDeliberated(result=result, met_on=met_on, meeting=text, **next_event(state, actor, at))


def prepare_adoption(state: Consultation, notice: AdoptionNotice, *, actor: Actor, at: datetime) -> AdoptionPrepared:
    """The adoption notice as drafted. Raises EffectBeforeIssue."""
    require_running(state, actor, Role.DRAFTER)
    if state.answered_at is None:
        raise FeedbackMissing
    if notice.effective_on < notice.issued_on or (notice.valid_until and notice.valid_until <= notice.effective_on):
        raise EffectBeforeIssue
    return AdoptionPrepared(notice=notice, **next_event(state, actor, at))


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
    _require_reviewed(state)
    if state.deliberation not in PASSED and state.rules.needs_deliberation:
        raise NotDeliberated
    if state.notice is None:
        raise AdoptionNotPrepared
    if state.notice is CLOSED:
        raise ContentClosed
    if state.notice_prepared_by == str(actor.id):
        raise SamePersonAdopts
    return DecisionAdopted(
        issued_on=state.notice.issued_on,
        effective_on=state.notice.effective_on,
        valid_until=state.notice.valid_until,
        contradictions=contradictions,
        changed_without_comment=changed_without_comment,
        **next_event(state, actor, at),
    )


def _require_reviewed(state: Consultation) -> None:
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


def end_decision(state: Consultation, kind: EndingKind, reason: str, *, actor: Actor, at: datetime) -> DecisionEnded:
    """终止 without adoption, from any stage, with a public reason."""
    require_running(state, actor, Role.RELEASER)
    return DecisionEnded(kind=kind, reason=reason_text(reason, state), **next_event(state, actor, at))


def make_correction(
    state: Consultation,
    *,
    corrected_stream: str,
    corrected_version: int,
    corrected_topic: str,
    field: str,
    value: str,
    closes_original: bool,
    reason: str,
    actor: Actor,
    at: datetime,
) -> CorrectionMade:
    """更正: a published value is replaced in public. `value` is JSON text of the field's type. Raises NotCorrectable."""
    require(actor, Role.RELEASER, state.division_id)
    if state.published_at is None:
        raise NotPublished
    if (corrected_topic, field) not in CORRECTABLE:
        raise NotCorrectable
    return CorrectionMade(
        corrected_stream=corrected_stream,
        corrected_version=corrected_version,
        field=field,
        closes_original=closes_original,
        value=value,
        reason=reason_text(reason, state),
        **next_event(state, actor, at),
    )
