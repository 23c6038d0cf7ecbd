"""Submitting a response to a questionnaire, by anybody; with it, where he wants so, a comment for the register."""

from __future__ import annotations

import secrets
from datetime import datetime
from uuid import UUID

import msgspec

from consult.commands.comment.reference import ALPHABET, comment_id_of, reference_of
from consult.commands.recording import idempotency_of
from consult.commands.submitting import Submitted, record_submission, submit_once
from consult.event_log import Idempotency, StreamGuard
from consult.runtime import Runtime
from domain.comment.draft import CommentDraft
from domain.comment.submission import submit_comment
from domain.consultation.state import Consultation
from domain.enumerations import Channel, RespondentKind
from domain.event import Event
from domain.questionnaire.state import Questionnaire
from domain.questionnaire_response.answers import GivenAnswer, ResponseDraft
from domain.questionnaire_response.events import ResponseSubmitted
from domain.questionnaire_response.submission import submit_response as decide
from domain.questionnaire_response.submission import words_for_register


class SubmitResponse(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`as_comment`: what was written joins the register of comments as well, where it gets a number and an answer."""

    questionnaire_id: UUID
    respondent_kind: RespondentKind
    answers: tuple[GivenAnswer, ...]
    as_comment: bool = False


class ResponseReceipt(msgspec.Struct, frozen=True, kw_only=True):
    """What the respondent gets at once. Both references are secret; `entry` are the exact bytes of the response's leaf."""

    reference: str
    response_id: UUID
    questionnaire_id: UUID
    position: int
    leaf_hash: str
    entry: bytes
    disclosures: tuple[str, ...]
    checkpoint: str
    repeated: bool
    comment_reference: str | None = None


class _Sending(msgspec.Struct, frozen=True, kw_only=True):
    """One response on its way: its references follow from the idempotency key."""

    command: SubmitResponse
    once_only: Idempotency
    reference: str
    response_id: UUID
    comment_reference: str | None


async def submit_response(runtime: Runtime, command: SubmitResponse, idempotency_key: str) -> ResponseReceipt:
    """Record a response: sealed, durable, covered by a signed checkpoint when this returns. The same key gives the same receipt.

    Raises the refusals of `domain.questionnaire_response`, those of a comment, NotFound, and IdempotencyKeyReused.
    """
    key = idempotency_key or secrets.token_urlsafe(24)
    once_only = idempotency_of(runtime, key, "SubmitResponse", str(command.questionnaire_id), command)
    reference = reference_of(runtime, command.questionnaire_id, key)
    sending = _Sending(
        command=command,
        once_only=once_only,
        reference=reference,
        response_id=comment_id_of(runtime, reference),
        comment_reference=comment_reference_of(runtime, command.questionnaire_id, reference) if command.as_comment else None,
    )

    async def attempt(fresh: bool) -> Submitted:
        questionnaire = await runtime.questionnaire(command.questionnaire_id, fresh=fresh)
        decision = await runtime.consultation(questionnaire.consultation_id, fresh=fresh)
        return await _submit(runtime, questionnaire, decision, sending)

    submitted = await submit_once(runtime, once_only, sending.response_id, attempt)
    return ResponseReceipt(
        reference=reference,
        response_id=sending.response_id,
        questionnaire_id=command.questionnaire_id,
        comment_reference=sending.comment_reference,
        **msgspec.structs.asdict(submitted),
    )


def comment_reference_of(runtime: Runtime, questionnaire_id: UUID, reference: str) -> str:
    """The reference of the comment that a response is submitted with: whoever has that of the response finds it again."""
    kept = "".join(character for character in reference.upper() if character in ALPHABET)
    return reference_of(runtime, questionnaire_id, f"comment with {kept}")


async def _submit(runtime: Runtime, questionnaire: Questionnaire, decision: Consultation, sending: _Sending) -> Submitted:
    response, *comment = _decided(runtime, questionnaire, decision, sending, runtime.clock.now())
    guards = [StreamGuard(decision.id, decision.version), StreamGuard(questionnaire.id, questionnaire.version)]
    return await record_submission(runtime, response, guards, sending.once_only, beside=comment)


def _decided(
    runtime: Runtime, questionnaire: Questionnaire, decision: Consultation, sending: _Sending, at: datetime
) -> list[Event]:
    """The response, and the comment it is submitted with, each on its own stream."""
    command = sending.command
    draft = ResponseDraft(respondent_kind=command.respondent_kind, answers=command.answers)
    response = decide(questionnaire, decision, draft, response_id=sending.response_id, at=at)
    if sending.comment_reference is None:
        return [response]
    comment_id = comment_id_of(runtime, sending.comment_reference)
    words = CommentDraft(respondent_kind=command.respondent_kind, text=_words(questionnaire, response))
    comment = submit_comment(decision, words, comment_id=comment_id, at=at, channel=Channel.QUESTIONNAIRE)
    return [response, comment]


def _words(questionnaire: Questionnaire, response: ResponseSubmitted) -> str:
    return words_for_register(questionnaire, response.texts if isinstance(response.texts, tuple) else ())
