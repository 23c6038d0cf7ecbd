"""Submitting a response 提交答卷, by anybody, without an account."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from domain.consultation.state import Consultation
from domain.event import PUBLIC, moment
from domain.questionnaire.refusals import QuestionnaireNotOpened
from domain.questionnaire.state import Questionnaire
from domain.questionnaire_response.answers import ResponseDraft, checked_answers
from domain.questionnaire_response.events import ResponseSubmitted, WrittenAnswer
from domain.questionnaire_response.refusals import (
    NothingToSubmit,
    ResponseAfterClosing,
    ResponseBeforeOpening,
    ResponseToEnded,
    ResponseToWithdrawn,
)
from domain.sealing import CLOSED


def submit_response(
    questionnaire: Questionnaire, decision: Consultation, draft: ResponseDraft, *, response_id: UUID, at: datetime
) -> ResponseSubmitted:
    """A response, taken from `opens_at` (inclusive) to `closes_at` (exclusive) and before the closing event.

    Raises what `require_taking` and `checked_answers` do.
    """
    require_taking(questionnaire, decision, at)
    questions = () if questionnaire.form is CLOSED else questionnaire.form.questions
    checked = checked_answers(questions, draft.answers)
    return ResponseSubmitted(
        originator_id=response_id,
        originator_version=1,
        timestamp=moment(at),
        actor=PUBLIC,
        consultation_id=questionnaire.consultation_id,
        questionnaire_id=questionnaire.id,
        respondent_kind=draft.respondent_kind,
        answers=checked.answers,
        texts=checked.texts,
    )


def require_taking(questionnaire: Questionnaire, decision: Consultation, at: datetime) -> None:
    """Raises QuestionnaireNotOpened, ResponseToWithdrawn, ResponseBeforeOpening, ResponseAfterClosing, ResponseToEnded."""
    if questionnaire.opens_at is None or questionnaire.closes_at is None:
        raise QuestionnaireNotOpened
    if questionnaire.withdrawn:
        raise ResponseToWithdrawn
    if at < questionnaire.opens_at:
        raise ResponseBeforeOpening(opens_at=questionnaire.opens_at)
    if at >= questionnaire.closes_at or questionnaire.closed:
        raise ResponseAfterClosing(closes_at=questionnaire.closes_at)
    if decision.ended_at is not None or decision.adopted_at is not None:
        raise ResponseToEnded


def words_for_register(questionnaire: Questionnaire, texts: tuple[WrittenAnswer, ...]) -> str:
    """What was written, as the text of a comment: each under the question that it answers. Raises NothingToSubmit."""
    if not texts or questionnaire.form is CLOSED:
        raise NothingToSubmit(field="as_comment")
    questions = questionnaire.form.questions
    return "\n\n".join(f"{questions[each.question - 1].text}\n{each.text}" for each in texts)
