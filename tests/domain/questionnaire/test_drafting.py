"""A questionnaire is written question by question, and changed only before it opens."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from domain.access import RoleMissing
from domain.consultation.refusals import DecisionOver
from domain.enumerations import QuestionKind
from domain.questionnaire import drafting
from domain.questionnaire.form import QUESTIONS, Question, QuestionnaireForm, checked_question
from domain.questionnaire.refusals import (
    ChoiceImpossible,
    OptionsTooFew,
    OptionsTooMany,
    OptionTwice,
    QuestionnaireOpenedAlready,
    QuestionnaireWithdrawnAlready,
    QuestionUnknown,
    ScaleImpossible,
    TooManyQuestions,
)
from domain.questionnaire.state import Questionnaire
from domain.text import TextRefused
from tests.domain.consultation import told as decisions
from tests.domain.consultation.told import POWERLESS, STARTS
from tests.domain.questionnaire.told import (
    DRAFTER,
    GRADE,
    ONE,
    PUBLISHED,
    SOME,
    WORDS,
    opened,
    started,
    then,
    with_question,
    withdrawn,
    written,
)


def questions(state: Questionnaire) -> tuple[QuestionKind, ...]:
    assert isinstance(state.form, QuestionnaireForm)
    return tuple(question.kind for question in state.form.questions)


def test_questions_stand_in_the_order_in_which_they_are_put() -> None:
    single, several, scale, text = QuestionKind
    assert questions(written()) == (single, several, scale, text)
    assert questions(with_question(written(), WORDS, number=4, place=1)) == (text, single, several, scale)
    assert questions(with_question(written(), WORDS, place=2)) == (single, text, several, scale, text)
    assert questions(with_question(written(), GRADE, number=1)) == (scale, several, scale, text)
    state = written()
    removed = drafting.remove_question(state, PUBLISHED, 2, actor=DRAFTER, at=STARTS)
    assert questions(then(state, removed)) == (single, scale, text)


def test_a_change_of_the_heading_leaves_the_questions() -> None:
    state = written()
    event = drafting.change_heading(state, PUBLISHED, title="新题目", introduction=" ", actor=DRAFTER, at=STARTS)
    state = then(state, event)
    assert isinstance(state.form, QuestionnaireForm)
    assert (state.form.title, state.form.introduction, len(state.form.questions)) == ("新题目", None, 4)
    with pytest.raises(TextRefused):
        drafting.change_heading(state, PUBLISHED, title=" ", introduction=None, actor=DRAFTER, at=STARTS)


def test_a_questionnaire_is_changed_only_before_it_opens() -> None:
    for state, rule in ((opened(), QuestionnaireOpenedAlready), (withdrawn(), QuestionnaireWithdrawnAlready)):
        with pytest.raises(rule):
            with_question(state, WORDS)


def test_nothing_is_written_beside_a_decision_that_is_over_nor_by_whoever_may_not() -> None:
    with pytest.raises(DecisionOver):
        started(decisions.ended())
    with pytest.raises(RoleMissing):
        drafting.remove_question(written(), PUBLISHED, 1, actor=POWERLESS, at=STARTS)


def test_a_question_that_is_not_there_is_neither_changed_nor_removed() -> None:
    for number in (0, 5):
        with pytest.raises(QuestionUnknown):
            with_question(written(), WORDS, number=number)
        with pytest.raises(QuestionUnknown):
            drafting.remove_question(written(), PUBLISHED, number, actor=DRAFTER, at=STARTS)


def test_there_is_an_end_of_questions() -> None:
    state = started()
    for _ in range(QUESTIONS):
        state = with_question(state, WORDS)
    with pytest.raises(TooManyQuestions):
        with_question(state, WORDS)
    assert len(questions(with_question(state, GRADE, number=30))) == QUESTIONS


IMPOSSIBLE = (
    (replace(ONE, options=("五点", " ")), OptionsTooFew),
    (replace(ONE, options=tuple(f"{number}点" for number in range(21))), OptionsTooMany),
    (replace(ONE, options=("五点", "五点 ")), OptionTwice),
    (replace(SOME, least=3, most=2), ChoiceImpossible),
    (replace(SOME, most=4), ChoiceImpossible),
    (replace(GRADE, least=5, most=5), ScaleImpossible),
    (replace(GRADE, most=11), ScaleImpossible),
    (replace(GRADE, least=-1), ScaleImpossible),
    (replace(WORDS, text=" "), TextRefused),
    (replace(WORDS, text="字" * 501), TextRefused),
)


@pytest.mark.parametrize(("question", "rule"), IMPOSSIBLE)
def test_a_question_can_be_answered(question: Question, rule: type[Exception]) -> None:
    with pytest.raises(rule):
        checked_question(question)


def test_what_a_question_does_not_have_is_not_kept() -> None:
    assert checked_question(replace(WORDS, options=("甲", "乙"), least=3, most=4)) == WORDS
    assert checked_question(replace(SOME, least=0, most=0)) == replace(SOME, least=1, most=3)
    assert checked_question(replace(GRADE, options=())).options == ("", "")
    assert list(GRADE.values) == [1, 2, 3, 4, 5]
