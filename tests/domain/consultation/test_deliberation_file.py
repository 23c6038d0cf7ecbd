"""What the file for the collective deliberation lacks, step by step ([713] art. 29)."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from domain.consultation.deliberation_file import missing_items, require_complete
from domain.consultation.outcome_refusals import DeliberationFileIncomplete
from domain.consultation.steps.adoption import waive_step
from domain.enumerations import DeliberationItem as Item
from domain.enumerations import LegalityResult, WaivableStep
from domain.rules import NATIONAL_RULES
from tests.domain.consultation.test_assessed import assessed, heard
from tests.domain.consultation.told import DELIBERATES, RELEASER, answered, fair, lawful, published, then, unexcused

REASON = "不涉及专业性、技术性较强的问题，无需办理。"


def test_what_is_recorded_is_no_longer_missing() -> None:
    state = published()
    assert missing_items(state) == (Item.FAIR_COMPETITION, Item.OPINIONS, Item.EXPERTS, Item.RISKS, Item.LEGALITY)
    state = fair(lawful(unexcused()))
    assert missing_items(state) == (Item.EXPERTS, Item.RISKS)
    for step in (WaivableStep.EXPERT_REVIEW, WaivableStep.RISK_ASSESSMENT):
        with pytest.raises(DeliberationFileIncomplete) as refused:
            require_complete(state)
        assert refused.value.params["missing"] == missing_items(state)
        state = then(state, waive_step(state, step, REASON, actor=RELEASER, at=DELIBERATES))
    require_complete(state)


def test_a_draft_that_is_to_be_changed_is_not_yet_found_lawful() -> None:
    assert Item.LEGALITY in missing_items(lawful(answered(), LegalityResult.TO_BE_CHANGED))


def test_fair_competition_is_reviewed_where_operators_are_touched_and_passes() -> None:
    state = answered()
    assert Item.FAIR_COMPETITION not in missing_items(replace(state, touches_operators=False))
    failed = replace(state, touches_operators=False, fair_competition_passed=False)
    assert Item.FAIR_COMPETITION in missing_items(failed)


def test_experts_heard_and_a_risk_assessed_as_controllable_are_there() -> None:
    state = heard(fair(lawful(unexcused())))
    assert missing_items(state) == (Item.RISKS,)
    assert missing_items(assessed(state, controllable=False)) == (Item.RISKS,)
    require_complete(assessed(state))


def test_a_decision_under_rules_that_ask_for_neither_experts_nor_risk_lacks_neither() -> None:
    assert missing_items(replace(fair(lawful(answered())), rules_name=NATIONAL_RULES.name)) == ()
