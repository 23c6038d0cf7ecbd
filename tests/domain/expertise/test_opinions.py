"""Opinions are given in writing by who was invited, each is used with a reason, and there are as many as the rule asks for."""

from __future__ import annotations

from datetime import date

import pytest

from domain.access import RoleMissing
from domain.consultation.events import ExpertReviewReported
from domain.consultation.refusals import DateAhead, ReasonTooShort
from domain.enumerations import Interest, OpinionUse
from domain.expertise import opinions
from domain.expertise.refusals import (
    ExpertInterested,
    NotInvited,
    OpinionFileMissing,
    OpinionGivenAlready,
    OpinionMissing,
    OpinionUnused,
    TooFewExperts,
)
from domain.expertise.state import Expertise
from tests.domain.consultation.told import ANSWERS, DRAFTER, RELEASER
from tests.domain.expertise.told import DECISION, asked, complete, concluded, declared, given, invited, used


def conclude(state: Expertise) -> object:
    return opinions.conclude_review(state, DECISION, actor=RELEASER, at=ANSWERS)


def test_an_opinion_comes_from_who_was_invited_signed_and_once() -> None:
    state = given(invited(), 1)
    assert state.begun
    with pytest.raises(OpinionGivenAlready):
        given(state, 1)
    with pytest.raises(NotInvited):
        given(declared(asked(1), 1), 1)
    with pytest.raises(OpinionFileMissing) as refused:
        given(invited(), 1, file=None)
    assert "第十九条" in refused.value.article
    with pytest.raises(DateAhead):
        given(invited(), 1, signed_on=date(2026, 5, 1))
    with pytest.raises(ReasonTooShort):
        given(invited(), 1, summary="可行")


def test_who_has_an_interest_gives_no_opinion() -> None:
    with pytest.raises(ExpertInterested):
        given(declared(asked(1), 1, Interest.DIRECT), 1)


def test_what_became_of_an_opinion_is_said_with_a_reason_and_said_again_until_the_end() -> None:
    state = given(invited(), 1)
    with pytest.raises(OpinionMissing):
        used(state, 2)
    with pytest.raises(ReasonTooShort):
        used(state, 1, reason="同意")
    state = used(used(state, 1), 1, OpinionUse.NOT_ADOPTED)
    assert (state.experts[0].use, state.experts[0].used_at) == (OpinionUse.NOT_ADOPTED, state.version)


def test_a_review_ends_with_every_opinion_used() -> None:
    with pytest.raises(OpinionUnused) as refused:
        conclude(given(used(given(invited(), 1), 1), 2))
    assert refused.value.params == {"count": 1}
    assert "第二十九条" in refused.value.article


def test_a_review_ends_with_as_many_opinions_as_the_rule_asks_for() -> None:
    with pytest.raises(TooFewExperts) as refused:
        conclude(used(given(invited(), 1), 1))
    assert refused.value.params == {"needed": 2, "count": 1}


def test_the_decision_learns_that_it_ended_and_nothing_more() -> None:
    review, decision = concluded()
    assert review.concluded
    assert decision.expert_review == review.id
    _, reported = opinions.conclude_review(complete(), DECISION, actor=RELEASER, at=ANSWERS)
    assert isinstance(reported, ExpertReviewReported)
    assert (reported.originator_id, reported.text_version, reported.opinions) == (DECISION.id, review.text_version, 2)


def test_whoever_chose_the_experts_does_not_end_the_review() -> None:
    with pytest.raises(RoleMissing):
        opinions.conclude_review(complete(), DECISION, actor=DRAFTER, at=ANSWERS)
