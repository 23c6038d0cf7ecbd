"""The re-check finds each rule of expert reviews and risk assessments broken on purpose."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from domain.consultation.events import (
    AdoptionPrepared,
    DecisionStarted,
    DraftPrepared,
    ExpertReviewReported,
    RiskAssessmentReported,
    StepWaived,
)
from domain.enumerations import Interest, RiskLevel, WaivableStep
from domain.event import Event
from domain.expertise import events as x
from domain.recheck import broken_rules
from domain.risk_assessment import events as r
from domain.rules import NATIONAL_RULES
from tests.domain.property import whole_life as life
from tests.domain.property.test_recheck import Breakage, one_after_the_other, twice, with_facts, without
from tests.domain.property.test_recheck_supplements import added
from tests.domain.property.whole_life_assessments import ASSESSMENT, REVIEW


def waived(step: WaivableStep, before: type[Event] | None = None) -> Breakage:
    """It is recorded that the step is not required."""
    facts: dict[str, Any] = {"actor": life.RELEASER, "step": step, "reason": life.LONG}
    return lambda events: added(events, before, lambda common: StepWaived(**common, **facts), life.DECISION)


def reported_of(version: int) -> Breakage:
    """The risk was assessed of the text in another version of the decision's stream, from its start to its report."""
    return one_after_the_other(
        with_facts(r.RiskAssessmentStarted, text_version=version), with_facts(RiskAssessmentReported, text_version=version)
    )


def no_experts(events: list[Event]) -> list[Event]:
    return without(ExpertReviewReported)([event for event in events if event.originator_id != REVIEW])


def no_risk(events: list[Event]) -> list[Event]:
    return without(RiskAssessmentReported)([event for event in events if event.originator_id != ASSESSMENT])


CHANGED = life.text("9", "2", "7")
UNCONTROLLED: dict[str, Any] = {"controllable": False}
BREAKAGES: list[tuple[str, Breakage]] = [
    ("ExpertInterested", with_facts(x.InterestDeclared, 1, interest=Interest.DIRECT)),
    ("InterestUndeclared", without(x.InterestDeclared, 1)),
    ("AlreadyDeclared", twice(x.InterestDeclared)),
    ("AlreadyInvited", twice(x.ExpertInvited)),
    ("NotInvited", without(x.ExpertInvited)),
    ("OpinionGivenAlready", twice(x.ExpertOpinionGiven)),
    ("OpinionUnused", without(x.ExpertOpinionUsed)),
    ("OpinionMissing", without(x.ExpertOpinionGiven)),
    ("TooFewExperts", one_after_the_other(without(x.ExpertOpinionUsed), without(x.ExpertOpinionGiven))),
    ("TooFewExperts", with_facts(x.ExpertReviewPlanned, needed=1)),
    ("ExpertsMiscounted", with_facts(x.ExpertReviewConcluded, excluded=0)),
    ("ExpertUnknown", with_facts(x.ExpertAsked, expert=4)),
    ("ExpertReviewClosed", twice(x.ExpertAsked, expert=4)),
    ("ReasonTooShort", with_facts(x.ExpertOpinionUsed, reason=life.SHORT)),
    ("ReasonTooShort", with_facts(x.ExpertOpinionGiven, summary=life.SHORT)),
    ("DateAhead", with_facts(x.ExpertOpinionGiven, signed_on=date(2027, 1, 1))),
    ("DraftMissing", with_facts(x.ExpertReviewPlanned, text_version=1)),
    ("ReportMisstated", with_facts(ExpertReviewReported, opinions=3)),
    ("ReportMisstated", without(x.ExpertReviewConcluded)),
    ("ExpertReviewMissing", no_experts),
    ("RiskAssessmentMissing", no_risk),
    ("RiskUncontrollable", with_facts(RiskAssessmentReported, **UNCONTROLLED)),
    ("RiskUncontrollable", with_facts(RiskAssessmentReported, result=RiskLevel.HIGH)),
    ("ReportMisstated", with_facts(RiskAssessmentReported, **UNCONTROLLED)),
    ("RiskAssessedOtherText", reported_of(2)),  # the draft, which the revised text has changed
    ("RiskAssessedOtherText", lambda events: notice_changed(events)),
    ("DraftMissing", with_facts(r.RiskAssessmentStarted, text_version=999)),
    ("RisksMissing", without(r.RiskFound)),
    ("RiskUnknown", with_facts(r.RiskFound, point=2)),
    ("RisksMiscounted", with_facts(r.RiskAssessmentConcluded, points=2)),
    ("MethodsMissing", with_facts(r.RiskAssessmentConcluded, methods=())),
    ("RiskAssessmentClosed", twice(r.RiskFound)),
    ("DecisionOver", twice(x.ExpertAsked, expert=4)),
    ("StepAlreadyWaived", waived(WaivableStep.EXPERT_REVIEW, x.ExpertReviewPlanned)),
    ("StepReported", waived(WaivableStep.EXPERT_REVIEW)),
    ("StepReported", waived(WaivableStep.RISK_ASSESSMENT)),
    ("StepUnderWay", waived(WaivableStep.EXPERT_REVIEW, x.ExpertReviewConcluded)),
    ("StepUnderWay", waived(WaivableStep.RISK_ASSESSMENT, r.RiskAssessmentConcluded)),
]


def notice_changed(events: list[Event]) -> list[Event]:
    """What is adopted is not what was assessed."""
    prepared = next(event for event in events if isinstance(event, AdoptionPrepared))
    changed = replace(prepared.notice, text=CHANGED)
    return [replace(event, notice=changed) if event is prepared else event for event in events]


@pytest.mark.parametrize(("rule", "breakage"), BREAKAGES, ids=[f"{rule}-{place}" for place, (rule, _) in enumerate(BREAKAGES)])
def test_a_rule_broken_on_purpose_is_found(rule: str, breakage: Breakage) -> None:
    assert rule in {finding.rule for finding in broken_rules(breakage(life.whole_life()))}


def test_a_decision_started_under_the_earlier_rules_is_not_asked_for_either() -> None:
    events = with_facts(DecisionStarted, rules=NATIONAL_RULES.name)(no_risk(no_experts(life.whole_life())))
    assert {finding.rule for finding in broken_rules(events)} <= {"StreamVersionGap"}


def test_what_was_assessed_is_told_by_the_text_and_not_by_its_place() -> None:
    """The draft consulted on, once the adopted text says the same."""
    drafted = next(event for event in life.whole_life() if isinstance(event, DraftPrepared))
    events = with_facts(DraftPrepared, draft=replace(CHANGED, articles=life.text("9", "2", "3").articles))(life.whole_life())
    assert drafted.originator_version == 2
    assert "RiskAssessedOtherText" not in {finding.rule for finding in broken_rules(reported_of(2)(events))}
