"""A published catalogue is adjusted in public: with reasons, by a second person, and what leads to a decision stays."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from domain.access import RoleMissing
from domain.catalogue import adjusting
from domain.catalogue.refusals import (
    CarriedOverMissing,
    CatalogueNotPublished,
    MatterGone,
    MatterLeadsToDecision,
    MatterTitleTwice,
    MatterUnchanged,
    MatterUnknown,
    NothingToAdjust,
    SamePersonAdjusts,
)
from domain.catalogue.state import Catalogue
from domain.consultation.refusals import ReasonTooShort
from domain.enumerations import AdjustmentKind
from tests.domain.catalogue.told import (
    ADDED,
    AT,
    BOTH,
    CARRIED,
    CHANGED,
    DRAFTER,
    NEXT,
    NOBODY,
    RELEASER,
    REMOVED,
    adjusted,
    carried,
    changed,
    entered,
    matter,
    published,
)


def test_changes_take_effect_when_a_second_person_publishes_them() -> None:
    state = changed(published(), ADDED, None, matter(title="新增事项"))
    state = changed(state, CHANGED, 1, matter(title="早市管理办法"))
    state = changed(changed(state, REMOVED, 2), REMOVED, 2, reason="另有安排，本项移出本年度目录。")
    state = changed(state, ADDED, 4, matter(title="新增事项（改）"))
    assert [(each.kind, each.number) for each in state.pending] == [(CHANGED, 1), (REMOVED, 2), (ADDED, 4)]
    assert [each.title for each in state.standing().values()] == ["早市设置和管理办法", "夜市设置办法", "菜市场改造规划"]
    event = adjusting.adjust_catalogue(state, NEXT, leads={}, actor=RELEASER, at=AT)
    assert (event.number, event.changes) == (1, 3)
    state = adjusted(state)
    assert {number: each.title for number, each in state.standing().items()} == {
        1: "早市管理办法",
        3: "菜市场改造规划",
        4: "新增事项（改）",
    }
    assert (state.adjustments, state.pending, state.gone) == (1, (), {2: REMOVED})
    for kind, what in ((REMOVED, None), (CARRIED, None), (CHANGED, matter())):
        with pytest.raises(MatterGone):
            changed(state, kind, 2, what)


def test_each_change_has_a_public_reason_and_changes_something() -> None:
    state = published()
    with pytest.raises(ReasonTooShort):
        changed(state, REMOVED, 1, reason="九个字的理由不够　　　")
    with pytest.raises(MatterUnchanged):
        changed(state, CHANGED, 1, matter(title=" 早市设置和管理办法"))
    with pytest.raises(MatterTitleTwice):
        changed(state, CHANGED, 1, matter(title="夜市设置办法"))
    for kind, number in ((REMOVED, 4), (CHANGED, 0), (ADDED, 2), (CHANGED, 1), (ADDED, None)):
        with pytest.raises(MatterUnknown):
            changed(state, kind, number, matter(title="另一事项") if number != 1 and number is not None else None)


def test_a_change_given_up_leaves_no_trace_and_added_ones_move_up() -> None:
    state = changed(changed(published(), ADDED, None, matter(title="甲")), ADDED, None, matter(title="乙"))
    event = adjusting.drop_change(state, 4, actor=DRAFTER, at=AT)
    assert isinstance(event.changes, tuple)
    assert [(each.number, each.matter and each.matter.title) for each in event.changes] == [(4, "乙")]
    with pytest.raises(MatterUnknown):
        adjusting.drop_change(state, 1, actor=DRAFTER, at=AT)


def test_who_prepared_a_change_does_not_publish_it() -> None:
    state = changed(published(), REMOVED, 1, actor=BOTH)
    with pytest.raises(SamePersonAdjusts):
        adjusting.adjust_catalogue(changed(state, REMOVED, 2), NEXT, leads={}, actor=BOTH, at=AT)
    for refused in (
        lambda: changed(state, REMOVED, 1, actor=RELEASER),
        lambda: adjusting.drop_change(state, 1, actor=NOBODY, at=AT),
        lambda: adjusting.adjust_catalogue(state, NEXT, leads={}, actor=DRAFTER, at=AT),
    ):
        with pytest.raises(RoleMissing):
            refused()


def test_only_what_is_published_is_adjusted_and_only_where_something_changes() -> None:
    with pytest.raises(NothingToAdjust):
        adjusted(published())
    unpublished = entered(Catalogue(year=2026), matter())
    for refused in (lambda: changed(unpublished, REMOVED, 1), lambda: adjusted(unpublished)):
        with pytest.raises(CatalogueNotPublished):
            refused()


@pytest.mark.parametrize(
    ("kind", "public", "refused"), [(REMOVED, False, True), (REMOVED, True, True), (CARRIED, False, False), (CARRIED, True, True)]
)
def test_a_matter_that_leads_to_a_decision_stays(kind: AdjustmentKind, public: bool, refused: bool) -> None:
    leads = {1: public}
    ready = changed(published(), kind, 1)
    if not refused:
        assert changed(published(), kind, 1, leads=leads).pending == ready.pending
        return
    with pytest.raises(MatterLeadsToDecision):
        changed(published(), kind, 1, leads=leads)
    with pytest.raises(MatterLeadsToDecision):  # begun meanwhile
        adjusting.adjust_catalogue(ready, NEXT, leads=leads, actor=RELEASER, at=AT)


def test_what_is_carried_over_stands_in_the_next_years_catalogue_once_that_is_published() -> None:
    ready, following = changed(published(), CARRIED, 2), published(2027)
    with pytest.raises(CarriedOverMissing):
        adjusted(ready, following=following)
    listed = replace(following, matters=(*following.all_matters, matter(title="结转事项", carried_from=2)))
    assert adjusted(ready, following=listed).carried_over() == [2]
    assert carried().carried_over() == [2]
