"""A decision names its matter of the catalogue, or says why it is in none: once the year's is public, before its call."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from msgspec.structs import replace

from domain.access import OtherDivision, RoleMissing
from domain.catalogue import naming
from domain.catalogue.refusals import (
    CatalogueNotPublished,
    MatterGone,
    MatterNamedLate,
    MatterNotNamed,
    MatterOrReason,
    MatterTaken,
    MatterUnknown,
)
from domain.catalogue.state import Catalogue
from domain.consultation.matter_events import CataloguePlace
from domain.consultation.refusals import DecisionOver, ReasonTooShort
from domain.enumerations import Regime
from tests.domain.catalogue.told import AT, REMOVED, WHY, adjusted, changed, linked, published
from tests.domain.catalogue.told import then as after
from tests.domain.consultation import told

STARTED = told.started()
PLACE = CataloguePlace(2026, 1)
DECISION, OTHER = UUID(int=5), UUID(int=6)


def test_a_matter_or_a_reason_and_one_of_the_two() -> None:
    for place in (PLACE, CataloguePlace(reason=WHY)):
        event = naming.name_matter(STARTED, place, actor=told.DRAFTER, at=AT)
        assert told.then(STARTED, event).place == place
    for wrong in (
        CataloguePlace(),
        CataloguePlace(2026, 1, WHY),
        CataloguePlace(2026, None, WHY),
        CataloguePlace(None, 1),
        CataloguePlace(reason="\n"),
    ):
        with pytest.raises(MatterOrReason):
            naming.name_matter(STARTED, wrong, actor=told.DRAFTER, at=AT)
    with pytest.raises(ReasonTooShort):
        naming.name_matter(STARTED, CataloguePlace(reason="临时任务"), actor=told.DRAFTER, at=AT)


def test_by_its_own_drafters_and_before_the_call() -> None:
    with pytest.raises(RoleMissing):
        naming.name_matter(STARTED, PLACE, actor=told.RELEASER, at=AT)
    with pytest.raises(OtherDivision):
        naming.name_matter(STARTED, PLACE, actor=told.OUTSIDER, at=AT)
    with pytest.raises(MatterNamedLate):
        naming.name_matter(replace(STARTED, published_at=AT), PLACE, actor=told.DRAFTER, at=AT)
    with pytest.raises(DecisionOver):
        naming.name_matter(replace(STARTED, ended_at=AT), PLACE, actor=told.DRAFTER, at=AT)


def link(catalogue: Catalogue, number: int | None, running: frozenset[str] = frozenset()) -> Catalogue | None:
    event = naming.link_matter(catalogue, number, DECISION, running, actor=told.DRAFTER, at=AT)
    return None if event is None else after(catalogue, event)


def test_the_catalogue_remembers_where_its_matters_lead() -> None:
    state = link(published(), 2)
    assert state is not None
    assert state.links == {str(DECISION): 2}
    assert link(state, 2) is None
    moved = link(state, 3)
    assert moved is not None
    assert (moved.leads_to(2), moved.leads_to(3)) == ([], [str(DECISION)])
    left = link(state, None)
    assert left is not None
    assert left.links == {}


def test_a_matter_leads_to_one_decision_that_runs() -> None:
    state = linked(published(), **{str(OTHER): 2})
    with pytest.raises(MatterTaken):
        link(state, 2, frozenset({str(OTHER)}))
    assert link(state, 2) is not None  # the other one has ended
    for number in (0, 4):
        with pytest.raises(MatterUnknown):
            link(state, number)
    with pytest.raises(MatterGone):
        link(adjusted(changed(published(), REMOVED, 1)), 1)
    with pytest.raises(CatalogueNotPublished):
        link(replace(published(), published_at=None), 1)


def test_it_is_asked_of_major_decisions_once_the_catalogue_of_the_year_is_public() -> None:
    public, none = published(), Catalogue(year=2026)
    with pytest.raises(MatterNotNamed, match="2026"):
        naming.require_named(STARTED, public, None, AT)
    naming.require_named(STARTED, none, None, AT)
    naming.require_named(replace(STARTED, place=PLACE), public, public, AT + timedelta(days=1))
    naming.require_named(replace(STARTED, place=CataloguePlace(reason=WHY)), public, None, AT)
    for regime in (Regime.NORMATIVE_DOCUMENT, Regime.ORDINARY_CONSULTATION, Regime.GOVERNMENT_RULE):
        naming.require_named(replace(STARTED, regime=regime), public, None, AT)
    gone = adjusted(changed(public, REMOVED, 1))
    with pytest.raises(MatterGone):
        naming.require_named(replace(STARTED, place=PLACE), public, gone, AT)
