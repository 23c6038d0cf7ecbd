"""The receipt of a response to a questionnaire, found by its secret reference as that of a comment is."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import msgspec

from consult.archive.streams import NotFound
from consult.commands.comment.reference import comment_id_of
from consult.commands.questionnaire.response import comment_reference_of
from consult.reading.receipts import ProvedEntry, Receipt, find_receipt, proved_entry
from consult.runtime import Runtime
from domain.enumerations import RespondentKind
from domain.questionnaire.form import Question
from domain.questionnaire_response.state import Response
from domain.sealing import CLOSED
from projections.consultations.queries import consultation as consultation_view
from projections.questionnaires.queries import QuestionnaireView, questionnaire


class ResponseShown(msgspec.Struct, frozen=True, kw_only=True):
    """For the respondent only. `answers`: by number of the question; `texts`: None where they were erased.

    `comment_reference`: of the comment as which he sent what he wrote.
    """

    response_id: UUID
    consultation_number: str | None
    consultation_title: str
    questionnaire: QuestionnaireView | None
    submitted_at: datetime
    respondent_kind: RespondentKind
    questions: tuple[Question, ...]
    answers: dict[int, tuple[int, ...]]
    texts: dict[int, str] | None
    comment_reference: str | None
    proved: ProvedEntry


async def find_any_receipt(runtime: Runtime, reference: str, size: int | None = None) -> Receipt | ResponseShown:
    """Of a response, or of a comment. Raises ReferenceUnknown, CheckpointUnknown."""
    return await find_response(runtime, reference, size) or await find_receipt(runtime, reference, size)


async def find_response(runtime: Runtime, reference: str, size: int | None = None) -> ResponseShown | None:
    """The receipt of the response that a reference leads to; None where it leads to none. Raises CheckpointUnknown."""
    try:
        response = await runtime.archive.response(comment_id_of(runtime, reference))
    except NotFound:
        return None
    entries = await runtime.log.stream(response.id)
    decision = await runtime.consultation(response.consultation_id)
    asked = await runtime.questionnaire(response.questionnaire_id)
    view = await consultation_view(runtime.reads, str(decision.id))
    return ResponseShown(
        response_id=response.id,
        consultation_number=view.number if view else None,
        consultation_title=decision.title if isinstance(decision.title, str) else "",
        questionnaire=await questionnaire(runtime.reads, asked.id),
        submitted_at=response.submitted_at,
        respondent_kind=response.respondent_kind,
        questions=() if asked.form is CLOSED else asked.form.questions,
        answers=_answers(response),
        texts=None if response.texts is CLOSED else {each.question: each.text for each in response.texts},
        comment_reference=await _comment_reference(runtime, asked.id, reference),
        proved=await proved_entry(runtime, entries[0], size),
    )


async def _comment_reference(runtime: Runtime, questionnaire_id: UUID, reference: str) -> str | None:
    beside = comment_reference_of(runtime, questionnaire_id, reference)
    return beside if await runtime.log.stream(comment_id_of(runtime, beside)) else None


def _answers(response: Response) -> dict[int, tuple[int, ...]]:
    return {} if response.answers is CLOSED else {each.question: each.chosen for each in response.answers}
