"""Experts are asked, declare their interest, and are invited only then ([713] art. 19, 20)."""

from __future__ import annotations

import pytest

from domain.access import Actor, OtherDivision, Role, RoleMissing
from domain.consultation.outcome_refusals import StepAlreadyWaived
from domain.consultation.refusals import DecisionOver, DraftMissing, ReasonTooShort
from domain.enumerations import Interest, ReviewForm
from domain.expertise import panel
from domain.expertise.events import ExpertInvited, ShownExpert
from domain.expertise.refusals import (
    AlreadyDeclared,
    AlreadyInvited,
    ExpertAskedAlready,
    ExpertInterested,
    ExpertReviewClosed,
    ExpertUnknown,
    InterestUndeclared,
)
from domain.expertise.rules import CURRENT, RuleState, panel_rule_named
from domain.expertise.state import Expertise
from domain.text import TextRefused
from tests.domain.consultation import told
from tests.domain.consultation.told import ANSWERS, DRAFTER, OUTSIDER, POWERLESS, WHY
from tests.domain.expertise.told import DECISION, OPINION, REVIEW, asked, concluded, declared, planned, then


def invite(state: Expertise, expert: int) -> ExpertInvited:
    return panel.invite_expert(state, DECISION, expert, actor=DRAFTER, at=ANSWERS)


def test_a_review_is_of_the_text_as_it_stands_and_names_the_rule_applied() -> None:
    event = panel.plan_review(DECISION, ReviewForm.MEETING, WHY, expertise_id=REVIEW, actor=DRAFTER, at=ANSWERS)
    assert (event.text_version, event.needed, event.rule) == (DECISION.feedback_version, 3, CURRENT.name)
    assert panel_rule_named(event.rule).state == RuleState.ASSUMED  # no article names a number
    assert planned(decision=told.drafted()).text_version == told.drafted().draft_at


def test_there_is_something_to_review_and_something_to_ask() -> None:
    with pytest.raises(DraftMissing):
        planned(decision=told.started())
    with pytest.raises(ReasonTooShort):
        panel.plan_review(DECISION, ReviewForm.WRITTEN, "太短", expertise_id=REVIEW, actor=DRAFTER, at=ANSWERS)


def test_nothing_is_planned_where_none_is_required_or_all_is_over() -> None:
    for decision, rule in ((told.answered(), StepAlreadyWaived), (told.adopted(), DecisionOver), (told.ended(), DecisionOver)):
        with pytest.raises(rule):
            planned(decision=decision)


def test_experts_are_numbered_as_they_are_asked_and_each_is_asked_once() -> None:
    state = asked(2)
    assert [(expert.number, expert.field) for expert in state.experts] == [(1, "城市规划"), (2, "城市规划")]
    with pytest.raises(ExpertAskedAlready) as refused:
        panel.ask_expert(state, DECISION, name="李示例 ", unit="示例大学", field="消防", actor=DRAFTER, at=ANSWERS)
    assert refused.value.params["expert"] == 2
    with pytest.raises(TextRefused):
        panel.ask_expert(state, DECISION, name=" ", unit="示例大学", field="消防", actor=DRAFTER, at=ANSWERS)


def test_nobody_is_invited_before_he_declared_his_interest() -> None:
    with pytest.raises(InterestUndeclared) as refused:
        invite(asked(1), 1)
    assert "第二十条" in refused.value.article


def test_whoever_has_a_direct_interest_is_never_invited_and_stays_on_record() -> None:
    state = declared(asked(1), 1, Interest.DIRECT, name_shown=True)
    with pytest.raises(ExpertInterested) as refused:
        invite(state, 1)
    assert "第二十条" in refused.value.article
    assert state.experts[0].excluded


def test_an_invitation_is_final_once() -> None:
    state = declared(asked(1), 1)
    state = then(state, invite(state, 1))
    assert state.experts[0].invited
    with pytest.raises(AlreadyInvited):
        invite(state, 1)
    with pytest.raises(AlreadyDeclared):
        declared(state, 1, Interest.DIRECT)
    with pytest.raises(ExpertUnknown):
        invite(state, 2)


@pytest.mark.parametrize(("interest", "agrees"), [(Interest.NONE, True), (Interest.NONE, False), (Interest.DIRECT, True)])
def test_a_name_is_published_only_of_an_expert_who_agrees_and_takes_part(interest: Interest, agrees: bool) -> None:
    shown: list[object] = []
    facts = {"statement": "已书面声明", "name_shown": agrees}
    shown.append(panel.declare_interest(asked(1), DECISION, 1, interest, **facts, actor=DRAFTER, at=ANSWERS).shown)  # type: ignore[arg-type]
    assert shown == [ShownExpert("陈示例", "示例大学") if agrees and interest == Interest.NONE else None]


def test_a_review_that_is_concluded_stands() -> None:
    state, _ = concluded()
    with pytest.raises(ExpertReviewClosed):
        panel.ask_expert(state, DECISION, name="赵示例", unit="示例大学", field="消防", actor=DRAFTER, at=ANSWERS)
    assert state.experts[0].opinion is not None
    assert state.experts[0].opinion.file == OPINION


def test_experts_are_chosen_by_the_drafters_of_the_division() -> None:
    others = Actor(POWERLESS.id, "market", frozenset(set(Role) - {Role.DRAFTER}))
    for actor, rule in ((others, RoleMissing), (OUTSIDER, OtherDivision)):
        with pytest.raises(rule):
            panel.plan_review(DECISION, ReviewForm.WRITTEN, WHY, expertise_id=REVIEW, actor=actor, at=ANSWERS)
        with pytest.raises(rule):
            panel.invite_expert(declared(asked(1), 1), DECISION, 1, actor=actor, at=ANSWERS)
