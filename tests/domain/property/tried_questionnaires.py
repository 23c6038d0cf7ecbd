"""What can be tried on questionnaires and responses, with good and bad arguments."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from uuid import UUID

from domain.access import Actor
from domain.enumerations import QuestionKind, RespondentKind
from domain.event import Event, aggregate_of
from domain.questionnaire import drafting, running
from domain.questionnaire import state as questionnaires
from domain.questionnaire.form import Question, QuestionnaireForm
from domain.questionnaire.state import Questionnaire
from domain.questionnaire_response import erasure
from domain.questionnaire_response import state as responses
from domain.questionnaire_response.answers import GivenAnswer, ResponseDraft
from domain.questionnaire_response.counting import count_responses as counted
from domain.questionnaire_response.events import ResponseSubmitted
from domain.questionnaire_response.state import Response
from domain.questionnaire_response.submission import submit_response as submitted
from tests.domain.property.world import SHORT, WHY, NothingThere, World

Attempt = Callable[[World, Actor], Event]
ONE = Question(kind=QuestionKind.SINGLE, text="几点收市？", options=("十点", "十一点"), required=True)
SOME = Question(kind=QuestionKind.SEVERAL, text="担心什么？", options=("噪声", "卫生", "交通"), least=1, most=2)
GRADE = Question(kind=QuestionKind.SCALE, text="总的看法", least=1, most=5)
WORDS = Question(kind=QuestionKind.TEXT, text="还有什么")
WRONG = Question(kind=QuestionKind.SINGLE, text="只有一项", options=("是",))


def _questionnaires_in(world: World) -> list[Questionnaire]:
    found: dict[UUID, Questionnaire] = {}
    for event in world.events:
        if aggregate_of(type(event)) == "domain.questionnaire":
            found[event.originator_id] = questionnaires.evolve(found.get(event.originator_id), event)
    return list(found.values())


def _responses_in(world: World) -> list[Response]:
    found: dict[UUID, Response] = {}
    for event in world.events:
        if aggregate_of(type(event)) == "domain.questionnaire_response":
            found[event.originator_id] = responses.evolve(found.get(event.originator_id), event)
    return list(found.values())


def _of_those(world: World, fits: Callable[[Questionnaire], bool]) -> Questionnaire:
    return world.any_of([each for each in _questionnaires_in(world) if world.wild or fits(each)])


def _new_id(world: World) -> UUID:
    return UUID(int=800_000 + len(world.events))


def _questions(state: Questionnaire) -> tuple[Question, ...]:
    return state.form.questions if isinstance(state.form, QuestionnaireForm) else ()


def _open(state: Questionnaire) -> bool:
    return state.opened and not (state.closed or state.withdrawn)


def start_questionnaire(world: World, actor: Actor) -> Event:
    title = world.pick("早市怎么办", " ")
    return drafting.start_questionnaire(
        world.consultation, title=title, introduction=None, questionnaire_id=_new_id(world), actor=actor, at=world.now
    )


def change_heading(world: World, actor: Actor) -> Event:
    state = _of_those(world, lambda each: not each.opened)
    return drafting.change_heading(
        state, world.consultation, title=world.pick("新标题", ""), introduction="说明", actor=actor, at=world.now
    )


def write_question(world: World, actor: Actor) -> Event:
    state = _of_those(world, lambda each: not each.opened)
    question = world.pick(world.chance.one_of((ONE, SOME, GRADE, WORDS)), WRONG)
    number = world.pick(None, 1, 9)
    return drafting.write_question(
        state, world.consultation, question, number=number, place=world.pick(None, 1, 40), actor=actor, at=world.now
    )


def remove_question(world: World, actor: Actor) -> Event:
    state = _of_those(world, lambda each: not each.opened and len(_questions(each)) > 1)
    return drafting.remove_question(state, world.consultation, world.pick(1, 0, 9), actor=actor, at=world.now)


def open_questionnaire(world: World, actor: Actor) -> Event:
    state = _of_those(world, lambda each: not each.opened and bool(_questions(each)))
    closes_at = world.pick(None, world.now, world.now + timedelta(days=2), world.now + timedelta(days=400))
    return running.open_questionnaire(state, world.consultation, closes_at=closes_at, actor=actor, at=world.now)


def withdraw_questionnaire(world: World, actor: Actor) -> Event:
    state = _of_those(world, _open)
    return running.withdraw_questionnaire(state, world.consultation, reason=world.pick(WHY, SHORT), actor=actor, at=world.now)


def submit_response(world: World, actor: Actor) -> Event:
    state = _of_those(world, _open)
    given = tuple(answer for number, question in enumerate(_questions(state), 1) for answer in _given(world, number, question))
    draft = ResponseDraft(respondent_kind=world.chance.one_of(tuple(RespondentKind)), answers=given)
    return submitted(state, world.consultation, draft, response_id=_new_id(world), at=world.now)


def _given(world: World, number: int, question: Question) -> Iterator[GivenAnswer]:
    if question.kind == QuestionKind.TEXT:
        yield GivenAnswer(question=number, text=world.chance.one_of(("", "写一点")))
    elif question.kind == QuestionKind.SEVERAL:
        yield GivenAnswer(question=number, chosen=world.pick((1, 3), (), (1, 2, 3), (7,)))
    else:
        yield GivenAnswer(question=number, chosen=world.pick((world.chance.one_of((1, 2)),), (), (1, 2), (9,)))


def close_questionnaire(world: World, actor: Actor) -> Event:
    return running.close_questionnaire(_of_those(world, _open), at=world.now)


def count_responses(world: World, actor: Actor) -> Event:
    """The next two, or what is left."""
    state = _of_those(world, lambda each: each.closed and each.remaining != 0)
    given = [each for each in world.events if isinstance(each, ResponseSubmitted) and each.questionnaire_id == state.id]
    if state.withdrawn or state.remaining == 0:
        raise NothingThere  # the clock looks at none of these
    waiting = given[state.counted :]
    return counted(state, waiting[:2], remaining=len(waiting[2:]), at=world.now)


def publish_figures(world: World, actor: Actor) -> Event:
    state = _of_those(world, lambda each: each.remaining == 0 and not each.figures_published)
    return running.publish_figures(state, world.consultation, spread=world.pick(WHY, SHORT), actor=actor, at=world.now)


def request_response_erasure(world: World, actor: Actor) -> Event:
    response = world.any_of(_responses_in(world))
    return erasure.request_response_erasure(
        response, world.consultation, note=world.pick("本人来电", ""), actor=actor, at=world.now
    )


def erase_response(world: World, actor: Actor) -> Event:
    response = world.any_of([each for each in _responses_in(world) if world.wild or each.erasure_requested_by])
    return erasure.erase_response(response, world.consultation, actor=actor, at=world.now)


ASKING: tuple[Attempt, ...] = (
    *(start_questionnaire, change_heading, write_question, remove_question, open_questionnaire, withdraw_questionnaire),
    *(submit_response, close_questionnaire, count_responses, publish_figures, request_response_erasure, erase_response),
)


def next_steps(world: World) -> Iterator[Attempt]:
    """What a diligent office does with a questionnaire, while there is something to be done."""
    known = _questionnaires_in(world)
    if not known:
        yield start_questionnaire
    for state in known[-1:]:
        if not state.opened:
            yield from (open_questionnaire, write_question)
        elif _open(state):
            yield world.chance.one_of((submit_response, submit_response, submit_response, withdraw_questionnaire))
            yield close_questionnaire
        elif state.closed and state.remaining != 0:
            yield count_responses
        elif state.remaining == 0 and not state.figures_published:
            yield publish_figures
    yield from (request_response_erasure, erase_response)
