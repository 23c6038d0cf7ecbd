"""The re-check finds each rule on other units of a decision broken on purpose ([713] art. 11, 13)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from domain.consultation import events as e
from domain.enumerations import Coordination, EndingKind, UnitPosition
from domain.event import Event
from domain.recheck import broken_rules
from domain.values import Blob
from tests.domain.property import whole_life as life
from tests.domain.property.test_recheck import Breakage, closed, one_after_the_other, twice, with_facts, without
from tests.domain.property.test_recheck_supplements import added

SERVICE, FINANCE = {"division": "service", "name": "服务业处"}, {"division": "finance", "name": "财务处"}
DUE = date(2026, 3, 12)
ASKED: dict[str, Any] = {"text_version": 2, "due_on": DUE, "letter": "请提意见。"}
ANSWER: dict[str, Any] = {"received_on": date(2026, 3, 2), "late": False, "text": life.LONG}
DISPUTE = e.Dispute(question="问", unit_view="彼", own_view="此", reasons="因", basis="据")
DISAGREES = {"position": UnitPosition.DISAGREE, "file": Blob("7" * 64, 9, "application/pdf")}
SETTLED: dict[str, Any] = {"result": Coordination.NOT_AGREED, "note": life.LONG, "dispute": DISPUTE}
EXCUSED: dict[str, Any] = {"draft_version": 1, "reason": life.LONG}
HANDED: dict[str, Any] = {"officer": None, "agreed_on": date(2026, 3, 2), "reason": life.LONG}


def more(kind: type[Event], before: type[Event] | None, **facts: Any) -> Breakage:
    """One more event of the decision's own stream, before the first of a kind or at the end."""
    known = {"actor": life.DRAFTER} | facts
    return lambda events: added(events, before, lambda common: kind(**common, **known), life.DECISION)


SHARED: tuple[Breakage, ...] = (
    more(e.JointDivisionNamed, e.ReviewRequested, **SERVICE, reason=life.LONG),
    more(e.UnitAsked, e.ReviewRequested, unit=1, division="finance", name="财务处", **ASKED),
    more(e.UnitAsked, e.ReviewRequested, unit=2, division=None, name="公安局", **ASKED),
    more(e.UnitAnswered, e.ReviewRequested, unit=1, division="finance", position=UnitPosition.AGREE, file=None, **ANSWER),
    more(e.UnitAnswered, e.ReviewRequested, unit=2, division=None, **ANSWER | DISAGREES),
    more(e.UnitOpinionCoordinated, e.ReviewRequested, unit=2, **SETTLED),
    more(e.DraftCountersigned, e.DraftReleased, division="service", draft_version=1, reservation=None),
    more(e.DecisionHandedOver, None, **SERVICE, **HANDED),
)


def shared_life() -> list[Event]:
    """A whole life with a joint division, two units that were asked, and a hand-over after the adoption."""
    return [moved(event) for event in one_after_the_other(*SHARED)(life.whole_life())]


def moved(event: Event) -> Event:
    """Experts and risk are heard of the revised text, which stands some versions later than in the life told alone."""
    version = getattr(event, "text_version", 2)
    return event if version == 2 else replace(event, text_version=version + len(SHARED) - 1)  # type: ignore[call-arg]


def test_a_life_shared_with_other_units_breaks_no_rule() -> None:
    assert broken_rules(shared_life()) == ()
    assert broken_rules(closed(event) for event in shared_life()) == ()


BREAKAGES: list[tuple[str, Breakage]] = [
    ("CountersignatureMissing", without(e.DraftCountersigned)),
    ("NotJoint", without(e.JointDivisionNamed)),
    ("NotJoint", more(e.PartsAssigned, e.ReviewRequested, division="finance", articles=(), points=())),
    ("NotJoint", more(e.JointDivisionEnded, e.DraftCountersigned, division="service", reason=life.LONG)),
    ("NotJoint", more(e.JointDivisionEnded, e.ReviewRequested, division="ports", reason=life.LONG)),
    ("NothingToCountersign", more(e.DraftCountersigned, e.PeriodExtended, division="service", draft_version=1, reservation=None)),
    ("NothingToCountersign", with_facts(e.DraftCountersigned, draft_version=2)),
    (
        "CountersignedAlready",
        more(e.CountersignatureExcused, e.DraftReleased, division="service", **EXCUSED),
    ),
    ("DivisionUndertakes", more(e.JointDivisionNamed, e.ReviewRequested, **SERVICE, reason=life.LONG)),
    ("UnitStillAsked", more(e.JointDivisionNamed, e.UnitAnswered, **FINANCE, reason=life.LONG)),
    ("UnitStillAsked", more(e.DecisionHandedOver, e.UnitAnswered, **FINANCE, **HANDED)),
    ("PartUnknown", more(e.PartsAssigned, e.ReviewRequested, division="service", articles=(), points=(life.DECISION,))),
    (
        "PartAssignedElsewhere",
        one_after_the_other(
            more(e.JointDivisionNamed, e.UnitAsked, **FINANCE, reason=life.LONG),
            more(e.PartsAssigned, e.UnitAsked, division="service", articles=("a1",), points=()),
            more(e.PartsAssigned, e.UnitAsked, division="finance", articles=("a1",), points=()),
        ),
    ),
    ("ReasonTooShort", with_facts(e.JointDivisionNamed, reason=life.SHORT)),
    ("UnitNotAsked", without(e.UnitAsked)),
    ("UnitNotAsked", with_facts(e.UnitAnswered, division="ports")),
    ("UnitNotAsked", with_facts(e.UnitAnswered, 1, unit=3)),
    ("UnitNotAsked", with_facts(e.UnitOpinionCoordinated, unit=3)),
    ("UnitAnsweredAlready", twice(e.UnitAnswered)),
    ("UnitAskedAlready", more(e.UnitAsked, e.UnitAnswered, unit=3, division="finance", name="财务处", **ASKED)),
    ("UnitAskedAlready", more(e.UnitAsked, e.UnitAnswered, unit=3, division=None, name="公安局", **ASKED)),
    ("UnitUndertakes", with_facts(e.UnitAsked, division="trade")),
    ("UnitMisnumbered", with_facts(e.UnitAsked, unit=2)),
    ("NotToBeAsked", more(e.UnitAsked, e.PeriodExtended, unit=3, division="ports", name="口岸处", **ASKED)),
    ("DraftMissing", with_facts(e.UnitAsked, text_version=1)),
    ("DueNotAhead", with_facts(e.UnitAsked, due_on=date(2026, 3, 2))),
    ("LatenessMisstated", with_facts(e.UnitAnswered, late=True)),
    ("DateAhead", with_facts(e.UnitAnswered, received_on=date(2026, 3, 3))),
    ("AnswerFileMissing", with_facts(e.UnitAnswered, 1, file=None)),
    ("ReasonTooShort", with_facts(e.UnitAnswered, 1, text=life.SHORT)),
    ("UnitOpinionsAwaited", without(e.UnitAnswered)),
    ("DisagreementOpen", without(e.UnitOpinionCoordinated)),
    ("DisputeIncomplete", with_facts(e.UnitOpinionCoordinated, dispute=None)),
    ("NothingToCoordinate", with_facts(e.UnitOpinionCoordinated, unit=1)),
    ("ReasonTooShort", with_facts(e.UnitOpinionCoordinated, note=life.SHORT)),
    ("HandedOverToItself", twice(e.DecisionHandedOver)),
    ("HandedOverToItself", with_facts(e.DecisionHandedOver, division="trade")),
    ("DateAhead", with_facts(e.DecisionHandedOver, agreed_on=date(2027, 1, 1))),
    ("ReasonTooShort", with_facts(e.DecisionHandedOver, reason=life.SHORT)),
    ("DecisionOver", more(e.JointDivisionNamed, None, **FINANCE, reason=life.LONG)),
]


@pytest.mark.parametrize(("rule", "breakage"), BREAKAGES, ids=[f"{rule}-{place}" for place, (rule, _) in enumerate(BREAKAGES)])
def test_a_rule_broken_on_purpose_is_found(rule: str, breakage: Breakage) -> None:
    assert rule in {finding.rule for finding in broken_rules(breakage(shared_life()))}


def test_an_open_disagreement_is_found_again_before_adoption() -> None:
    """Of one asked while the draft was revised, after it was submitted for review ([713] art. 13)."""
    asked: dict[str, Any] = ASKED | {"due_on": date(2027, 1, 1)}
    events = one_after_the_other(
        more(e.UnitAsked, e.DecisionDeliberated, unit=3, division="finance", name="财务处", **asked),
        more(e.UnitAnswered, e.DecisionDeliberated, unit=3, division="finance", **ANSWER | DISAGREES),
    )(shared_life())
    assert {finding.rule for finding in broken_rules(events)} == {"DisagreementOpen"}


def test_a_decision_that_ended_is_not_handed_over() -> None:
    events = shared_life()
    place = next(place for place, event in enumerate(events) if isinstance(event, e.DecisionAdopted))
    adopted = events[place]
    common = {name: getattr(adopted, name) for name in Event.__struct_fields__}
    ended = e.DecisionEnded(**common, kind=EndingKind.SHELVED, reason=life.LONG)
    assert "EndedDecisionStays" in {finding.rule for finding in broken_rules([*events[:place], ended, *events[place + 1 :]])}
