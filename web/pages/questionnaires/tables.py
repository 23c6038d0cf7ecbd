"""The figures of a questionnaire as tables: of each question its values, with how many gave them, by kind of respondent."""

from __future__ import annotations

import msgspec

from domain.enumerations import QuestionKind
from domain.questionnaire.form import Question
from projections.questionnaires.views import Counts, QuestionnaireView


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One value of a question. `label`: its option, or the step of a scale; `share`: of those who answered, in per cent."""

    label: str
    count: int
    share: float
    by_kind: tuple[int, ...]


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """One question. `answered`: how many did, first in all, then by kind. Of a text nothing more is told."""

    number: int
    question: Question
    answered: int
    answered_by_kind: tuple[int, ...]
    lines: tuple[Line, ...]


def tables_of(asked: QuestionnaireView, counts: Counts) -> tuple[Table, ...]:
    """Of every question, in order; kinds of respondent as in `Counts.kinds`."""
    questions = asked.form.questions if asked.form else ()
    return tuple(_table(number, question, counts) for number, question in enumerate(questions, 1))


def _table(number: int, question: Question, counts: Counts) -> Table:
    answered = counts.of(number, 0)
    written = question.kind == QuestionKind.TEXT
    places = () if written else tuple(enumerate(question.values, 1))
    return Table(
        number=number,
        question=question,
        answered=answered,
        answered_by_kind=tuple(counts.of(number, 0, kind) for kind in counts.kinds),
        lines=tuple(_line(number, question, place, value, answered, counts) for place, value in places),
    )


def _line(number: int, question: Question, place: int, value: int, answered: int, counts: Counts) -> Line:
    count = counts.of(number, place)
    return Line(
        label=str(value) if question.kind == QuestionKind.SCALE else question.options[value - 1],
        count=count,
        share=round(100 * count / answered, 1) if answered else 0.0,
        by_kind=tuple(counts.of(number, place, kind) for kind in counts.kinds),
    )
