"""Roles and divisions."""

from __future__ import annotations

from uuid import UUID

import pytest

from domain.access import Actor, OtherDivision, Role, RoleMissing, require
from domain.sealing import CLOSED

SCREENER = Actor(UUID(int=1), "market", frozenset({Role.SCREENER}))


def test_a_person_acts_in_his_role_for_his_division() -> None:
    require(SCREENER, Role.SCREENER, "market")


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.SCREENER}))
def test_a_person_without_the_role_is_refused(role: Role) -> None:
    with pytest.raises(RoleMissing) as refused:
        require(SCREENER, role, "market")
    assert refused.value.status == 403
    assert role.value in refused.value.text()


def test_another_divisions_decision_is_refused() -> None:
    with pytest.raises(OtherDivision) as refused:
        require(SCREENER, Role.SCREENER, "service")
    assert refused.value.status == 403


def test_a_division_that_the_reader_may_not_see_is_nobodys() -> None:
    with pytest.raises(OtherDivision):
        require(SCREENER, Role.SCREENER, CLOSED)


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.ADMINISTRATOR}))
def test_an_administrator_has_no_power_over_content(role: Role) -> None:
    with pytest.raises(RoleMissing):
        require(Actor(UUID(int=2), "market", frozenset({Role.ADMINISTRATOR})), role, "market")
