"""Risks are found with measures against them, and the result is reported ([713] art. 22 to 24)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from msgspec.structs import replace

from domain.access import RoleMissing
from domain.consultation.events import RiskAssessmentReported
from domain.consultation.outcome_refusals import StepAlreadyWaived
from domain.consultation.refusals import DecisionOver, DraftMissing, ReasonTooShort
from domain.consultation.state import Consultation
from domain.enumerations import AssessmentMethod, Assessor, RiskKind, RiskLevel
from domain.event import Event
from domain.risk_assessment import assessing
from domain.risk_assessment.events import RiskPoint
from domain.risk_assessment.refusals import MethodsMissing, ReportMissing, RiskAssessmentClosed, RisksMissing, RiskUnknown
from domain.risk_assessment.state import RiskAssessment, evolve
from domain.values import Blob
from tests.domain.consultation import told
from tests.domain.consultation.told import ANSWERS, DRAFTER, RELEASER, WHY

ASSESSMENT = UUID(int=901)
DECISION = told.unexcused()
RISK = RiskPoint(RiskKind.SOCIAL_STABILITY, RiskLevel.MEDIUM, RiskLevel.LOW, WHY, "分批迁移摊位，安排专人接待来访。")
REPORT: dict[str, Any] = {
    "controllable": True,
    "methods": (AssessmentMethod.KEY_VISITS, AssessmentMethod.QUALITATIVE),
    "heard": "听取了公安、城管部门的意见。",
    "conclusion": "风险较低，措施可行，总体可控。",
    "report": Blob("6" * 64, 4_321, "application/pdf"),
}


def then(state: RiskAssessment | None, *events: Event) -> RiskAssessment:
    for event in events:
        state = evolve(state, event)
    assert state is not None
    return state


def started(decision: Consultation = DECISION) -> RiskAssessment:
    facts: dict[str, Any] = {"assessment_id": ASSESSMENT, "actor": DRAFTER, "at": ANSWERS}
    return then(None, assessing.start_assessment(decision, Assessor.THIRD_PARTY, "示例评估中心", **facts))


def found(state: RiskAssessment | None = None, risk: RiskPoint = RISK, **facts: Any) -> RiskAssessment:
    state = state or started()
    return then(state, assessing.find_risk(state, DECISION, risk, **facts, actor=DRAFTER, at=ANSWERS))


def conclude(state: RiskAssessment, result: RiskLevel = RiskLevel.LOW, **changes: Any) -> tuple[Event, Event]:
    return assessing.conclude_assessment(state, DECISION, result, **REPORT | changes, actor=RELEASER, at=ANSWERS)


def test_the_text_as_it_stands_is_assessed() -> None:
    assert started().text_version == DECISION.feedback_version
    assert started(told.drafted()).text_version == told.drafted().draft_at
    with pytest.raises(DraftMissing):
        started(told.started())


def test_nothing_is_assessed_where_none_is_required_or_all_is_over() -> None:
    for decision, rule in ((told.answered(), StepAlreadyWaived), (told.adopted(), DecisionOver)):
        with pytest.raises(rule):
            started(decision)


def test_each_risk_has_its_measures_and_may_be_put_in_other_words() -> None:
    state = found(found(), replace(RISK, kind=RiskKind.FISCAL))
    assert sorted(state.points) == [1, 2]
    state = found(state, replace(RISK, degree=RiskLevel.HIGH), point=1)
    assert (len(state.points), state.points[1]) == (2, replace(RISK, degree=RiskLevel.HIGH))
    assert state.found_at == {1: state.version, 2: state.version - 1}
    with pytest.raises(RiskUnknown):
        found(state, point=3)
    for words in ({"description": "有风险"}, {"measures": "加强"}):
        with pytest.raises(ReasonTooShort):
            found(state, replace(RISK, **words))


def test_a_report_names_its_risks_its_methods_and_is_kept() -> None:
    for state, changes, rule in (
        (started(), {}, RisksMissing),
        (found(), {"methods": ()}, MethodsMissing),
        (found(), {"report": None}, ReportMissing),
        (found(), {"heard": "无"}, ReasonTooShort),
    ):
        with pytest.raises(rule):
            conclude(state, **changes)


def test_the_decision_learns_the_result_and_of_which_text() -> None:
    concluded, reported = conclude(found(), RiskLevel.MEDIUM)
    assert isinstance(reported, RiskAssessmentReported)
    assert (reported.result, reported.controllable) == (RiskLevel.MEDIUM, True)
    assert reported.text_version == DECISION.feedback_version
    state = then(found(), concluded)
    assert not state.begun
    with pytest.raises(RiskAssessmentClosed):
        found(state)


def test_a_second_person_concludes() -> None:
    with pytest.raises(RoleMissing):
        assessing.conclude_assessment(found(), DECISION, RiskLevel.LOW, **REPORT, actor=DRAFTER, at=ANSWERS)
