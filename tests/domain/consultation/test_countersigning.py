"""会签: a draft of several divisions is released when each has countersigned it, or its silence is explained."""

from __future__ import annotations

from typing import Any

import pytest

from domain.access import LeadDivisionActs, OtherDivision, OtherUnitsAct, Role
from domain.consultation.refusals import ReasonTooShort
from domain.consultation.state import Consultation
from domain.consultation.steps import countersigning, divisions, drafting
from domain.consultation.unit_refusals import CountersignatureMissing, CountersignedAlready, NothingToCountersign, NotJoint
from tests.domain.consultation.told import (
    DRAFTER,
    EVERY_ROLE,
    RELEASER,
    STARTS,
    WHY,
    complete,
    drafted,
    person,
    released,
    reviewed,
    submitted,
    then,
)
from tests.domain.consultation.unit_told import SERVICE, SERVICE_ALL, joint


def signed(state: Consultation, reservation: str | None = None, **changes: Any) -> Consultation:
    facts: dict[str, Any] = {"actor": SERVICE_ALL, "at": STARTS}
    return then(state, countersigning.countersign_draft(state, reservation, **facts | changes))


def excused(state: Consultation, division: str = SERVICE, reason: str = WHY, **changes: Any) -> Consultation:
    facts: dict[str, Any] = {"actor": RELEASER, "at": STARTS}
    return then(state, countersigning.excuse_countersignature(state, division, reason, **facts | changes))


def under_review(*ids: str) -> Consultation:
    return reviewed(submitted(joint(complete(), *ids)))


def test_a_draft_is_not_released_before_each_joint_division_has_countersigned_it() -> None:
    state = under_review(SERVICE, "ports")
    for countersigned in (state, signed(state)):
        with pytest.raises(CountersignatureMissing) as refused:
            drafting.release_draft(countersigned, actor=RELEASER, at=STARTS)
        assert "口岸处" in refused.value.text()
        assert ("服务业处" in refused.value.text()) == (countersigned is state)
    both = signed(signed(state), "第三条建议再作研究。", actor=person(32, Role.REVIEWER, division="ports"))
    assert drafting.release_draft(both, actor=RELEASER, at=STARTS)


def test_not_even_a_forced_release_goes_without() -> None:
    with pytest.raises(CountersignatureMissing):
        drafting.release_draft(submitted(joint(complete())), reason=WHY, actor=RELEASER, at=STARTS)


def test_silence_is_excused_with_a_reason() -> None:
    state = under_review()
    with pytest.raises(ReasonTooShort):
        excused(state, reason="短")
    assert drafting.release_draft(excused(state), actor=RELEASER, at=STARTS)


def test_a_changed_draft_is_countersigned_anew() -> None:
    state = submitted(drafted(signed(under_review())))
    with pytest.raises(CountersignatureMissing):
        drafting.release_draft(state, reason=WHY, actor=RELEASER, at=STARTS)


def test_a_division_that_undertakes_it_no_more_is_not_waited_for() -> None:
    state = under_review()
    state = then(state, divisions.end_joint_division(state, SERVICE, WHY, actor=DRAFTER, at=STARTS))
    assert drafting.release_draft(state, actor=RELEASER, at=STARTS)


def test_what_is_countersigned_was_submitted_and_is_not_released() -> None:
    for state in (joint(complete()), joint(released())):
        with pytest.raises(NothingToCountersign):
            signed(state)
        with pytest.raises(NothingToCountersign):
            excused(state)


def test_each_division_signs_once() -> None:
    for state in (signed(under_review()), excused(under_review())):
        with pytest.raises(CountersignedAlready):
            signed(state)
        with pytest.raises(CountersignedAlready):
            excused(state)


def test_only_joint_divisions_countersign_and_only_the_lead_one_excuses() -> None:
    state = under_review()
    with pytest.raises(OtherUnitsAct):
        signed(state, actor=EVERY_ROLE)
    with pytest.raises(OtherDivision):
        signed(state, actor=person(33, *Role, division="ports"))
    with pytest.raises(LeadDivisionActs):
        excused(state, actor=SERVICE_ALL)
    with pytest.raises(NotJoint):
        excused(state, "ports")
