"""Rules of procedure as dated data."""

from __future__ import annotations

from datetime import date

import pytest

from domain.enumerations import Regime
from domain.rules import NATIONAL_RULES, ORDINARY_RULES, rules_for, rules_named


def test_the_national_rules_are_those_of_order_713() -> None:
    rules = NATIONAL_RULES
    assert (rules.min_period_days, rules.answer_due_days, rules.legality_review_working_days) == (30, 30, 7)
    assert rules.effective_from == date(2019, 9, 1)
    assert "713" in rules.source


@pytest.mark.parametrize("regime", [regime for regime in Regime if regime != Regime.ORDINARY_CONSULTATION])
def test_every_decision_needs_thirty_days_and_collective_deliberation(regime: Regime) -> None:
    rules = rules_for(regime)
    assert rules.min_period_days == 30
    assert rules.needs_deliberation


def test_an_ordinary_consultation_sets_its_own_period_and_needs_no_deliberation() -> None:
    rules = rules_for(Regime.ORDINARY_CONSULTATION)
    assert rules == ORDINARY_RULES
    assert rules.min_period_days == 0
    assert not rules.needs_deliberation


@pytest.mark.parametrize("regime", list(Regime))
def test_the_rules_that_an_event_names_are_found_again(regime: Regime) -> None:
    assert rules_named(rules_for(regime).name) == rules_for(regime)


def test_rules_never_issued_are_not_found() -> None:
    with pytest.raises(KeyError):
        rules_named("cn-713-1919")
