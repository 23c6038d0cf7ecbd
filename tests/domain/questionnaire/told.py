"""A questionnaire told up to each step, through the decisions themselves."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from domain.consultation.state import Consultation
from domain.enumerations import QuestionKind, RespondentKind
from domain.event import Event
from domain.questionnaire import drafting, running
from domain.questionnaire.form import Question
from domain.questionnaire.state import Questionnaire, evolve
from domain.questionnaire_response.answers import GivenAnswer, ResponseDraft
from domain.questionnaire_response.counting import count_responses
from domain.questionnaire_response.events import ResponseSubmitted
from domain.questionnaire_response.submission import submit_response
from tests.domain.consultation import told
from tests.domain.consultation.told import CLOSES, DAY, DRAFTER, OPENS, RELEASER, SEALED, STARTS, WHY

QUESTIONNAIRE = UUID(int=950)
PUBLISHED = told.published()
ONE = Question(kind=QuestionKind.SINGLE, text="您希望几点开市？", options=("五点", "六点"), required=True)
SOME = Question(kind=QuestionKind.SEVERAL, text="您担心什么？", options=("噪声", "卫生", "交通"), least=1, most=2)
GRADE = Question(kind=QuestionKind.SCALE, text="总体上您怎么看？", options=("很不赞成", "很赞成"), least=1, most=5)
WORDS = Question(kind=QuestionKind.TEXT, text="还有什么要说的？")
QUESTIONS = (ONE, SOME, GRADE, WORDS)


def then(state: Questionnaire | None, *events: Event) -> Questionnaire:
    for event in events:
        state = evolve(state, event)
    assert state is not None
    return state


def started(decision: Consultation = PUBLISHED) -> Questionnaire:
    words: dict[str, Any] = {"title": "早市怎么办", "introduction": "两分钟，五道题。"}
    event = drafting.start_questionnaire(decision, **words, questionnaire_id=QUESTIONNAIRE, actor=DRAFTER, at=STARTS)
    return then(None, event)


def with_question(state: Questionnaire, question: Question, number: int | None = None, place: int | None = None) -> Questionnaire:
    where: dict[str, Any] = {"number": number, "place": place, "actor": DRAFTER, "at": STARTS}
    return then(state, drafting.write_question(state, PUBLISHED, question, **where))


def written() -> Questionnaire:
    state = started()
    for question in QUESTIONS:
        state = with_question(state, question)
    return state


def opened(closes_at: datetime | None = None, at: datetime = OPENS) -> Questionnaire:
    state = written()
    return then(state, running.open_questionnaire(state, PUBLISHED, closes_at=closes_at, actor=RELEASER, at=at))


def withdrawn() -> Questionnaire:
    state = opened()
    return then(state, running.withdraw_questionnaire(state, PUBLISHED, reason=WHY, actor=RELEASER, at=OPENS + DAY))


def closed() -> Questionnaire:
    state = opened()
    return then(state, running.close_questionnaire(state, at=SEALED))


def given(*answers: Sequence[int] | str) -> tuple[GivenAnswer, ...]:
    """One answer after the other: what is chosen, or what is written."""
    return tuple(
        GivenAnswer(question=number, text=answer)
        if isinstance(answer, str)
        else GivenAnswer(question=number, chosen=tuple(answer))
        for number, answer in enumerate(answers, 1)
    )


def response(
    answers: tuple[GivenAnswer, ...] = given((1,), (1, 3), (4,), "摊位费请公示。"),
    kind: RespondentKind = RespondentKind.INDIVIDUAL,
    *,
    number: int = 1,
    state: Questionnaire | None = None,
    decision: Consultation = PUBLISHED,
    at: datetime = CLOSES - DAY,
) -> ResponseSubmitted:
    draft = ResponseDraft(respondent_kind=kind, answers=answers)
    return submit_response(state or opened(), decision, draft, response_id=UUID(int=960 + number), at=at)


def counted() -> Questionnaire:
    """Of two responses, in two parts."""
    state = closed()
    for number, remaining in ((1, 1), (2, 0)):
        state = then(state, count_responses(state, [response(number=number)], remaining=remaining, at=SEALED))
    return state
