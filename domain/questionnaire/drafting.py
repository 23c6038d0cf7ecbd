"""Writing a questionnaire 问卷起草, question by question, until it opens."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from msgspec.structs import replace

from domain.access import Actor, Role
from domain.consultation.state import Consultation
from domain.consultation.steps.checks import require_running
from domain.event import moment, next_fields
from domain.questionnaire.events import QuestionnaireDrafted
from domain.questionnaire.form import QUESTIONS, Question, QuestionnaireForm, checked_heading, checked_question
from domain.questionnaire.refusals import (
    QuestionnaireOpenedAlready,
    QuestionnaireWithdrawnAlready,
    QuestionUnknown,
    TooManyQuestions,
)
from domain.questionnaire.state import Questionnaire
from domain.sealing import CLOSED


def start_questionnaire(
    decision: Consultation, *, title: str, introduction: str | None, questionnaire_id: UUID, actor: Actor, at: datetime
) -> QuestionnaireDrafted:
    """A questionnaire without questions yet, beside a decision at any stage before its end. Raises DecisionOver, TextRefused."""
    require_running(decision, actor, Role.DRAFTER)
    return QuestionnaireDrafted(
        originator_id=questionnaire_id,
        originator_version=1,
        timestamp=moment(at),
        actor=str(actor.id),
        consultation_id=decision.id,
        form=checked_heading(title, introduction),
    )


def change_heading(
    state: Questionnaire, decision: Consultation, *, title: str, introduction: str | None, actor: Actor, at: datetime
) -> QuestionnaireDrafted:
    """Title and introduction anew. Raises QuestionnaireOpenedAlready, DecisionOver, TextRefused."""
    form = _form_in_draft(state, decision, actor)
    heading = checked_heading(title, introduction)
    return _drafted(state, replace(heading, questions=form.questions), actor, at)


def write_question(
    state: Questionnaire,
    decision: Consultation,
    question: Question,
    *,
    number: int | None,
    place: int | None,
    actor: Actor,
    at: datetime,
) -> QuestionnaireDrafted:
    """Add a question, or put it in the place of that of this `number`. `place`: where it stands then; None: where it is, or last.

    Raises QuestionnaireOpenedAlready, QuestionUnknown, TooManyQuestions, and what `checked_question` does.
    """
    form = _form_in_draft(state, decision, actor)
    questions = list(form.questions)
    if number is None and len(questions) >= QUESTIONS:
        raise TooManyQuestions(most=QUESTIONS)
    if number is not None:
        del questions[_index(form, number)]
    default = len(questions) if number is None else number - 1
    index = default if place is None else max(0, min(place - 1, len(questions)))
    questions.insert(index, checked_question(question))
    return _drafted(state, replace(form, questions=tuple(questions)), actor, at)


def remove_question(
    state: Questionnaire, decision: Consultation, number: int, *, actor: Actor, at: datetime
) -> QuestionnaireDrafted:
    """Take a question out; those after it move up. Raises QuestionnaireOpenedAlready, QuestionUnknown."""
    form = _form_in_draft(state, decision, actor)
    index = _index(form, number)
    return _drafted(state, replace(form, questions=form.questions[:index] + form.questions[index + 1 :]), actor, at)


def _form_in_draft(state: Questionnaire, decision: Consultation, actor: Actor) -> QuestionnaireForm:
    require_running(decision, actor, Role.DRAFTER)
    if state.withdrawn:
        raise QuestionnaireWithdrawnAlready
    if state.opened:
        raise QuestionnaireOpenedAlready
    return QuestionnaireForm(title="") if state.form is CLOSED else state.form


def _index(form: QuestionnaireForm, number: int) -> int:
    if not 1 <= number <= len(form.questions):
        raise QuestionUnknown(field="question")
    return number - 1


def _drafted(state: Questionnaire, form: QuestionnaireForm, actor: Actor, at: datetime) -> QuestionnaireDrafted:
    return QuestionnaireDrafted(form=form, **next_fields(state, actor, at))
