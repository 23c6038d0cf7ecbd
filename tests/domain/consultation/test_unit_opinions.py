"""征求有关单位意见 ([713] art. 13): units are asked and answer; a disagreement is told before the draft goes on."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from domain.access import OtherDivision, Role
from domain.consultation.deliberation_file import missing_items
from domain.consultation.refusals import DateAhead, DecisionOver, DraftMissing, ReasonTooShort
from domain.consultation.steps import adoption, drafting, unit_opinions
from domain.consultation.unit_refusals import (
    AnswerFileMissing,
    AnswersByItself,
    DisagreementOpen,
    DisputeIncomplete,
    DivisionUnknown,
    DueNotAhead,
    NothingToCoordinate,
    NotToBeAsked,
    UnitAnsweredAlready,
    UnitAskedAlready,
    UnitNotAsked,
    UnitOpinionsAwaited,
    UnitUndertakes,
    UnitUnnamed,
)
from domain.enumerations import Coordination, DeliberationItem, UnitPosition
from domain.refusals import Refusal
from domain.text import TextMissing
from tests.domain.consultation.told import (
    DELIBERATES,
    DRAFTER,
    RELEASER,
    SEALED,
    STARTS,
    WHY,
    adopted,
    closed,
    complete,
    deliberated,
    person,
    published,
    started,
    then,
)
from tests.domain.consultation.unit_told import DISPUTE, DUE, PORTS_ALL, SERVICE, SERVICE_ALL, asked, entered, joint

POLICE = "海州市公安局"
AFTER_DUE = STARTS + timedelta(days=11)


def answered(state: Any, unit: int, position: UnitPosition, text: str | None = WHY, **changes: Any) -> Any:
    facts: dict[str, Any] = {"actor": SERVICE_ALL, "at": STARTS}
    return then(state, unit_opinions.answer_as_unit(state, unit, position, text, **facts | changes))


def coordinated(state: Any, unit: int, result: Coordination, dispute: Any = None, at: Any = STARTS) -> Any:
    return then(state, unit_opinions.coordinate_opinion(state, unit, result, WHY, dispute, actor=DRAFTER, at=at))


def test_a_division_is_asked_and_answers_itself_an_outside_unit_by_its_letter() -> None:
    state = asked(asked(complete(), SERVICE), None, POLICE)
    assert [(each.number, each.division, each.name) for each in state.units.opinions] == [
        (1, SERVICE, "服务业处"),
        (2, None, POLICE),
    ]
    assert state.divisions.asked == {SERVICE}
    state = entered(answered(state, 1, UnitPosition.AGREE, None), 2, UnitPosition.SUGGEST)
    assert [each.awaited for each in state.units.opinions] == [False, False]
    assert not state.divisions.asked
    assert drafting.request_review(state, actor=DRAFTER, at=STARTS)


def test_who_is_asked_is_there_stands_outside_and_has_time() -> None:
    state = joint(complete(), "ports")
    with pytest.raises(DivisionUnknown):
        asked(state, "nowhere")
    for division, name in ((None, None), (SERVICE, POLICE)):
        with pytest.raises(UnitUnnamed):
            asked(state, division, name)
    for division in ("market", "ports"):
        with pytest.raises(UnitUndertakes):
            asked(state, division)
    with pytest.raises(DueNotAhead):
        asked(state, SERVICE, due_on=date(2026, 3, 2))


@pytest.mark.parametrize("unit", [{"division": SERVICE}, {"name": POLICE}])
def test_a_unit_is_asked_again_once_it_has_answered(unit: Any) -> None:
    state = asked(complete(), **unit)
    with pytest.raises(UnitAskedAlready):
        asked(state, **unit)
    state = entered(state, 1, UnitPosition.AGREE) if "name" in unit else answered(state, 1, UnitPosition.AGREE)
    assert len(asked(state, **unit).units.opinions) == 2


def test_units_are_asked_while_the_draft_is_written_or_revised() -> None:
    with pytest.raises(DraftMissing):
        asked(started(), SERVICE)
    with pytest.raises(NotToBeAsked):
        asked(published(), SERVICE)
    assert asked(closed(), SERVICE, at=SEALED, due_on=date(2026, 5, 1)).divisions.asked == {SERVICE}
    with pytest.raises(DecisionOver):
        asked(adopted(), SERVICE)


def test_only_who_was_asked_answers_and_once() -> None:
    state = asked(asked(complete(), SERVICE), "ports")
    with pytest.raises(UnitNotAsked):
        answered(state, 2, UnitPosition.AGREE)
    with pytest.raises(UnitNotAsked):
        answered(state, 3, UnitPosition.AGREE)
    with pytest.raises(OtherDivision):
        answered(state, 1, UnitPosition.AGREE, actor=person(40, *Role, division="office"))
    state = asked(answered(state, 2, UnitPosition.AGREE, actor=PORTS_ALL), "ports")
    with pytest.raises(UnitAnsweredAlready):
        answered(state, 2, UnitPosition.AGREE, actor=PORTS_ALL)


def test_whoever_does_not_simply_agree_says_why() -> None:
    state = asked(complete(), SERVICE)
    for position in (UnitPosition.SUGGEST, UnitPosition.DISAGREE):
        with pytest.raises(TextMissing):
            answered(state, 1, position, None)
        with pytest.raises(ReasonTooShort):
            answered(state, 1, position, "不同意")


def test_the_letter_of_an_outside_unit_is_kept_and_nobody_answers_for_a_division() -> None:
    state = asked(asked(complete(), SERVICE), None, POLICE)
    with pytest.raises(AnswersByItself):
        entered(state, 1, UnitPosition.AGREE)
    with pytest.raises(AnswerFileMissing):
        entered(state, 2, UnitPosition.AGREE, file=None)
    with pytest.raises(DateAhead):
        entered(state, 2, UnitPosition.AGREE, received_on=date(2026, 3, 3))
    with pytest.raises(UnitAnsweredAlready):
        entered(entered(state, 2, UnitPosition.AGREE), 2, UnitPosition.AGREE)


@pytest.mark.parametrize(("day", "late"), [(DUE, False), (DUE + timedelta(days=1), True)])
def test_an_answer_after_the_due_date_is_recorded_as_late(day: date, late: bool) -> None:
    state = entered(asked(complete(), None, POLICE), 1, UnitPosition.AGREE, received_on=day, at=AFTER_DUE)
    assert state.units.opinions[0].late is late


def test_a_draft_is_submitted_when_the_units_have_answered_or_their_time_is_over() -> None:
    state = asked(complete(), SERVICE)
    with pytest.raises(UnitOpinionsAwaited) as refused:
        drafting.request_review(state, actor=DRAFTER, at=STARTS)
    assert refused.value.params == {"count": 1}
    assert drafting.request_review(state, actor=DRAFTER, at=AFTER_DUE)


def test_a_draft_on_which_no_agreement_is_reached_is_not_submitted_before_the_organ_is_told() -> None:
    """Main dispute, the unit's view, the own view, reasons and basis ([713] art. 13)."""
    state = answered(asked(complete(), SERVICE), 1, UnitPosition.DISAGREE)
    with pytest.raises(DisagreementOpen) as refused:
        drafting.request_review(state, actor=DRAFTER, at=STARTS)
    assert refused.value.article.endswith("第十三条")
    for missing in ("question", "unit_view", "own_view", "reasons", "basis"):
        with pytest.raises(DisputeIncomplete) as incomplete:
            coordinated(state, 1, Coordination.NOT_AGREED, replace(DISPUTE, **{missing: " "}))
        assert incomplete.value.params == {"field": missing}
    with pytest.raises(DisputeIncomplete):
        coordinated(state, 1, Coordination.NOT_AGREED)
    assert drafting.request_review(coordinated(state, 1, Coordination.NOT_AGREED, DISPUTE), actor=DRAFTER, at=STARTS)
    assert drafting.request_review(coordinated(state, 1, Coordination.AGREED), actor=DRAFTER, at=STARTS)


def test_a_disagreement_on_the_revised_draft_stands_before_deliberation_and_adoption() -> None:
    state = asked(deliberated(), SERVICE, at=DELIBERATES, due_on=date(2027, 1, 1))
    state = answered(state, 1, UnitPosition.DISAGREE, at=DELIBERATES)
    with pytest.raises(DisagreementOpen):
        adoption.require_reviewed(state)
    adoption.require_reviewed(coordinated(state, 1, Coordination.AGREED, at=DELIBERATES))


def test_there_is_nothing_to_talk_over_where_a_unit_agrees_or_still_has_time() -> None:
    state = asked(complete(), SERVICE)
    with pytest.raises(NothingToCoordinate):
        coordinated(state, 1, Coordination.AGREED)
    with pytest.raises(NothingToCoordinate):
        coordinated(answered(state, 1, UnitPosition.AGREE), 1, Coordination.AGREED)
    assert coordinated(answered(state, 1, UnitPosition.SUGGEST), 1, Coordination.AGREED)
    assert coordinated(state, 1, Coordination.AGREED, at=AFTER_DUE)


def test_the_file_for_the_deliberation_lacks_what_the_units_said_until_it_is_there() -> None:
    state = complete()
    assert DeliberationItem.UNITS not in missing_items(state)
    state = asked(state, SERVICE)
    assert DeliberationItem.UNITS in missing_items(state)
    assert DeliberationItem.UNITS not in missing_items(answered(state, 1, UnitPosition.AGREE))
    disagreed = answered(state, 1, UnitPosition.DISAGREE)
    assert DeliberationItem.UNITS in missing_items(disagreed)
    assert DeliberationItem.UNITS not in missing_items(coordinated(disagreed, 1, Coordination.NOT_AGREED, DISPUTE))
    assert DeliberationItem.UNITS not in missing_items(coordinated(state, 1, Coordination.AGREED, at=AFTER_DUE))


def test_only_a_drafter_of_the_lead_division_asks() -> None:
    with pytest.raises(Refusal):
        asked(complete(), SERVICE, actor=RELEASER)
