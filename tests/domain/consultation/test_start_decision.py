"""启动: a decision is started."""

from __future__ import annotations

from typing import Any

import pytest

from domain.access import OtherDivision, RoleMissing
from domain.consultation.events import DecisionStarted
from domain.consultation.refusals import MatterExcluded
from domain.consultation.steps.drafting import Matter, start_decision
from domain.enumerations import MatterKind, Regime
from domain.text import ControlCharacter, DirectionControl, TextMissing, TextTooLong
from domain.values import Division
from tests.domain.consultation.told import DRAFTER, MATTER, OUTSIDER, POWERLESS, STARTS, started
from tests.domain.examples import DECISION


def start(**changes: Any) -> DecisionStarted:
    return start_decision(Matter(**MATTER | changes), consultation_id=DECISION, actor=DRAFTER, at=STARTS)


def test_a_decision_is_started_under_the_rules_of_its_regime() -> None:
    event = start()
    assert (event.originator_id, event.originator_version, event.consultation_id) == (DECISION, 1, DECISION)
    assert (event.actor, event.timestamp, event.rules) == (str(DRAFTER.id), STARTS, "cn-713-2019-3")
    assert (event.title, event.division, event.touches_operators) == (MATTER["title"], MATTER["division"], True)


def test_an_ordinary_consultation_is_started_under_its_own_rules() -> None:
    assert start(regime=Regime.ORDINARY_CONSULTATION).rules == "cn-ordinary-2019"


def test_the_decision_remembers_what_it_is_about() -> None:
    state = started()
    assert (state.id, state.version, state.title, state.divisions.lead) == (DECISION, 1, MATTER["title"], "market")
    assert (state.draft, state.draft_version, state.published_at) == (None, 0, None)


@pytest.mark.parametrize("kind", [MatterKind.MACRO_CONTROL, MatterKind.LEGISLATION, MatterKind.EMERGENCY])
def test_excluded_matters_are_not_decided_under_these_rules(kind: MatterKind) -> None:
    with pytest.raises(MatterExcluded) as refused:
        start(matter_kind=kind)
    assert "第三条" in refused.value.article


@pytest.mark.parametrize("kind", [kind for kind in MatterKind if kind not in ("macro_control", "legislation", "emergency")])
def test_every_matter_of_article_three_may_be_started(kind: MatterKind) -> None:
    assert start(matter_kind=kind).matter_kind == kind


@pytest.mark.parametrize("field", ["title", "decision_organ", "proposer"])
def test_a_decision_has_a_title_an_organ_and_a_proposer(field: str) -> None:
    with pytest.raises(TextMissing) as refused:
        start(**{field: " \u200b"})
    assert refused.value.params["field"] == field


def test_a_title_has_at_most_two_hundred_code_points() -> None:
    assert start(title="策" * 200).title == "策" * 200
    with pytest.raises(TextTooLong) as refused:
        start(title="策" * 201)
    assert refused.value.params == {"field": "title", "count": 201, "limit": 200}


@pytest.mark.parametrize(("title", "refusal"), [("早市\u202e办法", DirectionControl), ("早市\n办法", ControlCharacter)])
def test_a_title_is_one_line_that_reads_as_it_is_written(title: str, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        start(title=title)


def test_a_division_has_a_name_of_one_line() -> None:
    with pytest.raises(ControlCharacter):
        start(division=Division("market", "市场\x00处"))


def test_only_a_drafter_of_the_division_starts_its_decisions() -> None:
    matter = Matter(**MATTER)
    with pytest.raises(RoleMissing):
        start_decision(matter, consultation_id=DECISION, actor=POWERLESS, at=STARTS)
    with pytest.raises(OtherDivision):
        start_decision(matter, consultation_id=DECISION, actor=OUTSIDER, at=STARTS)
