"""意见反馈: the feedback summary is prepared, and signed off by a second person."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from domain.consultation.outcome_refusals import (
    AlreadyAnswered,
    ContradictionsUnseen,
    FeedbackNotPrepared,
    SamePersonSignsOff,
)
from domain.consultation.refusals import PeriodStillOpen
from domain.consultation.steps.answering import prepare_feedback, sign_off_feedback
from domain.text import ControlCharacter, TextMissing
from tests.domain.consultation.told import (
    ANSWERER,
    ANSWERS,
    EVERY_ROLE,
    RELEASER,
    SEALED,
    SECOND_RELEASER,
    WORDS,
    answered,
    closed,
    prepared,
    published,
    signed_off,
    then,
)
from tests.domain.examples import text


def test_feedback_is_prepared_after_the_close() -> None:
    event = prepare_feedback(closed(), WORDS, None, actor=ANSWERER, at=ANSWERS)
    assert (event.text, event.revised) == (WORDS, None)
    state = prepared()
    assert (state.feedback_prepared_by, state.feedback_version, state.revised) == (str(ANSWERER.id), state.version, text("d"))


def test_feedback_is_not_prepared_before_the_period_is_sealed() -> None:
    with pytest.raises(PeriodStillOpen):
        prepare_feedback(published(), WORDS, None, actor=ANSWERER, at=SEALED)


@pytest.mark.parametrize("part", ["asked", "heard", "did"])
def test_feedback_says_what_was_asked_heard_and_done(part: str) -> None:
    with pytest.raises(TextMissing) as refused:
        prepare_feedback(closed(), replace(WORDS, **{part: " "}), None, actor=ANSWERER, at=ANSWERS)
    assert refused.value.params == {"field": part}
    with pytest.raises(ControlCharacter):
        prepare_feedback(closed(), replace(WORDS, **{part: "\x1b"}), None, actor=ANSWERER, at=ANSWERS)


def test_published_feedback_is_not_prepared_again() -> None:
    with pytest.raises(AlreadyAnswered):
        prepare_feedback(answered(), WORDS, None, actor=ANSWERER, at=ANSWERS)


def test_a_second_person_signs_off() -> None:
    event = sign_off_feedback(prepared(), (), (), actor=RELEASER, at=ANSWERS)
    assert event.contradictions_accepted == ()
    assert signed_off().feedback_signed_off_by == str(RELEASER.id)


def test_whoever_prepared_the_feedback_does_not_sign_it_off() -> None:
    state = then(closed(), prepare_feedback(closed(), WORDS, None, actor=EVERY_ROLE, at=ANSWERS))
    with pytest.raises(SamePersonSignsOff):
        sign_off_feedback(state, (), (), actor=EVERY_ROLE, at=ANSWERS)


def test_each_contradiction_is_accepted_by_its_article() -> None:
    with pytest.raises(ContradictionsUnseen) as refused:
        sign_off_feedback(prepared(), ("a1", "a2", "a3"), ("a2",), actor=RELEASER, at=ANSWERS)
    assert refused.value.params == {"articles": ["a1", "a3"]}


def test_only_contradictions_that_there_are_are_accepted() -> None:
    event = sign_off_feedback(prepared(), ("a2",), ("a9", "a2"), actor=RELEASER, at=ANSWERS)
    assert event.contradictions_accepted == ("a2",)


def test_what_is_not_prepared_is_not_signed_off() -> None:
    with pytest.raises(FeedbackNotPrepared):
        sign_off_feedback(closed(), (), (), actor=RELEASER, at=ANSWERS)


def test_published_feedback_is_not_signed_off() -> None:
    with pytest.raises(AlreadyAnswered):
        sign_off_feedback(answered(), (), (), actor=RELEASER, at=ANSWERS)


def test_any_new_preparation_undoes_the_sign_off() -> None:
    state = prepared(signed_off(None, "a2"))
    assert (state.feedback_signed_off_by, state.contradictions_accepted) == (None, ())


def test_a_later_sign_off_replaces_an_earlier_one() -> None:
    state = signed_off()
    state = then(state, sign_off_feedback(state, ("a2",), ("a2",), actor=SECOND_RELEASER, at=ANSWERS))
    assert (state.feedback_signed_off_by, state.contradictions_accepted) == (str(SECOND_RELEASER.id), ("a2",))
