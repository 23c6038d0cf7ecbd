"""Counting the responses to a questionnaire 计票, a part at a time, after its close."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from domain.enumerations import RespondentKind
from domain.event import CLOCK, next_fields
from domain.questionnaire.events import KindCount, ResponsesCounted
from domain.questionnaire.form import Question
from domain.questionnaire.refusals import CountMisses, QuestionnaireClosedAlready, QuestionnaireStillOpen
from domain.questionnaire.state import Questionnaire
from domain.questionnaire_response.events import ResponseSubmitted
from domain.sealing import CLOSED

PART = 500
"""Responses opened by one event: as many ids as an entry of the log holds with ease."""


def count_responses(state: Questionnaire, part: Sequence[ResponseSubmitted], *, remaining: int, at: datetime) -> ResponsesCounted:
    """Open and count the next responses. `remaining`: how many of this questionnaire wait after these.

    Raises QuestionnaireStillOpen, QuestionnaireClosedAlready where all are counted, and CountMisses where `part` is not the
    next one.
    """
    if not state.closed:
        raise QuestionnaireStillOpen
    if state.remaining == 0:
        raise QuestionnaireClosedAlready
    if len(part) > PART or state.remaining not in (None, len(part) + remaining):
        raise CountMisses
    return ResponsesCounted(
        responses=tuple(response.originator_id for response in part),
        counts=counts_of(() if state.form is CLOSED else state.form.questions, part),
        remaining=remaining,
        **next_fields(state, CLOCK, at),
    )


def counts_of(questions: Sequence[Question], responses: Sequence[ResponseSubmitted]) -> tuple[KindCount, ...]:
    """What these answered, by kind of respondent, in the order of the kinds; a kind that nobody was of is left out.

    Raises CountMisses where the answers of one are closed.
    """
    found = []
    for kind in RespondentKind:
        of_kind = [response for response in responses if response.respondent_kind == kind]
        if of_kind:
            found.append(KindCount(kind=kind, responses=len(of_kind), questions=_counted(questions, of_kind)))
    return tuple(found)


def _counted(questions: Sequence[Question], responses: Sequence[ResponseSubmitted]) -> tuple[tuple[int, ...], ...]:
    answered: Counter[int] = Counter()
    chosen: Counter[tuple[int, int]] = Counter()
    for response in responses:
        if response.answers is CLOSED:
            raise CountMisses
        for answer in response.answers:
            answered[answer.question] += 1
            chosen.update((answer.question, value) for value in answer.chosen)
    return tuple(
        (answered[number], *(chosen[number, value] for value in question.values)) for number, question in enumerate(questions, 1)
    )
