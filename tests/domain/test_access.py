"""Roles and divisions."""

from __future__ import annotations

from uuid import UUID

import pytest

from domain.access import (
    ASKED,
    JOINT,
    LEAD,
    READING,
    UNDERTAKING_UNITS,
    Actor,
    Divisions,
    HandedOverElsewhere,
    LeadDivisionActs,
    OtherDivision,
    OtherUnitsAct,
    Role,
    RoleMissing,
    Standing,
    may,
    require,
)
from domain.refusals import Refusal
from domain.sealing import CLOSED

SCREENER = Actor(UUID(int=1), "market", frozenset({Role.SCREENER}))
OWN = Divisions(lead="market")
WITH: dict[Standing | None, Divisions] = {
    Standing.LEAD: OWN,
    Standing.JOINT: Divisions(lead="service", joint=frozenset({"market"})),
    Standing.ASKED: Divisions(lead="service", asked=frozenset({"market"})),
    Standing.FORMER: Divisions(lead="service", former=frozenset({"market"})),
    None: Divisions(lead="service", joint=frozenset({"ports"}), asked=frozenset({"ports"}), former=frozenset({"ports"})),
}
ADMITTED = {
    LEAD: {Standing.LEAD},
    UNDERTAKING_UNITS: {Standing.LEAD, Standing.JOINT},
    JOINT: {Standing.JOINT},
    ASKED: {Standing.ASKED},
    READING: {Standing.LEAD, Standing.JOINT, Standing.FORMER},
}
REFUSED: dict[Standing | None, type[Refusal]] = {
    Standing.LEAD: OtherUnitsAct,
    Standing.JOINT: LeadDivisionActs,
    Standing.FORMER: HandedOverElsewhere,
}


def test_a_person_acts_in_his_role_for_his_division() -> None:
    require(SCREENER, Role.SCREENER, OWN)


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.SCREENER}))
def test_a_person_without_the_role_is_refused(role: Role) -> None:
    with pytest.raises(RoleMissing) as refused:
        require(SCREENER, role, OWN)
    assert refused.value.status == 403
    assert role.value in refused.value.text()


def test_another_divisions_decision_is_refused() -> None:
    with pytest.raises(OtherDivision) as refused:
        require(SCREENER, Role.SCREENER, Divisions(lead="service"))
    assert refused.value.status == 403


def test_a_division_that_the_reader_may_not_see_is_nobodys() -> None:
    with pytest.raises(OtherDivision):
        require(SCREENER, Role.SCREENER, Divisions(lead=CLOSED))


@pytest.mark.parametrize("of", ADMITTED, ids=lambda of: "+".join(sorted(of)))
@pytest.mark.parametrize("standing", WITH)
def test_what_a_division_does_depends_on_what_it_has_to_do_with_the_decision(
    standing: Standing | None, of: frozenset[Standing]
) -> None:
    """Also with the role: of several divisions only those that the step is for ([713] art. 11)."""
    admitted = standing in ADMITTED[of]
    assert may(SCREENER, Role.SCREENER, WITH[standing], of) == admitted
    if admitted:
        require(SCREENER, Role.SCREENER, WITH[standing], of)
    else:
        with pytest.raises(REFUSED.get(standing, OtherDivision)):
            require(SCREENER, Role.SCREENER, WITH[standing], of)


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.ADMINISTRATOR}))
def test_an_administrator_has_no_power_over_content(role: Role) -> None:
    with pytest.raises(RoleMissing):
        require(Actor(UUID(int=2), "market", frozenset({Role.ADMINISTRATOR})), role, OWN)
