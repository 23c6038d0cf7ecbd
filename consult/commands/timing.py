"""When it is the time for a command, by what is remembered of its decision or comment; the domain refuses what is too early."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from domain.application.state import Application
from domain.comment.state import Comment
from domain.consultation.assessed import risk_settled
from domain.consultation.state import Consultation
from domain.consultation.steps.adoption import PASSED
from domain.consultation.steps.unit_opinions import may_be_coordinated
from domain.enumerations import BY_AUTHOR, CommentStatus, ErasureScope, GrievanceStatus, LegalityResult, WaivableStep
from domain.grievance.state import Grievance
from domain.undertaking.state import Undertaking

When = Callable[[Any, datetime], bool]
"""Of a decision, a comment, a grievance or a task, at a moment."""


def running(state: Consultation, now: datetime) -> bool:
    return state.adopted_at is None and state.ended_at is None


def over(state: Consultation, now: datetime) -> bool:
    return not running(state, now)


def drafting(state: Consultation, now: datetime) -> bool:
    return state.published_at is None


def not_ended(state: Consultation, now: datetime) -> bool:
    return state.ended_at is None


def shared(state: Consultation, now: datetime) -> bool:
    """Undertaken by several divisions."""
    return running(state, now) and bool(state.units.joint)


def shared_drafted(state: Consultation, now: datetime) -> bool:
    return shared(state, now) and state.draft is not None


def units_may_be_asked(state: Consultation, now: datetime) -> bool:
    """While the draft is written, or revised after the close."""
    called = state.published_at is not None and state.period_closed_at is None
    return running(state, now) and state.draft is not None and not called


def letters_awaited(state: Consultation, now: datetime) -> bool:
    return running(state, now) and any(each.division is None and each.awaited for each in state.units.opinions)


def opinions_to_coordinate(state: Consultation, now: datetime) -> bool:
    return running(state, now) and any(may_be_coordinated(each, now) for each in state.units.opinions)


def countersignature_awaited(state: Consultation, now: datetime) -> bool:
    return under_review(state, now) and bool(state.units.unsigned)


def drafted_unreviewed(state: Consultation, now: datetime) -> bool:
    return drafting(state, now) and state.review_requested_by is None


def under_review(state: Consultation, now: datetime) -> bool:
    return state.review_requested_by is not None and not state.released


def released_early(state: Consultation, now: datetime) -> bool:
    return state.forced and not state.release_signed_off


def draft_returnable(state: Consultation, now: datetime) -> bool:
    """Under review, or released early and not yet signed off; not once it is published."""
    return drafting(state, now) and (under_review(state, now) or released_early(state, now))


def released(state: Consultation, now: datetime) -> bool:
    return drafting(state, now) and state.released


def published(state: Consultation, now: datetime) -> bool:
    return state.published_at is not None


def period_open(state: Consultation, now: datetime) -> bool:
    return state.closes_at is not None and now < state.closes_at


def period_closed(state: Consultation, now: datetime) -> bool:
    return state.period_closed_at is not None and state.answered_at is None


def feedback_prepared(state: Consultation, now: datetime) -> bool:
    return period_closed(state, now) and state.feedback_prepared_by is not None


def feedback_returnable(state: Consultation, now: datetime) -> bool:
    return feedback_prepared(state, now) and state.feedback_signed_off_by is None


def feedback_signed_off(state: Consultation, now: datetime) -> bool:
    return period_closed(state, now) and state.feedback_signed_off_by is not None


def answered(state: Consultation, now: datetime) -> bool:
    return state.answered_at is not None


def supplement_prepared(state: Consultation, now: datetime) -> bool:
    return answered(state, now) and state.supplement_prepared_by is not None


def supplement_returnable(state: Consultation, now: datetime) -> bool:
    return supplement_prepared(state, now) and state.supplement_signed_off_by is None


def supplement_signed_off(state: Consultation, now: datetime) -> bool:
    return answered(state, now) and state.supplement_signed_off_by is not None


def experts_open(state: Consultation, now: datetime) -> bool:
    """There is a text, and experts were neither heard nor excused."""
    wanted = state.expert_review is None and WaivableStep.EXPERT_REVIEW not in state.waived
    return running(state, now) and state.draft is not None and wanted


def risk_open(state: Consultation, now: datetime) -> bool:
    """There is a text that was neither assessed as controllable nor excused; one that has changed since is assessed again."""
    wanted = WaivableStep.RISK_ASSESSMENT not in state.waived and not risk_settled(state)
    return running(state, now) and state.draft is not None and wanted


def found_lawful(state: Consultation, now: datetime) -> bool:
    return answered(state, now) and state.legality in (LegalityResult.LAWFUL, LegalityResult.EXPLORATORY)


def adoption_returnable(state: Consultation, now: datetime) -> bool:
    return running(state, now) and state.notice_prepared_by is not None


def adoption_prepared(state: Consultation, now: datetime) -> bool:
    return state.notice_prepared_by is not None and (state.deliberation in PASSED or not state.rules.needs_deliberation)


def executing(state: Consultation, now: datetime) -> bool:
    return state.adopted_at is not None and state.execution.terminated_at is None


def unsuspended(state: Consultation, now: datetime) -> bool:
    return executing(state, now) and state.execution.suspended_at is None


def suspended(state: Consultation, now: datetime) -> bool:
    return executing(state, now) and state.execution.suspended_at is not None


def adopted(state: Consultation, now: datetime) -> bool:
    return state.adopted_at is not None


def evaluable(state: Consultation, now: datetime) -> bool:
    return adopted(state, now) and state.execution.evaluating is None


def evaluating(state: Consultation, now: datetime) -> bool:
    return state.execution.evaluating is not None


def task_open(state: Undertaking, now: datetime) -> bool:
    return state.completed is None


def findings_open(state: Undertaking, now: datetime) -> bool:
    return any(each.due is not None and each.rectified_at is None for each in state.inspections)


def awaiting(state: Comment, now: datetime) -> bool:
    return state.status == CommentStatus.AWAITING


def awaiting_with_words(state: Comment, now: datetime) -> bool:
    return awaiting(state, now) and state.erased != ErasureScope.ALL


def appealed(state: Comment, now: datetime) -> bool:
    return state.appeal_open


def revisable(state: Comment, now: datetime) -> bool:
    return state.outcome is not None and state.erased != ErasureScope.ALL and not state.appeal_open


def with_words(state: Comment, now: datetime) -> bool:
    return state.status != CommentStatus.WITHDRAWN and state.erased != ErasureScope.ALL


def referrable(state: Comment, now: datetime) -> bool:
    """Not what a second person has found to be an opinion."""
    return awaiting_with_words(state, now) and not state.reopened


def grievance_open(state: Grievance, now: datetime) -> bool:
    return state.open


def grievance_standing(state: Grievance, now: datetime) -> bool:
    return state.status != GrievanceStatus.TAKEN_BACK


def correctable(state: Comment, now: datetime) -> bool:
    """What was entered for its author, and the name of who sent it himself."""
    return state.status != CommentStatus.WITHDRAWN and (state.channel not in BY_AUTHOR or state.publish_name)


def unasked(state: Comment, now: datetime) -> bool:
    return revisable(state, now) and not state.second_look


def asked_again(state: Comment, now: datetime) -> bool:
    return revisable(state, now) and state.second_look


def erasable(state: Comment, now: datetime) -> bool:
    wholly = state.pending_erasure is not None and state.pending_erasure.scope == ErasureScope.ALL
    return state.erased != ErasureScope.ALL and not wholly


def erasure_requested(state: Comment, now: datetime) -> bool:
    return state.pending_erasure is not None


def seated(state: Application, now: datetime) -> bool:
    return state.holds_seat


def unseated(state: Application, now: datetime) -> bool:
    return state.waiting


def not_erased(state: Application, now: datetime) -> bool:
    return state.erased is None
