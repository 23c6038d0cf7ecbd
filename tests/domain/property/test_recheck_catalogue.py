"""The re-check finds each rule of the catalogue of decision matters broken on purpose, and nothing where it was kept."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from domain.catalogue.events import (
    CATALOGUES,
    AdjustmentPrepared,
    CatalogueAdjusted,
    CataloguePrepared,
    CataloguePublished,
    CatalogueSubmitted,
    MatterLinked,
)
from domain.catalogue.state import catalogue_stream
from domain.catalogue.values import CatalogueMatter, MatterChange
from domain.consultation.events import ConsultationPublished, DecisionStarted, MatterNamed
from domain.consultation.matter_events import CataloguePlace
from domain.enumerations import AdjustmentKind, MatterKind, Regime
from domain.event import Event
from domain.recheck import broken_rules
from tests.domain.property import whole_life as life
from tests.domain.property.test_recheck import Breakage, closed, twice, with_facts, without
from tests.domain.property.test_recheck_supplements import added

MATTERS = tuple(
    CatalogueMatter(
        title=title, undertaker="市场处", first_month=1, last_month=3, matter_kind=MatterKind.PLAN, basis="来信集中。"
    )
    for title in ("早市办法", "夜市办法", "停车规划")
)
CARRIED = replace(MATTERS[1], title="夜市办法（结转）", carried_from=2)
CHANGES = (MatterChange(kind=AdjustmentKind.CARRIED_OVER, number=2, reason=life.LONG),)


def catalogue(year: int, matters: tuple[CatalogueMatter, ...], changes: tuple[MatterChange, ...] = ()) -> list[Event]:
    """Prepared, handed over and published before the decision begins; adjusted where there are changes."""
    told: list[tuple[type[Event], str, dict[str, Any]]] = [
        (CataloguePrepared, life.DRAFTER, {"year": year, "matters": matters}),
        (CatalogueSubmitted, life.DRAFTER, {}),
        (CataloguePublished, life.RELEASER, {"year": year, "matters": len(matters)}),
        (MatterLinked, life.DRAFTER, {"decision": str(life.DECISION), "matter": 1}),
    ]
    if changes:
        told += [(AdjustmentPrepared, life.DRAFTER, {"changes": changes})]
        told += [(CatalogueAdjusted, life.RELEASER, {"number": 1, "changes": len(changes)})]
    stream, at = catalogue_stream(year), life.START - timedelta(hours=1)
    return [
        kind(originator_id=stream, originator_version=n, timestamp=at, consultation_id=CATALOGUES, actor=actor, **facts)
        for n, (kind, actor, facts) in enumerate(told, 1)
    ]


def named(place: CataloguePlace, before: type[Event] | None = ConsultationPublished) -> list[Event]:
    """A whole life in which the decision names its place; versions named in events after it move up."""
    events = added(
        life.whole_life(), before, lambda common: MatterNamed(**common, actor=life.DRAFTER, place=place), life.DECISION
    )
    version = next(event.originator_version for event in events if isinstance(event, MatterNamed))
    later = {event: getattr(event, "text_version", 0) for event in events}
    return [replace(event, text_version=text + 1) if text >= version else event for event, text in later.items()]


FIRST = CataloguePlace(2026, 1)


def whole(place: CataloguePlace = FIRST) -> list[Event]:
    """Two years' catalogues, one of them adjusted, and a decision about a matter of the first."""
    return [*catalogue(2026, MATTERS, CHANGES), *catalogue(2027, (CARRIED,)), *named(place)]


def rules(events: list[Event]) -> set[str]:
    return {finding.rule for finding in broken_rules(events)}


@pytest.mark.parametrize("place", [CataloguePlace(2026, 1), CataloguePlace(reason=life.LONG)])
def test_as_it_should_be_it_breaks_no_rule_also_with_every_seal_closed(place: CataloguePlace) -> None:
    assert broken_rules(whole(place)) == ()
    assert broken_rules(closed(event) for event in whole(place)) == ()


def late(kind: AdjustmentKind, number: int) -> list[Event]:
    """After the call is published the catalogue takes out, or carries over, this matter of it."""
    changes = (MatterChange(kind=kind, number=number, reason=life.LONG),)
    stream, at, events = catalogue_stream(2026), life.START + timedelta(days=900), whole()
    common: dict[str, Any] = {"originator_id": stream, "consultation_id": CATALOGUES, "timestamp": at}
    return [
        *events,
        AdjustmentPrepared(**common, originator_version=7, actor=life.DRAFTER, changes=changes),
        CatalogueAdjusted(**common, originator_version=8, actor=life.RELEASER, number=2, changes=1),
    ]


WITHOUT_REASON = (replace(CHANGES[0], reason=life.SHORT),)
TWICE = (MatterChange(kind=AdjustmentKind.ADDED, number=4, matter=MATTERS[0], reason=life.LONG),)
BROKEN: list[tuple[str, Breakage]] = [
    ("SamePersonPublishesCatalogue", with_facts(CataloguePublished, actor=life.DRAFTER)),
    ("CatalogueNotSubmitted", without(CatalogueSubmitted)),
    ("CatalogueSubmittedAlready", lambda events: _again(events, CatalogueSubmitted, 2)),
    ("CataloguePublishedAlready", twice(CataloguePublished)),
    ("CataloguePublishedAlready", twice(CataloguePrepared)),
    ("CatalogueEmpty", with_facts(CataloguePrepared, matters=())),
    ("CatalogueMiscounted", with_facts(CataloguePublished, matters=4)),
    ("CatalogueYearTooFar", with_facts(CataloguePrepared, year=2028)),
    ("CatalogueYearTooFar", with_facts(CataloguePublished, year=2027)),
    ("MatterTitleTwice", with_facts(CataloguePrepared, matters=(MATTERS[0], *MATTERS[:2]))),
    ("PlannedBackwards", with_facts(CataloguePrepared, matters=(replace(MATTERS[0], first_month=4), *MATTERS[1:]))),
    (
        "MatterExcluded",
        with_facts(CataloguePrepared, matters=(replace(MATTERS[0], matter_kind=MatterKind.EMERGENCY), *MATTERS[1:])),
    ),
    ("CarriedOverMissing", with_facts(CataloguePrepared, 1, matters=(MATTERS[0],))),
    ("SamePersonAdjusts", with_facts(CatalogueAdjusted, actor=life.DRAFTER)),
    ("NothingToAdjust", without(AdjustmentPrepared)),
    ("NothingToAdjust", with_facts(AdjustmentPrepared, changes=())),
    ("ReasonTooShort", with_facts(AdjustmentPrepared, changes=WITHOUT_REASON)),
    ("MatterGone", with_facts(AdjustmentPrepared, changes=(replace(CHANGES[0], number=4),))),
    ("MatterTitleTwice", with_facts(AdjustmentPrepared, changes=TWICE)),
    ("CatalogueMiscounted", with_facts(CatalogueAdjusted, changes=2)),
    ("CatalogueMiscounted", with_facts(CatalogueAdjusted, number=2)),
    ("CatalogueNotPublished", lambda events: [event for event in events if not isinstance(event, CataloguePublished)]),
    ("MatterLeadsToDecision", lambda events: late(AdjustmentKind.REMOVED, 1)),
    ("MatterLeadsToDecision", lambda events: late(AdjustmentKind.CARRIED_OVER, 1)),
    ("CarriedOverMissing", lambda events: late(AdjustmentKind.CARRIED_OVER, 3)),
    ("MatterGone", lambda events: late(AdjustmentKind.REMOVED, 2)),
    ("MatterNotNamed", without(MatterNamed)),
    ("MatterNamedLate", lambda events: [*events[:10], *named(CataloguePlace(2026, 1), None)]),
    ("MatterOrReason", with_facts(MatterNamed, place=CataloguePlace(2026, 1, life.LONG))),
    ("MatterOrReason", with_facts(MatterNamed, place=CataloguePlace())),
    ("ReasonTooShort", with_facts(MatterNamed, place=CataloguePlace(reason=life.SHORT))),
    ("MatterGone", with_facts(MatterNamed, place=CataloguePlace(2026, 2))),
    ("CatalogueNotPublished", with_facts(MatterNamed, place=CataloguePlace(2025, 1))),
]


def _again(events: list[Event], kind: type[Event], place: int) -> list[Event]:
    """The first event of a kind a second time, at this place; later versions of its stream move down."""
    first = next(event for event in events if isinstance(event, kind))
    moved = [
        replace(event, originator_version=event.originator_version + 1) if event.originator_id == first.originator_id else event
        for event in events[place:]
    ]
    return [*events[:place], replace(first, originator_version=first.originator_version + 1), *moved]


@pytest.mark.parametrize(("rule", "breakage"), BROKEN)
def test_a_rule_of_the_catalogue_broken_on_purpose_is_found(rule: str, breakage: Breakage) -> None:
    assert rule in rules(breakage(whole()))


def test_what_is_no_major_decision_need_not_be_in_a_catalogue() -> None:
    events = with_facts(DecisionStarted, regime=Regime.ORDINARY_CONSULTATION, rules="cn-ordinary-2019")(
        without(MatterNamed)(whole())
    )
    assert "MatterNotNamed" not in rules(events)


def test_before_the_catalogue_of_the_year_is_public_nothing_is_asked() -> None:
    assert rules([*catalogue(2027, (MATTERS[0],)), *life.whole_life()]) == set()
