"""A catalogue of decision matters before its publication: entered, struck out, handed over, published by another person."""

from __future__ import annotations

from datetime import timedelta

import pytest

from domain.access import RoleMissing
from domain.catalogue import preparing
from domain.catalogue.checks import MOST_MATTERS
from domain.catalogue.refusals import (
    CarriedFromUnknown,
    CarriedOverMissing,
    CatalogueEmpty,
    CatalogueFull,
    CatalogueNotSubmitted,
    CataloguePublishedAlready,
    CatalogueSubmittedAlready,
    CatalogueYearTooFar,
    MatterTitleTwice,
    MatterUnknown,
    PlannedBackwards,
    SamePersonPublishesCatalogue,
)
from domain.catalogue.state import Catalogue, catalogue_stream
from domain.consultation.refusals import MatterExcluded
from domain.enumerations import MatterKind
from domain.refusals import Refusal
from domain.text import TextMissing, TextTooLong
from tests.domain.catalogue.told import (
    AT,
    BEFORE,
    BOTH,
    DRAFTER,
    NOBODY,
    RELEASER,
    SECOND_DRAFTER,
    carried,
    entered,
    matter,
    published,
    submitted,
    then,
)

EMPTY = Catalogue(year=2026)


def test_matters_are_numbered_as_they_are_entered_and_written_over_by_number() -> None:
    state = entered(EMPTY, matter(), matter(title="夜市设置办法"), by=DRAFTER)
    state = then(state, preparing.enter_matter(state, matter(title="  早市管理办法 "), 1, BEFORE, actor=SECOND_DRAFTER, at=AT))
    assert [each.title for each in state.all_matters] == ["早市管理办法", "夜市设置办法"]
    assert (state.id, state.version) == (catalogue_stream(2026), 3)
    state = then(state, preparing.strike_matter(state, 1, actor=DRAFTER, at=AT))
    assert [each.title for each in state.all_matters] == ["夜市设置办法"]


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"title": "  "}, TextMissing),
        ({"title": "办" * 201}, TextTooLong),
        ({"undertaker": ""}, TextMissing),
        ({"basis": "\u200b"}, TextMissing),
        ({"first_month": 0}, PlannedBackwards),
        ({"first_month": 4, "last_month": 3}, PlannedBackwards),
        ({"last_month": 13}, PlannedBackwards),
        ({"matter_kind": MatterKind.EMERGENCY}, MatterExcluded),
        ({"title": "夜 市设置办法"}, MatterTitleTwice),
        ({"carried_from": 2}, CarriedFromUnknown),
    ],
)
def test_a_matter_is_well_written(wrong: dict[str, object], refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        entered(entered(EMPTY, matter(title="夜市设置办法")), matter(**wrong))


def test_of_this_year_or_the_next_in_beijing() -> None:
    for year, right in ((2025, False), (2026, True), (2027, True), (2028, False)):
        state = Catalogue(year=year)
        if right:
            assert entered(state, matter()).version == 1
            continue
        with pytest.raises(CatalogueYearTooFar):
            entered(state, matter())
    eve = AT.replace(month=12, day=31, hour=16)  # midnight in Beijing
    for late, right in ((timedelta(seconds=-1), False), (timedelta(0), True)):
        state = Catalogue(year=2028)
        if right:
            assert preparing.enter_matter(state, matter(), None, BEFORE, actor=DRAFTER, at=eve + late).year == 2028
            continue
        with pytest.raises(CatalogueYearTooFar):
            preparing.enter_matter(state, matter(), None, BEFORE, actor=DRAFTER, at=eve + late)


def test_it_holds_a_page_of_matters_and_no_number_that_is_not_there() -> None:
    state = entered(EMPTY, *(matter(title=f"事项{number}") for number in range(MOST_MATTERS)))
    with pytest.raises(CatalogueFull):
        entered(state, matter())
    for number in (0, MOST_MATTERS + 1):
        with pytest.raises(MatterUnknown):
            preparing.strike_matter(state, number, actor=DRAFTER, at=AT)
        with pytest.raises(MatterUnknown):
            preparing.enter_matter(state, matter(), number, BEFORE, actor=DRAFTER, at=AT)


def test_it_is_published_once_by_somebody_who_had_no_hand_in_it_and_as_it_was_handed_over() -> None:
    with pytest.raises(CatalogueEmpty):
        submitted(EMPTY)
    state = entered(entered(EMPTY, matter(), by=BOTH), matter(title="夜市设置办法"))
    with pytest.raises(CatalogueNotSubmitted):
        preparing.publish_catalogue(state, BEFORE, actor=RELEASER, at=AT)
    state = submitted(state)
    with pytest.raises(CatalogueSubmittedAlready):
        submitted(state)
    with pytest.raises(SamePersonPublishesCatalogue):
        preparing.publish_catalogue(state, BEFORE, actor=BOTH, at=AT)
    with pytest.raises(CatalogueNotSubmitted):
        preparing.publish_catalogue(entered(state, matter(title="再加一项")), BEFORE, actor=RELEASER, at=AT)
    event = preparing.publish_catalogue(state, BEFORE, actor=RELEASER, at=AT)
    assert (event.year, event.matters) == (2026, 2)
    state = then(state, event)
    for again in (
        lambda: preparing.publish_catalogue(state, BEFORE, actor=RELEASER, at=AT),
        lambda: entered(state, matter(title="再加一项")),
        lambda: preparing.strike_matter(state, 1, actor=DRAFTER, at=AT),
        lambda: submitted(state),
    ):
        with pytest.raises(CataloguePublishedAlready):
            again()


def test_what_the_year_before_carried_over_is_not_lost() -> None:
    before = carried(2026)
    state = entered(Catalogue(year=2027), matter(title="另一事项"), before=before)
    with pytest.raises(CarriedOverMissing, match="第2项"):
        preparing.publish_catalogue(submitted(state), before, actor=RELEASER, at=AT)
    state = entered(state, matter(carried_from=2), before=before)
    with pytest.raises(CarriedFromUnknown):
        entered(state, matter(title="重复结转", carried_from=2), before=before)
    assert preparing.publish_catalogue(submitted(state), before, actor=RELEASER, at=AT).matters == 2


def test_each_step_is_for_its_role_in_whatever_division() -> None:
    for refused in (
        lambda: entered(EMPTY, matter(), by=RELEASER),
        lambda: preparing.strike_matter(entered(EMPTY, matter()), 1, actor=NOBODY, at=AT),
        lambda: preparing.submit_catalogue(entered(EMPTY, matter()), actor=RELEASER, at=AT),
        lambda: preparing.publish_catalogue(submitted(entered(EMPTY, matter())), BEFORE, actor=DRAFTER, at=AT),
    ):
        with pytest.raises(RoleMissing):
            refused()
    assert published().published_at is not None
