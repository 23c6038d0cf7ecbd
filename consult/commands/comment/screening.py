"""Screening comments, deciding appeals, erasing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

import msgspec

from consult.commands.recording import Done, actor_text, idempotency_of, once_per_key, record
from consult.commands.staff.saved_forms import delete_forms_about
from consult.runtime import Runtime
from domain.access import Actor
from domain.comment import appeal, erasure, screening
from domain.comment.events import CommentErased
from domain.comment.state import Comment
from domain.consultation.state import Consultation
from domain.enumerations import AppealOutcome, ErasureScope, WithholdingReason
from domain.event import Event

PARTS = {ErasureScope.IDENTITY: ("identity",), ErasureScope.ALL: ("identity", "content")}


class PublishComment(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    comment_id: UUID


class RedactComment(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`redacted_text`: the text with each character of a span replaced by ■."""

    comment_id: UUID
    basis: WithholdingReason
    redacted_text: str


class WithholdComment(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`note` stays inside; `public_note` is shown on the stub."""

    comment_id: UUID
    reason: WithholdingReason
    note: str
    public_note: str | None = None


class DecideAppeal(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    comment_id: UUID
    outcome: AppealOutcome
    note: str


class RequestErasure(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    comment_id: UUID
    scope: ErasureScope
    note: str


class EraseComment(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    comment_id: UUID


Decision = Callable[[Comment, Consultation, datetime], Event]


async def _on_comment(
    runtime: Runtime, actor: Actor, comment_id: UUID, command: msgspec.Struct, key: str, decision: Decision
) -> Done:
    once_only = idempotency_of(runtime, key, type(command).__name__, actor_text(actor), command)

    async def attempt() -> Done:
        comment = await runtime.archive.comment(comment_id)
        consultation = await runtime.consultation(comment.consultation_id)
        event = decision(comment, consultation, runtime.clock.now())
        return await record(runtime, [event], owner_id=comment_id, key=once_only)

    return await once_per_key(runtime, once_only, attempt)


async def publish_comment(runtime: Runtime, actor: Actor, command: PublishComment, key: str) -> Done:
    def decision(comment: Comment, consultation: Consultation, at: datetime) -> Event:
        return screening.publish_comment(comment, consultation, actor=actor, at=at)

    return await _on_comment(runtime, actor, command.comment_id, command, key, decision)


async def redact_comment(runtime: Runtime, actor: Actor, command: RedactComment, key: str) -> Done:
    def decision(comment: Comment, consultation: Consultation, at: datetime) -> Event:
        text = command.redacted_text
        return screening.redact_comment(comment, consultation, basis=command.basis, redacted_text=text, actor=actor, at=at)

    return await _on_comment(runtime, actor, command.comment_id, command, key, decision)


async def withhold_comment(runtime: Runtime, actor: Actor, command: WithholdComment, key: str) -> Done:
    def decision(comment: Comment, consultation: Consultation, at: datetime) -> Event:
        return screening.withhold_comment(
            comment,
            consultation,
            reason=command.reason,
            note=command.note,
            public_note=command.public_note,
            actor=actor,
            at=at,
        )

    return await _on_comment(runtime, actor, command.comment_id, command, key, decision)


async def decide_appeal(runtime: Runtime, actor: Actor, command: DecideAppeal, key: str) -> Done:
    def decision(comment: Comment, consultation: Consultation, at: datetime) -> Event:
        return appeal.decide_appeal(comment, consultation, outcome=command.outcome, note=command.note, actor=actor, at=at)

    return await _on_comment(runtime, actor, command.comment_id, command, key, decision)


async def request_erasure(runtime: Runtime, actor: Actor, command: RequestErasure, key: str) -> Done:
    def decision(comment: Comment, consultation: Consultation, at: datetime) -> Event:
        return erasure.request_erasure(comment, consultation, scope=command.scope, note=command.note, actor=actor, at=at)

    return await _on_comment(runtime, actor, command.comment_id, command, key, decision)


async def erase_comment(runtime: Runtime, actor: Actor, command: EraseComment, key: str) -> Done:
    """Record the erasure, then delete the content. If the program dies in between, `finish_erasures` deletes it."""

    def decision(comment: Comment, consultation: Consultation, at: datetime) -> Event:
        return erasure.erase_comment(comment, consultation, actor=actor, at=at)

    done = await _on_comment(runtime, actor, command.comment_id, command, key, decision)
    await destroy_erased(runtime, command.comment_id)
    return done


async def destroy_erased(runtime: Runtime, comment_id: UUID) -> None:
    """Delete from the sealed store what the comment's events say is erased. Idempotent."""
    for entry in await runtime.log.stream(comment_id):
        event = runtime.sealed.closed(entry)
        if isinstance(event, CommentErased):
            await runtime.sealed.erase(comment_id, PARTS[event.scope])
            await delete_forms_about(runtime, comment_id)


async def finish_erasures(runtime: Runtime) -> None:
    """Delete what is recorded as erased and still there because the program died. Called when the work role takes the lead."""
    for comment_id in await runtime.log.streams_with(CommentErased.topic):
        await destroy_erased(runtime, comment_id)
