"""Erasing what was written in a response: requested by one person, carried out by a second, then deleted for good."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

import msgspec

from consult.archive.streams import NotFound
from consult.commands.comment.reference import comment_id_of
from consult.commands.recording import Done, actor_text, idempotency_of, once_per_key, record
from consult.commands.staff.saved_forms import delete_forms_about
from consult.runtime import Runtime
from domain.access import Actor, Role, require
from domain.consultation.state import Consultation
from domain.event import Event
from domain.questionnaire_response import erasure
from domain.questionnaire_response.events import ResponseErased
from domain.questionnaire_response.state import Response
from domain.refusals import Refusal

WRITTEN = ("identity",)
"""The part of a response in which its texts are sealed: what was chosen stays, and is counted as it was."""


class RequestResponseErasure(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`reference`: that of the response, as its author gives it."""

    questionnaire_id: UUID
    reference: str
    note: str


class EraseResponse(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    questionnaire_id: UUID
    response_id: UUID


class ResponseUnknown(Refusal):
    """A reference leads to one response to the questionnaire, and to nothing where it is mistyped."""

    message = "没有找到这份问卷的这份答卷。请核对16位查询码（不含字母I、O、Q、Z和数字0、1）。"
    status = 422


async def request_response_erasure(runtime: Runtime, actor: Actor, command: RequestResponseErasure, key: str) -> Done:
    def decide(response: Response, decision: Consultation, at: datetime) -> Event:
        return erasure.request_response_erasure(response, decision, note=command.note, actor=actor, at=at)

    response_id = comment_id_of(runtime, command.reference)
    return await _on_response(runtime, actor, command.questionnaire_id, response_id, command, key, decide)


async def erase_response(runtime: Runtime, actor: Actor, command: EraseResponse, key: str) -> Done:
    """Record the erasure, then delete the words. If the program dies in between, `finish_response_erasures` deletes them."""

    def decide(response: Response, decision: Consultation, at: datetime) -> Event:
        return erasure.erase_response(response, decision, actor=actor, at=at)

    done = await _on_response(runtime, actor, command.questionnaire_id, command.response_id, command, key, decide)
    await _destroy(runtime, command.response_id)
    return done


async def finish_response_erasures(runtime: Runtime) -> None:
    """Delete what is recorded as erased and still there because the program died. Called when the work role takes the lead."""
    for response_id in await runtime.log.streams_with(ResponseErased.topic):
        await _destroy(runtime, response_id)


async def _destroy(runtime: Runtime, response_id: UUID) -> None:
    await runtime.sealed.erase(response_id, WRITTEN)
    await delete_forms_about(runtime, response_id)


async def _on_response(
    runtime: Runtime,
    actor: Actor,
    questionnaire_id: UUID,
    response_id: UUID,
    command: msgspec.Struct,
    key: str,
    decide: Callable[[Response, Consultation, datetime], Event],
) -> Done:
    once_only = idempotency_of(runtime, key, type(command).__name__, actor_text(actor), command)

    async def attempt() -> Done:
        asked = await runtime.questionnaire(questionnaire_id)
        decision = await runtime.consultation(asked.consultation_id)
        require(actor, Role.SCREENER, decision.divisions)  # others do not learn whether a reference leads anywhere
        response = await _response_to(runtime, questionnaire_id, response_id)
        return await record(runtime, [decide(response, decision, runtime.clock.now())], owner_id=response_id, key=once_only)

    return await once_per_key(runtime, once_only, attempt)


async def _response_to(runtime: Runtime, questionnaire_id: UUID, response_id: UUID) -> Response:
    """Raises ResponseUnknown."""
    try:
        response = await runtime.archive.response(response_id)
    except NotFound as error:
        raise ResponseUnknown(field="reference") from error
    if response.questionnaire_id != questionnaire_id:
        raise ResponseUnknown(field="reference")
    return response
