"""What a questionnaire asks: title, introduction and questions, and the checks of whoever writes them."""

from __future__ import annotations

import msgspec
from msgspec.structs import replace

from domain.enumerations import QuestionKind
from domain.questionnaire.refusals import (
    ChoiceImpossible,
    OptionsTooFew,
    OptionsTooMany,
    OptionTwice,
    ScaleImpossible,
)
from domain.text import NOTE, TITLE, name_text, normalised_text, optional_text

QUESTIONS = 30
OPTIONS = 20
SCALE_STEPS = 10
QUESTION_TEXT = 500
OPTION_TEXT = 200
END_TEXT = 20


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """One question 题目. `options`: of a scale the words for its two ends, which may be empty; of a text none.

    `least` and `most`: of several choices how many are taken; of a scale its first and its last step.
    """

    kind: QuestionKind
    text: str
    required: bool = False
    options: tuple[str, ...] = ()
    least: int = 0
    most: int = 0

    @property
    def values(self) -> range:
        """What can be answered: numbers of options from 1, steps of the scale; of a text only 1, that something was written."""
        match self.kind:
            case QuestionKind.SCALE:
                return range(self.least, self.most + 1)
            case QuestionKind.TEXT:
                return range(1, 2)
            case _:
                return range(1, len(self.options) + 1)


class QuestionnaireForm(msgspec.Struct, frozen=True, kw_only=True):
    """A questionnaire as it stands; questions are numbered from 1 in their order."""

    title: str
    introduction: str | None = None
    questions: tuple[Question, ...] = ()


def checked_heading(title: str, introduction: str | None) -> QuestionnaireForm:
    """A form without questions yet. Raises TextRefused."""
    return QuestionnaireForm(
        title=name_text(title, field="title", max_length=TITLE, required=True),
        introduction=optional_text(introduction, field="introduction", max_length=NOTE),
    )


def checked_question(question: Question) -> Question:
    """The question with its texts normalised, and nothing said that its kind does not have.

    Raises TextRefused, OptionsTooFew, OptionsTooMany, OptionTwice, ChoiceImpossible, ScaleImpossible.
    """
    text = normalised_text(question.text, field="text", max_length=QUESTION_TEXT)
    question = replace(question, text=text)
    match question.kind:
        case QuestionKind.SINGLE:
            return replace(question, options=_checked_options(question), least=1, most=1)
        case QuestionKind.SEVERAL:
            return _checked_choice(replace(question, options=_checked_options(question)))
        case QuestionKind.SCALE:
            return _checked_scale(question)
        case QuestionKind.TEXT:
            return replace(question, options=(), least=0, most=0)


def _checked_options(question: Question) -> tuple[str, ...]:
    options = tuple(name_text(option, field="options", max_length=OPTION_TEXT) for option in question.options)
    options = tuple(option for option in options if option)
    if len(options) < 2:
        raise OptionsTooFew(field="options")
    if len(options) > OPTIONS:
        raise OptionsTooMany(field="options", most=OPTIONS)
    if len(set(options)) < len(options):
        raise OptionTwice(field="options")
    return options


def _checked_choice(question: Question) -> Question:
    """How many may be taken; where nothing is said, one at least and all at most."""
    known = len(question.options)
    question = replace(question, least=question.least or 1, most=question.most or known)
    if not 1 <= question.least <= question.most <= known:
        raise ChoiceImpossible(field="most", known=known)
    return question


def _checked_scale(question: Question) -> Question:
    if not (0 <= question.least < question.most <= SCALE_STEPS):
        raise ScaleImpossible(field="most", last=SCALE_STEPS)
    ends = tuple(name_text(word, field="options", max_length=END_TEXT) for word in (*question.options[:2], "", "")[:2])
    return replace(question, options=ends)
