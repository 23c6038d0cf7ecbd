"""Divisions that undertake a decision together ([713] art. 11): lead and joint ones, their parts, and a hand-over."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from domain.access import Actor, HandedOverElsewhere, LeadDivisionActs, OtherDivision, Role, RoleMissing
from domain.consultation.refusals import DateAhead, DecisionOver, ReasonTooShort
from domain.consultation.state import Consultation
from domain.consultation.steps import divisions, drafting, period
from domain.consultation.unit_refusals import (
    DivisionUndertakes,
    DivisionUnknown,
    EndedDecisionStays,
    HandedOverToItself,
    NotJoint,
    OfficerUnknown,
    PartAssignedElsewhere,
    PartOfAnother,
    PartUnknown,
    UnitStillAsked,
)
from domain.point import points
from domain.point.state import evolve
from domain.values import Division
from tests.domain.consultation.told import (
    DRAFTER,
    OPENS,
    RELEASER,
    STARTS,
    WHY,
    adopted,
    complete,
    ended,
    person,
    published,
    released,
    started,
    then,
)
from tests.domain.consultation.unit_told import KNOWN, PORTS_ALL, SERVICE, SERVICE_ALL, asked, joint

POINT = UUID(int=70)
HAND_OVER: dict[str, Any] = {
    "agreed_on": date(2026, 3, 2),
    "known": KNOWN,
    "drafters": {"d1": SERVICE, "d2": "market"},
    "actor": RELEASER,
    "at": STARTS,
}


def handed_over(state: Consultation, division: str = SERVICE, officer: str | None = None, **changes: Any) -> Consultation:
    return then(state, divisions.hand_over_decision(state, division, officer, WHY, **HAND_OVER | changes))


def parts(state: Consultation, division: str, *articles: str, known: tuple[UUID, ...] = (), chosen: tuple[UUID, ...] = ()) -> Any:
    facts = {"known_points": known, "actor": DRAFTER, "at": OPENS}
    return divisions.assign_parts(state, division, articles, chosen, **facts)  # type: ignore[arg-type]


def made_by(state: Consultation, actor: Actor, *articles: str) -> Any:
    facts: dict[str, Any] = {"point_id": POINT, "articles": articles, "summary": "提前开市"}
    return points.make_point(state, **facts, actor=actor, at=OPENS)


def test_the_lead_division_stays_what_it_is_and_the_joint_ones_stand_beside_it() -> None:
    state = joint(started(), SERVICE, "ports")
    assert state.divisions.lead == "market"
    assert state.divisions.joint == {SERVICE, "ports"}
    assert [each.division.name for each in state.units.joint.values()] == ["服务业处", "口岸处"]


def test_a_joint_division_is_there_is_new_and_has_its_reason() -> None:
    with pytest.raises(DivisionUnknown):
        joint(started(), "nowhere")
    for division in ("market", SERVICE):
        with pytest.raises(DivisionUndertakes):
            joint(joint(started()), division)
    with pytest.raises(ReasonTooShort):
        divisions.name_joint_division(started(), SERVICE, "短", known=KNOWN, actor=DRAFTER, at=STARTS)


def test_a_division_that_is_asked_answers_before_it_undertakes_the_decision() -> None:
    state = asked(complete(), SERVICE)
    with pytest.raises(UnitStillAsked):
        joint(state)
    with pytest.raises(UnitStillAsked):
        handed_over(state)


def test_a_division_that_no_longer_undertakes_it_has_nothing_more_to_do_with_it() -> None:
    state = joint(published())
    state = then(state, parts(state, SERVICE, "a1"))
    state = then(state, divisions.end_joint_division(state, SERVICE, WHY, actor=DRAFTER, at=OPENS))
    assert not state.divisions.standings(SERVICE)
    with pytest.raises(NotJoint):
        divisions.end_joint_division(state, SERVICE, WHY, actor=DRAFTER, at=OPENS)
    with pytest.raises(NotJoint):
        parts(state, SERVICE, "a1")


@pytest.mark.parametrize("over", [adopted, ended])
def test_nobody_joins_when_the_decision_is_over(over: Any) -> None:
    with pytest.raises(DecisionOver):
        joint(over())


def test_each_part_is_known_and_is_answered_by_one_division() -> None:
    state = joint(published(), SERVICE, "ports")
    state = then(state, parts(state, SERVICE, "a1", known=(POINT,), chosen=(POINT,)))
    for articles, chosen in ((("a1",), ()), ((), (POINT,))):
        with pytest.raises(PartAssignedElsewhere):
            parts(state, "ports", *articles, known=(POINT,), chosen=chosen)
    with pytest.raises(PartUnknown):
        parts(state, "ports", "a9")
    with pytest.raises(PartUnknown):
        parts(state, "ports", chosen=(POINT,))
    state = then(state, parts(state, SERVICE))
    assert then(state, parts(state, "ports", "a1")).units.joint["ports"].articles == ("a1",)


def test_a_joint_division_answers_its_part_and_the_lead_one_everything() -> None:
    state = joint(published())
    state = then(state, parts(state, SERVICE, "a1", "a2"))
    made_by(state, SERVICE_ALL, "a1", "a2")
    made_by(state, person(20, Role.ANSWERER), "a3")
    for articles in (("a3",), ("a1", "a3"), ()):
        with pytest.raises(PartOfAnother):
            made_by(state, SERVICE_ALL, *articles)
    with pytest.raises(OtherDivision):
        made_by(state, PORTS_ALL, "a1")


def test_of_a_point_that_was_assigned_a_joint_division_changes_words_and_articles() -> None:
    state = joint(published())
    point = evolve(None, made_by(state, person(20, Role.ANSWERER), "a3"))
    with pytest.raises(PartOfAnother):
        points.reword_point(point, state, articles=("a3",), summary="晚些开市", actor=SERVICE_ALL, at=OPENS)
    state = then(state, parts(state, SERVICE, known=(POINT,), chosen=(POINT,)))
    points.reword_point(point, state, articles=("a3",), summary="晚些开市", actor=SERVICE_ALL, at=OPENS)


def test_review_release_and_publication_stay_with_the_lead_division() -> None:
    for verb in (
        lambda: drafting.request_review(joint(complete()), actor=SERVICE_ALL, at=STARTS),
        lambda: drafting.release_draft(joint(complete()), actor=SERVICE_ALL, at=STARTS),
        lambda: period.extend_period(joint(published()), OPENS, WHY, actor=SERVICE_ALL, at=STARTS),
        lambda: divisions.name_joint_division(joint(started()), "ports", WHY, known=KNOWN, actor=SERVICE_ALL, at=STARTS),
    ):
        with pytest.raises(LeadDivisionActs):
            verb()


def test_after_a_hand_over_the_new_division_acts_and_the_old_one_reads_on() -> None:
    state = handed_over(released(), SERVICE, "d1")
    assert (state.division, state.units.officer) == (Division(SERVICE, KNOWN[SERVICE]), "d1")
    assert state.divisions.former == {"market"}
    with pytest.raises(HandedOverElsewhere):
        drafting.prepare_draft(state, state.draft, actor=DRAFTER, at=STARTS)  # type: ignore[arg-type]
    drafting.prepare_draft(state, state.draft, actor=SERVICE_ALL, at=STARTS)  # type: ignore[arg-type]


def test_a_joint_division_that_takes_over_leads_and_is_joint_no_more() -> None:
    state = handed_over(joint(started(), SERVICE, "ports"))
    assert (state.divisions.lead, state.divisions.joint) == (SERVICE, frozenset({"ports"}))


def test_a_decision_that_comes_back_is_led_as_before() -> None:
    state = handed_over(started())
    state = handed_over(state, "market", None, actor=SERVICE_ALL)
    assert (state.divisions.lead, state.divisions.former) == ("market", frozenset({SERVICE}))


def test_a_decision_is_handed_over_after_its_adoption_for_its_execution() -> None:
    assert handed_over(adopted(), at=OPENS.replace(month=9)).divisions.lead == SERVICE


def test_the_officer_changes_within_a_division() -> None:
    state = handed_over(started(), "market", "d2")
    assert (state.divisions.lead, state.units.officer, state.divisions.former) == ("market", "d2", frozenset())


def test_a_hand_over_is_to_somebody_else_who_is_there() -> None:
    for state, officer in ((started(), None), (handed_over(started(), "market", "d2"), "d2")):
        with pytest.raises(HandedOverToItself):
            handed_over(state, "market", officer)
    with pytest.raises(DivisionUnknown):
        handed_over(started(), "nowhere")
    for officer in ("d2", "d9"):
        with pytest.raises(OfficerUnknown):
            handed_over(started(), SERVICE, officer)


def test_a_hand_over_is_agreed_before_it_is_recorded_by_whoever_releases() -> None:
    with pytest.raises(DateAhead):
        handed_over(started(), agreed_on=date(2026, 3, 3))
    with pytest.raises(RoleMissing):
        handed_over(started(), actor=DRAFTER)


def test_what_ended_without_adoption_stays_where_it_is() -> None:
    with pytest.raises(EndedDecisionStays):
        handed_over(ended())
