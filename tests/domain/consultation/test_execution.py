"""What follows an adoption: suspension, termination, adjustment, evaluation ([713] art. 36, 37)."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from msgspec.structs import replace

from domain.access import RoleMissing
from domain.consultation.execution_refusals import (
    AlreadyLinked,
    AlreadySuspended,
    DecisionNotAdopted,
    EvaluationNotStarted,
    EvaluationReportMissing,
    EvaluationUnderWay,
    EvaluatorAppraised,
    ExecutionOver,
    LinkUnfit,
    NotSuspended,
    ParticipantsMissing,
    SuspendedByOther,
)
from domain.consultation.execution_values import (
    DecidedBy,
    DecisionRelation,
    EvaluationMethod,
    EvaluationResult,
    EvaluationTrigger,
    ExecutionProblem,
    Participant,
)
from domain.consultation.refusals import DateAhead, ReasonTooShort
from domain.consultation.state import Consultation
from domain.consultation.status import consultation_state
from domain.consultation.steps import evaluation, execution
from domain.enumerations import ConsultationState
from domain.values import Blob, Division
from tests.domain.consultation import told
from tests.domain.consultation.told import ADOPTS, DAY, DRAFTER, RELEASER, WHY, then

LATER = ADOPTS + 30 * DAY
HEAD: dict[str, Any] = {"decided_by": DecidedBy.HEAD, "decided_on": date(2026, 7, 10), "scope": "第二条规定的三处早市。"}
REPORT: dict[str, Any] = {
    "involved": (Participant.DEPUTIES, Participant.GRASSROOTS),
    "heard": "通过网络征集和座谈听取意见。",
    "summary": "早市秩序好转，供水不足，建议调整。",
    "report": Blob("4" * 64, 4_000, "application/pdf"),
}


def suspended(state: Consultation | None = None, **changes: Any) -> Consultation:
    state, cause = state or told.adopted(), ExecutionProblem.FORCE_MAJEURE
    facts = HEAD | {"reason": WHY, "actor": RELEASER} | changes
    return then(state, execution.suspend_execution(state, cause, **facts, at=LATER))


def terminated(state: Consultation | None = None, basis: str = WHY) -> Consultation:
    state, meeting = state or told.adopted(), {"met_on": date(2026, 7, 10), "meeting": "局长办公会第十二次会议"}
    return then(state, execution.terminate_execution(state, **meeting, basis=basis, actor=RELEASER, at=LATER))  # type: ignore[arg-type]


def evaluating(state: Consultation | None = None, unit: str = "示例研究院", *appraisers: str) -> Consultation:
    state, facts = state or told.adopted(), {"unit": unit, "reason": WHY, "appraisers": appraisers}
    trigger, method = EvaluationTrigger.MANY_OPINIONS, EvaluationMethod.COMMISSIONED
    return then(state, evaluation.start_evaluation(state, trigger, method, **facts, actor=RELEASER, at=LATER))  # type: ignore[arg-type]


def reported(state: Consultation | None = None, **changes: Any) -> Consultation:
    state, facts = state or evaluating(), REPORT | changes
    return then(state, evaluation.report_evaluation(state, EvaluationResult.CHANGED, **facts, actor=RELEASER, at=LATER))


def other(state: Consultation, number: int = 77) -> Consultation:
    return replace(state, id=UUID(int=number))


ELSEWHERE = replace(other(told.started(), 78), division=Division("service", "服务业处"))


def state_of(state: Consultation) -> ConsultationState:
    """As the public sees it."""
    assert state.opens_at is not None
    assert state.closes_at is not None
    return consultation_state(
        opens_at=state.opens_at,
        closes_at=state.closes_at,
        answered_at=state.answered_at,
        adopted_at=state.adopted_at,
        ended_at=state.ended_at,
        suspended_at=state.execution.suspended_at,
        terminated_at=state.execution.terminated_at,
        now=LATER,
    )


def test_art37_the_head_suspends_for_a_cause_with_scope_and_reason() -> None:
    assert state_of(suspended()) == ConsultationState.SUSPENDED
    with pytest.raises(SuspendedByOther):
        suspended(decided_by=DecidedBy.MEETING)
    with pytest.raises(AlreadySuspended):
        suspended(suspended())
    with pytest.raises(DecisionNotAdopted):
        suspended(told.ready())
    for changes in ({"reason": "太短"}, {"scope": "早市"}):
        with pytest.raises(ReasonTooShort):
            suspended(**changes)
    with pytest.raises(DateAhead):
        suspended(decided_on=date(2027, 1, 1))
    with pytest.raises(RoleMissing):
        suspended(actor=DRAFTER)


def test_what_was_suspended_is_resumed_once() -> None:
    resumed = then(suspended(), execution.resume_execution(suspended(), WHY, actor=RELEASER, at=LATER))
    assert state_of(resumed) == ConsultationState.ADOPTED
    with pytest.raises(NotSuspended):
        execution.resume_execution(resumed, WHY, actor=RELEASER, at=LATER)


def test_art37_an_execution_is_terminated_once_on_a_basis() -> None:
    assert state_of(terminated(suspended())) == ConsultationState.TERMINATED
    with pytest.raises(ExecutionOver):
        terminated(terminated())
    with pytest.raises(ReasonTooShort):
        terminated(basis="太短")
    with pytest.raises(DecisionNotAdopted):
        terminated(told.ready())


def test_art37_an_adjustment_is_another_decision_and_both_say_so() -> None:
    earlier, later = told.adopted(), other(told.released())
    link = execution.link_later_decision(earlier, later, DecisionRelation.ADJUSTMENT, WHY, actor=RELEASER, at=LATER)
    assert then(earlier, link[0]).execution.later == ((DecisionRelation.ADJUSTMENT, later.id),)
    assert then(later, link[1]).execution.earlier == (DecisionRelation.ADJUSTMENT, earlier.id)
    with pytest.raises(AlreadyLinked):
        execution.link_later_decision(earlier, then(later, link[1]), DecisionRelation.EVALUATION, WHY, actor=RELEASER, at=LATER)


@pytest.mark.parametrize(
    "later",
    [told.adopted(), other(told.published()), other(told.ended(told.released())), ELSEWHERE],
    ids=["itself", "published", "ended", "another division's"],
)
def test_a_decision_is_linked_with_one_that_is_not_public_yet(later: Consultation) -> None:
    with pytest.raises(LinkUnfit):
        execution.link_later_decision(told.adopted(), later, DecisionRelation.ADJUSTMENT, WHY, actor=RELEASER, at=LATER)


def test_art36_a_decision_is_evaluated_after_its_adoption_one_evaluation_at_a_time() -> None:
    assert reported().execution.results == (EvaluationResult.CHANGED,)
    evaluating(reported())
    with pytest.raises(DecisionNotAdopted):
        evaluating(told.ready())
    with pytest.raises(EvaluationUnderWay):
        evaluating(evaluating())
    with pytest.raises(EvaluationNotStarted):
        reported(told.adopted())


@pytest.mark.parametrize("unit", ["示例评估中心", " 示例评估 中心", "示例评估中心 "])
def test_c22_who_appraised_before_the_decision_does_not_evaluate_it(unit: str) -> None:
    with pytest.raises(EvaluatorAppraised):
        evaluating(None, unit, "市场建设处", "示例评估中心")


def test_art36_others_take_part_and_the_report_is_kept() -> None:
    with pytest.raises(ParticipantsMissing):
        reported(involved=())
    with pytest.raises(EvaluationReportMissing):
        reported(report=None)
    for changes in ({"heard": "太短"}, {"summary": "太短"}):
        with pytest.raises(ReasonTooShort):
            reported(**changes)
