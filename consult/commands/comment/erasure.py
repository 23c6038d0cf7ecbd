"""Erasing comments: requested by one person, carried out by a second; then deleted from the sealed store."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import msgspec

from consult.commands.comment.execution import execute_decision
from consult.commands.grievance.beside import beside_id
from consult.commands.recording import Done
from consult.commands.staff.saved_forms import delete_forms_about
from consult.runtime import Runtime
from consult.telling.stopping import end_letters, tell_of_erasure
from domain.access import Actor
from domain.comment import erasure
from domain.comment.events import CommentErased
from domain.comment.state import Comment
from domain.consultation.state import Consultation
from domain.enumerations import ErasureScope
from domain.event import Event

PARTS = {ErasureScope.IDENTITY: ("identity",), ErasureScope.ALL: ("identity", "content")}


class RequestErasure(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    comment_id: UUID
    scope: ErasureScope
    note: str


class EraseComment(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    comment_id: UUID


async def request_erasure(runtime: Runtime, actor: Actor, command: RequestErasure, key: str) -> Done:
    def decision(comment: Comment, consultation: Consultation, at: datetime) -> Event:
        return erasure.request_erasure(comment, consultation, scope=command.scope, note=command.note, actor=actor, at=at)

    return await execute_decision(runtime, actor, command.comment_id, command, key, decision)


async def erase_comment(runtime: Runtime, actor: Actor, command: EraseComment, key: str) -> Done:
    """Record the erasure, then delete the content. If the program dies in between, `finish_erasures` deletes it."""

    def decision(comment: Comment, consultation: Consultation, at: datetime) -> Event:
        return erasure.erase_comment(comment, consultation, actor=actor, at=at)

    done = await execute_decision(runtime, actor, command.comment_id, command, key, decision)
    await destroy_erased(runtime, command.comment_id)
    return done


async def destroy_erased(runtime: Runtime, comment_id: UUID) -> None:
    """Delete from the sealed store what the comment's events say is erased, of it and of the grievance beside it.

    Its author is told first. Idempotent.
    """
    entries = await runtime.log.stream(comment_id)
    events = [runtime.sealed.closed(entry) for entry in entries]
    for entry, event in zip(entries, events, strict=True):
        if isinstance(event, CommentErased):
            # DANGER: the address goes with the next line. The letter is recorded before, and once only.
            await tell_of_erasure(runtime, comment_id, events, entry.position)
            await erase_words(runtime, comment_id, event.scope)
            await end_letters(runtime, comment_id, "erased")  # also where his address was noted meanwhile


async def erase_words(runtime: Runtime, comment_id: UUID, scope: ErasureScope) -> None:
    """What is sealed of the comment, of what was made of it, and of the grievance beside it, with saved forms about it."""
    for owner in (comment_id, beside_id(runtime, comment_id)):
        await runtime.sealed.erase(owner, PARTS[scope])
    await delete_forms_about(runtime, comment_id)


async def finish_erasures(runtime: Runtime) -> None:
    """Delete what is recorded as erased and still there because the program died. Called when the work role takes the lead."""
    for comment_id in await runtime.log.streams_with(CommentErased.topic):
        await destroy_erased(runtime, comment_id)
