"""Before deliberation and adoption experts are heard and the risk is assessed, or each is excused ([713] art. 19 to 24)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from msgspec.structs import replace

from domain.consultation.assessed import require_risk, risk_settled
from domain.consultation.assessment_refusals import (
    ExpertReviewMissing,
    RiskAssessedOtherText,
    RiskAssessmentMissing,
    RiskUncontrollable,
    StepReported,
    StepUnderWay,
)
from domain.consultation.events import ExpertReviewReported, RiskAssessmentReported
from domain.consultation.outcome_refusals import StepAlreadyWaived
from domain.consultation.refusals import ContentClosed
from domain.consultation.stages import Stage, stage_statuses
from domain.consultation.state import Consultation
from domain.consultation.steps.adoption import adopt_decision, prepare_adoption, waive_step
from domain.enumerations import Regime, RiskLevel, WaivableStep
from domain.event import next_fields
from domain.rules import NATIONAL_RULES, rules_for
from domain.sealing import CLOSED
from tests.domain.consultation.test_stages import NONE
from tests.domain.consultation.told import (
    ADOPTS,
    ANSWERS,
    DRAFTER,
    RELEASER,
    UNCHANGED,
    WHY,
    answered,
    deliberated,
    drafted,
    fair,
    lawful,
    ready,
    then,
    unexcused,
)
from tests.domain.examples import NOTICE, text


def heard(state: Consultation | None = None) -> Consultation:
    state = state or unexcused()
    facts: dict[str, Any] = {"expertise_id": UUID(int=900), "text_version": state.feedback_version or 0, "opinions": 2}
    return then(state, ExpertReviewReported(**facts, **next_fields(state, RELEASER, ANSWERS)))


def assessed(
    state: Consultation | None = None, result: RiskLevel = RiskLevel.LOW, *, controllable: bool = True, version: int | None = None
) -> Consultation:
    """`version`: of the text; that of the revised draft where it is not given."""
    state = state or heard()
    facts: dict[str, Any] = {"assessment_id": UUID(int=901), "text_version": version or state.feedback_version}
    facts |= {"result": result, "controllable": controllable}
    return then(state, RiskAssessmentReported(**facts, **next_fields(state, RELEASER, ANSWERS)))


def adopt(state: Consultation) -> None:
    adopt_decision(state, **UNCHANGED, actor=RELEASER, at=ADOPTS)


def excused(step: WaivableStep, state: Consultation) -> Consultation:
    return then(state, waive_step(state, step, WHY, actor=RELEASER, at=ANSWERS))


def test_a_decision_is_taken_once_experts_were_heard_and_the_risk_is_controlled() -> None:
    adopt(ready(deliberated(lawful(fair(assessed())))))


def test_what_was_neither_done_nor_excused_is_not_deliberated_nor_adopted() -> None:
    with pytest.raises(ExpertReviewMissing) as experts:
        deliberated(lawful(fair(unexcused())))
    with pytest.raises(RiskAssessmentMissing) as risk:
        deliberated(lawful(fair(heard())))
    assert "第二十九条" in experts.value.article
    assert "第二十九条" in risk.value.article
    state = replace(ready(), waived=frozenset())
    with pytest.raises(ExpertReviewMissing):
        adopt(state)


def test_each_may_be_excused_while_the_other_is_done() -> None:
    adopt(ready(deliberated(lawful(fair(assessed(excused(WaivableStep.EXPERT_REVIEW, unexcused())))))))
    adopt(ready(deliberated(lawful(fair(excused(WaivableStep.RISK_ASSESSMENT, heard()))))))


@pytest.mark.parametrize(("result", "controllable"), [(RiskLevel.LOW, False), (RiskLevel.HIGH, True), (RiskLevel.HIGH, False)])
def test_a_risk_that_cannot_be_controlled_or_stays_high_stops_the_decision(result: RiskLevel, controllable: bool) -> None:
    with pytest.raises(RiskUncontrollable) as refused:
        deliberated(lawful(fair(assessed(None, result, controllable=controllable))))
    assert "第二十四条" in refused.value.article
    with pytest.raises(RiskUncontrollable):
        adopt(assessed(ready(deliberated(lawful(fair(assessed())))), result, controllable=controllable))


def test_a_changed_text_is_assessed_again() -> None:
    state = deliberated(lawful(fair(assessed())))
    changed = replace(NOTICE, text=text("f"))
    state = then(state, prepare_adoption(state, changed, actor=DRAFTER, at=ADOPTS))
    with pytest.raises(RiskAssessedOtherText) as refused:
        adopt(state)
    assert "第二十四条" in refused.value.article
    assert not risk_settled(state)
    again = assessed(state, version=state.notice_at)
    assert risk_settled(again)
    adopt(again)


def test_an_uncontrollable_risk_is_past_once_a_new_version_was_assessed() -> None:
    state = assessed(drafted(), controllable=False, version=drafted().draft_at)
    with pytest.raises(RiskUncontrollable):
        require_risk(state)
    state = drafted(state, text("f"))
    with pytest.raises(RiskUncontrollable):
        require_risk(state)
    require_risk(assessed(state, version=state.draft_at))


def test_what_was_assessed_of_an_older_draft_is_of_another_text() -> None:
    with pytest.raises(RiskAssessedOtherText):
        require_risk(assessed(version=unexcused().draft_at))


def test_a_text_that_cannot_be_seen_is_not_decided_on() -> None:
    with pytest.raises(ContentClosed):
        require_risk(replace(assessed(), revised=CLOSED))


def test_what_was_done_is_not_excused_and_what_was_excused_not_twice() -> None:
    for step, state in ((WaivableStep.EXPERT_REVIEW, heard()), (WaivableStep.RISK_ASSESSMENT, assessed())):
        with pytest.raises(StepReported):
            excused(step, state)
        with pytest.raises(StepAlreadyWaived):
            excused(step, answered())


def test_what_has_begun_is_not_excused() -> None:
    with pytest.raises(StepUnderWay):
        waive_step(unexcused(), WaivableStep.EXPERT_REVIEW, WHY, under_way=True, actor=RELEASER, at=ANSWERS)


def test_decisions_started_under_earlier_rules_and_ordinary_ones_are_not_asked() -> None:
    old = replace(unexcused(), rules_name=NATIONAL_RULES.name)
    adopt(ready(deliberated(lawful(fair(old)))))
    assert not rules_for(Regime.ORDINARY_CONSULTATION).needs_assessments


def test_the_stage_names_all_that_is_missing() -> None:
    stages = {each.stage: each for each in stage_statuses(unexcused(), NONE, ANSWERS)}
    names = [type(refusal).__name__ for refusal in stages[Stage.REVIEWED].missing]
    assert names == ["LegalityReviewMissing", "ExpertReviewMissing", "RiskAssessmentMissing"]
    assert names == [type(refusal).__name__ for refusal in stages[Stage.ADOPTION].missing][:3]
