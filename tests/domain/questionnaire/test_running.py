"""A questionnaire opens beside the consultation, closes no later, and its responses are counted after its close."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from msgspec.structs import replace

from domain.access import RoleMissing
from domain.consultation.refusals import DecisionOver, ReasonTooShort
from domain.enumerations import RespondentKind
from domain.event import CLOCK
from domain.openings import openings
from domain.questionnaire import running
from domain.questionnaire.events import KindCount
from domain.questionnaire.refusals import (
    ClosesAfterConsultation,
    ClosesBeforeOpening,
    ConsultationPeriodOver,
    CountMisses,
    CountUnfinished,
    FiguresPublishedAlready,
    QuestionnaireClosedAlready,
    QuestionnaireEmpty,
    QuestionnaireNotOpened,
    QuestionnaireOpenedAlready,
    QuestionnaireStillOpen,
    QuestionnaireWithdrawnAlready,
)
from domain.questionnaire.state import Questionnaire
from domain.questionnaire_response.counting import PART, count_responses, counts_of
from domain.questionnaire_response.erasure import erase_response, request_response_erasure
from domain.questionnaire_response.refusals import (
    NothingWritten,
    SamePersonErasesWritten,
    WrittenErasedAlready,
    WrittenErasureMissing,
    WrittenErasureRequested,
)
from domain.questionnaire_response.state import Response, evolve
from domain.sealing import CLOSED
from tests.domain.consultation import told as decisions
from tests.domain.consultation.told import CLOSES, DAY, EVERY_ROLE, OPENS, PUBLISHES, SEALED, WHY, person
from tests.domain.questionnaire.told import (
    DRAFTER,
    PUBLISHED,
    QUESTIONS,
    RELEASER,
    closed,
    counted,
    given,
    opened,
    response,
    started,
    then,
    withdrawn,
    written,
)


def test_it_opens_with_the_consultation_or_later_and_closes_no_later() -> None:
    early, late = opened(at=PUBLISHES), opened(CLOSES - DAY, at=OPENS + DAY)
    assert (early.opens_at, early.closes_at) == (OPENS, CLOSES)
    assert (late.opens_at, late.closes_at) == (OPENS + DAY, CLOSES - DAY)
    with pytest.raises(ClosesAfterConsultation) as refused:
        opened(CLOSES + timedelta(milliseconds=1))
    assert refused.value.params["closes_at"] == CLOSES
    with pytest.raises(ClosesBeforeOpening):
        opened(OPENS)


def test_it_opens_once_with_questions_while_the_consultation_is_open() -> None:
    with pytest.raises(QuestionnaireEmpty):
        running.open_questionnaire(started(), PUBLISHED, closes_at=None, actor=RELEASER, at=OPENS)
    with pytest.raises(QuestionnaireOpenedAlready):
        running.open_questionnaire(opened(), PUBLISHED, closes_at=None, actor=RELEASER, at=OPENS)
    for decision, at in ((decisions.released(), OPENS), (decisions.closed(), OPENS), (PUBLISHED, CLOSES)):
        with pytest.raises(ConsultationPeriodOver):
            running.open_questionnaire(written(), decision, closes_at=None, actor=RELEASER, at=at)
    with pytest.raises(DecisionOver):
        running.open_questionnaire(written(), decisions.ended(), closes_at=None, actor=RELEASER, at=OPENS)
    with pytest.raises(RoleMissing):
        running.open_questionnaire(written(), PUBLISHED, closes_at=None, actor=DRAFTER, at=OPENS)


def withdraw(state: Questionnaire, reason: str = WHY, at: object = OPENS) -> object:
    return running.withdraw_questionnaire(state, PUBLISHED, reason=reason, actor=RELEASER, at=at)  # type: ignore[arg-type]


def test_it_is_withdrawn_with_a_reason_before_its_close() -> None:
    assert withdrawn().withdrawn
    with pytest.raises(ReasonTooShort):
        withdraw(opened(), "重做")
    for state, at, rule in (
        (written(), OPENS, QuestionnaireNotOpened),
        (withdrawn(), OPENS, QuestionnaireWithdrawnAlready),
        (opened(), CLOSES, QuestionnaireClosedAlready),
        (closed(), SEALED, QuestionnaireClosedAlready),
    ):
        with pytest.raises(rule):
            withdraw(state, at=at)


def test_it_is_closed_by_the_clock_at_its_close() -> None:
    event = running.close_questionnaire(opened(), at=SEALED)
    assert (event.actor, event.closed_at) == (CLOCK, CLOSES)
    for state, at, rule in (
        (opened(), CLOSES - DAY, QuestionnaireStillOpen),
        (written(), SEALED, QuestionnaireNotOpened),
        (withdrawn(), SEALED, QuestionnaireWithdrawnAlready),
        (closed(), SEALED, QuestionnaireClosedAlready),
    ):
        with pytest.raises(rule):
            running.close_questionnaire(state, at=at)


def test_nothing_is_opened_or_counted_before_the_close() -> None:
    with pytest.raises(QuestionnaireStillOpen):
        count_responses(opened(), [response()], remaining=0, at=SEALED)


def test_answers_are_counted_by_question_value_and_kind_of_respondent() -> None:
    shop = response(given((2,), (3,)), RespondentKind.ENTERPRISE, number=2)
    other = response(given((1,), (1,), (4,)), number=3)
    event = count_responses(closed(), [response(), shop, other], remaining=0, at=SEALED)
    assert event.counts == (
        KindCount(kind=RespondentKind.INDIVIDUAL, responses=2, questions=((2, 2, 0), (2, 2, 0, 1), (2, 0, 0, 0, 2, 0), (1, 1))),
        KindCount(kind=RespondentKind.ENTERPRISE, responses=1, questions=((1, 0, 1), (1, 0, 0, 1), (0, 0, 0, 0, 0, 0), (0, 0))),
    )
    (rule,) = openings(event)
    assert rule.fields == ("answers",)
    assert rule.of == {UUID(int=961), UUID(int=962), UUID(int=963)}


def test_a_count_leaves_none_out_and_counts_none_twice() -> None:
    state = closed()
    state = then(state, count_responses(state, [response()], remaining=1, at=SEALED))
    with pytest.raises(CountMisses):
        count_responses(state, [response(number=2)], remaining=1, at=SEALED)
    with pytest.raises(QuestionnaireClosedAlready):
        count_responses(counted(), [response(number=2)], remaining=0, at=SEALED)
    with pytest.raises(CountMisses):
        count_responses(closed(), [response(number=number) for number in range(PART + 1)], remaining=0, at=SEALED)
    with pytest.raises(CountMisses):
        counts_of(QUESTIONS, [replace(response(), answers=CLOSED)])


def publish(state: Questionnaire, spread: str = WHY) -> Questionnaire:
    event = running.publish_figures(state, decisions.closed(), spread=spread, actor=RELEASER, at=SEALED)
    return then(state, event)


def test_figures_are_published_once_of_all_responses_with_how_it_was_spread() -> None:
    state = publish(counted())
    assert (state.figures_published, state.counted) == (True, 2)
    with pytest.raises(FiguresPublishedAlready):
        publish(state)
    with pytest.raises(ReasonTooShort):
        publish(counted(), "网上")
    half = then(closed(), count_responses(closed(), [response()], remaining=7, at=SEALED))
    for early, rule in ((opened(), QuestionnaireStillOpen), (closed(), CountUnfinished), (half, CountUnfinished)):
        with pytest.raises(rule):
            publish(early)


def test_of_nobody_the_figures_are_published_too() -> None:
    state = closed()
    assert publish(then(state, count_responses(state, [], remaining=0, at=SEALED))).counted == 0


SCREENER, SECOND = EVERY_ROLE, person(11, *EVERY_ROLE.roles)


def asked_to_erase() -> Response:
    state = evolve(None, response())
    return evolve(state, request_response_erasure(state, PUBLISHED, note="本人来电", actor=SCREENER, at=OPENS))


def test_what_was_written_is_erased_by_a_second_person_on_request() -> None:
    state = asked_to_erase()
    with pytest.raises(SamePersonErasesWritten):
        erase_response(state, PUBLISHED, actor=SCREENER, at=OPENS)
    with pytest.raises(WrittenErasureRequested):
        request_response_erasure(state, PUBLISHED, note="再来", actor=SECOND, at=OPENS)
    erased = evolve(state, erase_response(state, PUBLISHED, actor=SECOND, at=OPENS))
    for again in (lambda: erase_response(erased, PUBLISHED, actor=SECOND, at=OPENS), lambda: _requested(erased)):
        with pytest.raises(WrittenErasedAlready):
            again()
    with pytest.raises(WrittenErasureMissing):
        erase_response(evolve(None, response()), PUBLISHED, actor=SECOND, at=OPENS)
    with pytest.raises(NothingWritten):
        _requested(evolve(None, response(given((1,)))))


def _requested(state: Response) -> object:
    return request_response_erasure(state, PUBLISHED, note="本人来电", actor=SCREENER, at=OPENS)
