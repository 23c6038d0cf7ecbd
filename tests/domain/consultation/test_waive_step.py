"""A step is recorded as not required, with its reason."""

from __future__ import annotations

import pytest

from domain.consultation.outcome_refusals import StepAlreadyWaived
from domain.consultation.refusals import ReasonTooShort
from domain.consultation.steps.adoption import waive_step
from domain.enumerations import WaivableStep
from tests.domain.consultation.told import RELEASER, SECOND_RELEASER, STARTS, WHY, started, then, unheard


@pytest.mark.parametrize("step", list(WaivableStep))
def test_a_step_is_waived_with_its_reason_at_any_stage(step: WaivableStep) -> None:
    for state in (started(), unheard()):
        event = waive_step(state, step, WHY, actor=RELEASER, at=STARTS)
        assert (event.step, event.reason) == (step, WHY)
        assert then(state, event).waived == {step}


def test_legality_review_and_deliberation_are_no_such_steps() -> None:
    steps = {"expert_review", "risk_assessment", "fair_competition_review", "opinion_poll", "enterprises"}
    assert {step.value for step in WaivableStep} == steps


@pytest.mark.parametrize("reason", ["不需要", "不 需 要 专 家 论 证", "九个字的理由不够长"])
def test_a_waiver_has_a_reason_of_ten_characters_that_can_be_seen(reason: str) -> None:
    with pytest.raises(ReasonTooShort) as refused:
        waive_step(started(), WaivableStep.EXPERT_REVIEW, reason, actor=RELEASER, at=STARTS)
    assert (refused.value.params["length"], refused.value.status) == (10, 422)


def test_ten_characters_are_enough() -> None:
    assert waive_step(started(), WaivableStep.EXPERT_REVIEW, "一二三四五六七八九十", actor=RELEASER, at=STARTS)


def test_a_step_is_waived_once() -> None:
    """Repeated, or someone was first."""
    state = then(started(), waive_step(started(), WaivableStep.EXPERT_REVIEW, WHY, actor=RELEASER, at=STARTS))
    with pytest.raises(StepAlreadyWaived):
        waive_step(state, WaivableStep.EXPERT_REVIEW, WHY, actor=SECOND_RELEASER, at=STARTS)
    waive_step(state, WaivableStep.RISK_ASSESSMENT, WHY, actor=SECOND_RELEASER, at=STARTS)
