"""A response is taken while the questionnaire is open, and each answer is one that its question has."""

from __future__ import annotations

from datetime import timedelta

import pytest
from msgspec.structs import replace

from domain.enumerations import RespondentKind
from domain.event import PUBLIC
from domain.questionnaire.refusals import QuestionnaireNotOpened
from domain.questionnaire_response.answers import WRITTEN, GivenAnswer, checked_answers
from domain.questionnaire_response.events import Answer, ResponseSubmitted, WrittenAnswer
from domain.questionnaire_response.refusals import (
    AnswerMisplaced,
    AnswerMissing,
    NothingToSubmit,
    OffTheScale,
    OptionUnknown,
    ResponseAfterClosing,
    ResponseBeforeOpening,
    ResponseEmpty,
    ResponseToEnded,
    ResponseToWithdrawn,
    TooFewChosen,
    TooManyChosen,
    TwoAnswers,
)
from domain.questionnaire_response.submission import words_for_register
from domain.text import TextTooLong
from tests.domain.consultation import told as decisions
from tests.domain.consultation.told import CLOSES, OPENS
from tests.domain.questionnaire.told import (
    GRADE,
    ONE,
    QUESTIONS,
    SOME,
    WORDS,
    closed,
    given,
    opened,
    response,
    withdrawn,
    written,
)

MOMENT = timedelta(milliseconds=1)


def test_what_is_chosen_and_what_is_written_are_kept_apart() -> None:
    event = response()
    assert event.answers == (Answer(1, (1,)), Answer(2, (1, 3)), Answer(3, (4,)), Answer(4, (1,)))
    assert event.texts == (WrittenAnswer(4, "摊位费请公示。"),)
    assert (event.actor, event.respondent_kind) == (PUBLIC, RespondentKind.INDIVIDUAL)


def test_questions_that_are_not_required_may_be_left_out() -> None:
    assert response(given((2,))).answers == (Answer(1, (2,)),)
    assert response(given((2,), (), (), " \n")).texts == ()


REFUSED = (
    (given((1, 2)), TwoAnswers, "q1"),
    (given((3,)), OptionUnknown, "q1"),
    (given((0,)), OptionUnknown, "q1"),
    (given(()), AnswerMissing, "q1"),
    (given((1,), (1, 2, 3)), TooManyChosen, "q2"),
    (given((1,), (4,)), OptionUnknown, "q2"),
    (given((1,), (), (6,)), OffTheScale, "q3"),
    (given((1,), (), (0,)), OffTheScale, "q3"),
    (given((1,), (), (1, 2)), TwoAnswers, "q3"),
    (given((1,), (), (), "字" * (WRITTEN + 1)), TextTooLong, "q4"),
    (given((1,), "写在这里"), AnswerMisplaced, "q2"),
    (given((1,), (), (), (1,)), AnswerMisplaced, "q4"),
)


@pytest.mark.parametrize(("answers", "rule", "field"), REFUSED)
def test_an_answer_is_one_that_its_question_has(answers: tuple[GivenAnswer, ...], rule: type[Exception], field: str) -> None:
    with pytest.raises(rule) as refused:
        response(answers)
    assert refused.value.params["field"] == field  # type: ignore[attr-defined]
    assert refused.value.status == 422  # type: ignore[attr-defined]


def test_ten_thousand_characters_are_taken() -> None:
    assert response(given((1,), (), (), "字" * WRITTEN)).texts == (WrittenAnswer(4, "字" * WRITTEN),)


def test_at_least_as_many_are_chosen_as_are_asked_for() -> None:
    with pytest.raises(TooFewChosen):
        checked_answers((replace(SOME, least=2),), given((3,)))
    assert checked_answers((replace(SOME, least=2), WORDS), given((), "好")).answers == (Answer(2, (1,)),)


def test_an_answer_is_to_a_question_that_there_is_and_to_each_there_is_one() -> None:
    for answers in ((*given((1,)), GivenAnswer(question=1, chosen=(2,))), (GivenAnswer(question=9),)):
        with pytest.raises(AnswerMisplaced):
            response(answers)
    with pytest.raises(ResponseEmpty):
        checked_answers((GRADE, WORDS), ())


def test_a_response_is_taken_from_the_opening_to_the_close() -> None:
    assert isinstance(response(at=OPENS), ResponseSubmitted)
    assert isinstance(response(at=CLOSES - MOMENT), ResponseSubmitted)
    with pytest.raises(ResponseBeforeOpening) as early:
        response(at=OPENS - MOMENT)
    with pytest.raises(ResponseAfterClosing) as late:
        response(at=CLOSES)
    assert (early.value.status, late.value.status) == (409, 409)
    early_close = opened(closes_at=CLOSES - 7 * decisions.DAY)
    with pytest.raises(ResponseAfterClosing):
        response(state=early_close)


def test_none_is_taken_once_it_is_closed_withdrawn_over_or_not_yet_opened() -> None:
    for state, rule in (
        (closed(), ResponseAfterClosing),
        (withdrawn(), ResponseToWithdrawn),
        (written(), QuestionnaireNotOpened),
    ):
        with pytest.raises(rule):
            response(state=state)
    with pytest.raises(ResponseToEnded):
        response(decision=decisions.ended())


def test_what_is_sent_to_the_register_stands_under_its_question() -> None:
    event = response(given((1,), (), (), "摊位费\n请公示。"))
    assert isinstance(event.texts, tuple)
    assert words_for_register(opened(), event.texts) == "还有什么要说的？\n摊位费\n请公示。"
    with pytest.raises(NothingToSubmit):
        words_for_register(opened(), ())


def test_two_of_the_same_choice_are_one() -> None:
    assert checked_answers((ONE, *QUESTIONS[1:]), given((1, 1))).answers == (Answer(1, (1,)),)
