"""The re-check finds each rule of questionnaires and their responses broken on purpose."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from msgspec.structs import replace

from domain.consultation.events import PeriodExtended
from domain.enumerations import RespondentKind
from domain.event import CLOCK, Event
from domain.questionnaire import events as q
from domain.questionnaire.form import QuestionnaireForm
from domain.questionnaire_response import events as qr
from domain.recheck import broken_rules
from tests.domain.property import whole_life as life
from tests.domain.property.test_recheck import Breakage, one_after_the_other, twice, with_facts, without
from tests.domain.property.test_recheck_supplements import added
from tests.domain.property.whole_life_questionnaire import COUNTS, FORM, QUESTIONNAIRE, RESPONSES, WORDS

BEFORE = timedelta(milliseconds=1)
LATE = life.EXTENDED + timedelta(days=1)


def answered(*answers: qr.Answer) -> Breakage:
    return with_facts(qr.ResponseSubmitted, answers=answers)


def moved(kind: type[Event], before: type[Event], which: int = 0) -> Breakage:
    """The `which`-th event of a kind stands before the first of another."""

    def move(events: list[Event]) -> list[Event]:
        event = [each for each in events if isinstance(each, kind)][which]
        rest = [each for each in events if each is not event]
        place = next(place for place, each in enumerate(rest) if isinstance(each, before))
        return [*rest[:place], replace(event, timestamp=rest[place - 1].timestamp), *rest[place:]]

    return move


def withdrawn(events: list[Event]) -> list[Event]:
    """It is withdrawn, answered, and closed all the same."""

    def make(common: dict[str, Any]) -> Event:
        return q.QuestionnaireWithdrawn(**common, actor=life.RELEASER, reason=WORDS)

    return added(events, qr.ResponseSubmitted, make, QUESTIONNAIRE)


def miscounted(events: list[Event]) -> list[Event]:
    """One more than there were for the first option."""
    (count,) = COUNTS[0]
    better = replace(count, questions=((2, 3, 0), *count.questions[1:]))
    return with_facts(q.ResponsesCounted, counts=(better,))(events)


def slipped_in(events: list[Event]) -> list[Event]:
    """A response is recorded after the close, dated back, and published as if it were none."""

    def make(common: dict[str, Any]) -> Event:
        facts: dict[str, Any] = {"questionnaire_id": QUESTIONNAIRE, "respondent_kind": RespondentKind.OTHER}
        return qr.ResponseSubmitted(**common, actor="public", **facts, answers=(qr.Answer(1, (1,)),), texts=())

    return added(events, q.QuestionnaireFiguresPublished, make, UUID(int=970))


OPTIONAL = replace(FORM, questions=tuple(replace(question, required=False) for question in FORM.questions))
MANY = replace(FORM, questions=FORM.questions * 8)
BREAKAGES: list[tuple[str, Breakage]] = [
    ("QuestionnaireOpenedAlready", moved(q.QuestionnaireDrafted, qr.ResponseSubmitted, 1)),
    ("QuestionnaireOpenedAlready", twice(q.QuestionnaireOpened)),
    ("TooManyQuestions", with_facts(q.QuestionnaireDrafted, 1, form=MANY)),
    ("QuestionnaireEmpty", with_facts(q.QuestionnaireDrafted, 1, form=QuestionnaireForm(title="夜市"))),
    ("ClosesAfterConsultation", with_facts(q.QuestionnaireOpened, closes_at=LATE)),
    ("ClosesBeforeOpening", with_facts(q.QuestionnaireOpened, closes_at=life.OPENS)),
    ("OpenedTooEarly", with_facts(q.QuestionnaireOpened, opens_at=life.OPENS - BEFORE)),
    ("ConsultationPeriodOver", moved(q.QuestionnaireOpened, q.QuestionnaireClosed)),
    ("QuestionnaireWithdrawnAlready", withdrawn),
    ("ResponseToWithdrawn", withdrawn),
    ("QuestionnaireStillOpen", moved(q.QuestionnaireClosed, PeriodExtended)),
    ("QuestionnaireStillOpen", with_facts(q.QuestionnaireClosed, closed_at=life.OPENS)),
    ("QuestionnaireClosedAlready", twice(q.QuestionnaireClosed)),
    ("NotByTheClock", with_facts(q.ResponsesCounted, actor=life.RELEASER)),
    ("NotByTheClock", with_facts(q.QuestionnaireFiguresPublished, actor=CLOCK)),
    ("QuestionnaireStillOpen", moved(q.ResponsesCounted, q.QuestionnaireClosed)),
    ("ResponsesMiscounted", miscounted),
    ("ResponsesMiscounted", with_facts(q.ResponsesCounted, 1, counts=())),
    ("CountMisses", with_facts(q.ResponsesCounted, 1, responses=RESPONSES[:1])),
    ("CountMisses", with_facts(q.ResponsesCounted, 1, responses=RESPONSES[2:] * 2)),
    ("ResponseLeftOut", with_facts(q.ResponsesCounted, 1, responses=(), counts=())),
    ("ResponseLeftOut", with_facts(q.ResponsesCounted, 0, remaining=0)),
    ("ResponseLeftOut", with_facts(q.QuestionnaireFiguresPublished, responses=2)),
    ("ResponseLeftOut", slipped_in),
    ("ResponseAfterClosing", slipped_in),
    ("CountUnfinished", without(q.ResponsesCounted, 1)),
    ("FiguresPublishedAlready", twice(q.QuestionnaireFiguresPublished)),
    ("ReasonTooShort", with_facts(q.QuestionnaireFiguresPublished, spread=life.SHORT)),
    ("QuestionnaireNotOpened", with_facts(qr.ResponseSubmitted, questionnaire_id=UUID(int=1))),
    ("ResponseBeforeOpening", with_facts(qr.ResponseSubmitted, timestamp=life.OPENS - BEFORE)),
    ("ResponseAfterClosing", with_facts(q.QuestionnaireOpened, closes_at=life.OPENS + BEFORE - BEFORE)),
    ("SubmittedByAnother", with_facts(qr.ResponseSubmitted, actor=life.REGISTRAR)),
    ("AnswerMissing", answered(qr.Answer(3, (1,)))),
    ("ResponseEmpty", one_after_the_other(with_facts(q.QuestionnaireDrafted, 1, form=OPTIONAL), answered())),
    ("AnswerMisplaced", answered(qr.Answer(1, (1,)), qr.Answer(5, (1,)))),
    ("AnswerMisplaced", answered(qr.Answer(1, (1,)), qr.Answer(1, (2,)))),
    ("OptionUnknown", answered(qr.Answer(1, (3,)))),
    ("TwoAnswers", answered(qr.Answer(1, (1, 2)))),
    ("TooFewChosen", answered(qr.Answer(1, (1,)), qr.Answer(2, (1,)))),
    ("TooManyChosen", answered(qr.Answer(1, (1,)), qr.Answer(2, (1, 2, 3)))),
    ("OffTheScale", answered(qr.Answer(1, (1,)), qr.Answer(3, (4,)))),
    ("WrittenErasureMissing", without(qr.ResponseErasureRequested)),
    ("SamePersonErasesWritten", with_facts(qr.ResponseErased, actor=life.SCREENER)),
    ("WrittenErasedAlready", twice(qr.ResponseErasureRequested)),
]


@pytest.mark.parametrize(("rule", "breakage"), BREAKAGES)
def test_a_rule_broken_on_purpose_is_found(rule: str, breakage: Breakage) -> None:
    assert rule in {finding.rule for finding in broken_rules(breakage(life.whole_life()))}
