"""Expert review 专家论证 and risk assessment 风险评估 as a decision's gates see them: done or excused, and of which text."""

from __future__ import annotations

from domain.consultation.assessment_refusals import (
    ExpertReviewMissing,
    RiskAssessedOtherText,
    RiskAssessmentMissing,
    RiskUncontrollable,
)
from domain.consultation.outcome_refusals import StepAlreadyWaived
from domain.consultation.refusals import ContentClosed
from domain.consultation.state import Consultation
from domain.enumerations import RiskLevel, WaivableStep
from domain.refusals import refusal_of
from domain.sealing import CLOSED, Closed
from domain.values import TextDocument


def current_text(state: Consultation) -> tuple[int | None, TextDocument | Closed | None]:
    """The text as it stands, of notice, feedback or draft, and the version of the decision's stream in which it does."""
    if state.notice is not None:
        return state.notice_at, CLOSED if state.notice is CLOSED else state.notice.text
    if state.revised is not None:
        return state.feedback_version, state.revised
    return state.draft_at, state.draft


def same_articles(one: TextDocument, other: TextDocument) -> bool:
    """Whether they say the same, whatever the layout."""
    return [(each.label, each.sha256) for each in one.articles] == [(each.label, each.sha256) for each in other.articles]


def require_needed(state: Consultation, step: WaivableStep) -> None:
    """Raises StepAlreadyWaived where it was recorded that the step is not required."""
    if step in state.waived:
        raise StepAlreadyWaived


def require_experts(state: Consultation) -> None:
    """Heard, or excused with a reason. Raises ExpertReviewMissing."""
    excused = WaivableStep.EXPERT_REVIEW in state.waived
    if state.rules.needs_assessments and state.expert_review is None and not excused:
        raise ExpertReviewMissing


def require_risk(state: Consultation) -> None:
    """Assessed as controllable, of the text as it stands, or excused with a reason.

    Raises RiskAssessmentMissing, RiskUncontrollable, RiskAssessedOtherText, ContentClosed.
    """
    if state.risk is None:
        if state.rules.needs_assessments and WaivableStep.RISK_ASSESSMENT not in state.waived:
            raise RiskAssessmentMissing
        return
    if not state.risk.controllable or state.risk.result == RiskLevel.HIGH:
        raise RiskUncontrollable
    _, text = current_text(state)
    assessed = state.risk.text
    if text is CLOSED or assessed is CLOSED:
        raise ContentClosed
    if text is None or assessed is None or not same_articles(text, assessed):
        raise RiskAssessedOtherText


def risk_settled(state: Consultation) -> bool:
    """Whether the text as it stands was assessed as controllable."""
    return state.risk is not None and refusal_of(lambda: require_risk(state)) is None
