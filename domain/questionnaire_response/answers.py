"""A response as it is handed in, and the checks of its answers."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from domain.enumerations import QuestionKind, RespondentKind
from domain.questionnaire.form import Question
from domain.questionnaire_response.events import Answer, WrittenAnswer
from domain.questionnaire_response.refusals import (
    AnswerMisplaced,
    AnswerMissing,
    OffTheScale,
    OptionUnknown,
    ResponseEmpty,
    TooFewChosen,
    TooManyChosen,
    TwoAnswers,
)
from domain.text import normalised_text

WRITTEN = 10_000


class GivenAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """What was given to one question; `text` of a question of free text."""

    question: int
    chosen: tuple[int, ...] = ()
    text: str = ""


class ResponseDraft(msgspec.Struct, frozen=True, kw_only=True):
    respondent_kind: RespondentKind
    answers: tuple[GivenAnswer, ...]


class Checked(msgspec.Struct, frozen=True):
    """Answers in the order of the questions, and what was written."""

    answers: tuple[Answer, ...]
    texts: tuple[WrittenAnswer, ...]


def checked_answers(questions: Sequence[Question], given: Sequence[GivenAnswer]) -> Checked:
    """Of all questions. Raises AnswerMisplaced, ResponseEmpty, and what `checked_answer` does."""
    by_number = {each.question: each for each in given}
    if len(by_number) < len(given) or any(not 1 <= number <= len(questions) for number in by_number):
        raise AnswerMisplaced
    answers, texts = list[Answer](), list[WrittenAnswer]()
    for number, question in enumerate(questions, 1):
        chosen, text = checked_answer(question, by_number.get(number, GivenAnswer(question=number)))
        answers += [Answer(number, chosen)] if chosen else []
        texts += [WrittenAnswer(number, text)] if text else []
    if not answers:
        raise ResponseEmpty
    return Checked(tuple(answers), tuple(texts))


def checked_answer(question: Question, given: GivenAnswer) -> tuple[tuple[int, ...], str]:
    """What is chosen, in the order of the options, and what is written; both empty where it is left out.

    Refusals name the field `q` with the question's number. Raises AnswerMisplaced, AnswerMissing, TwoAnswers, OptionUnknown,
    OffTheScale, TooFewChosen, TooManyChosen, TextRefused.
    """
    field = f"q{given.question}"
    chosen, text = _chosen(question, given, field)
    if question.required and not chosen:
        raise AnswerMissing(field=field)
    return chosen, text


def _chosen(question: Question, given: GivenAnswer, field: str) -> tuple[tuple[int, ...], str]:
    if question.kind == QuestionKind.TEXT:
        text = normalised_text(given.text, field=field, max_length=WRITTEN, required=question.required)
        if given.chosen:
            raise AnswerMisplaced(field=field)
        return ((1,), text) if text else ((), "")
    if given.text:
        raise AnswerMisplaced(field=field)
    chosen = tuple(sorted(set(given.chosen)))
    _check_choice(question, chosen, field)
    return chosen, ""


def _check_choice(question: Question, chosen: tuple[int, ...], field: str) -> None:
    scale = question.kind == QuestionKind.SCALE
    if any(value not in question.values for value in chosen):
        raise OffTheScale(field=field, first=question.least, last=question.most) if scale else OptionUnknown(field=field)
    if question.kind != QuestionKind.SEVERAL:
        if len(chosen) > 1:
            raise TwoAnswers(field=field)
        return
    if chosen and len(chosen) < question.least:
        raise TooFewChosen(field=field, least=question.least, count=len(chosen))
    if len(chosen) > question.most:
        raise TooManyChosen(field=field, most=question.most, count=len(chosen))
