"""What the commands about one comment share: load the comment and its decision, decide, append."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from uuid import UUID

import msgspec
from msgspec.structs import replace

from consult.commands.comment.copies import copies_of
from consult.commands.recording import Done, actor_text, idempotency_of, once_per_key, record
from consult.runtime import Runtime
from domain.access import Actor
from domain.comment.attachments import clean_attachments, needs_cleaning
from domain.comment.state import Comment
from domain.consultation.state import Consultation
from domain.event import Event
from domain.openings import opens_files

Decision = Callable[[Comment, Consultation, datetime], Event]
Besides = Callable[[Comment, datetime], Awaitable[Sequence[Event]]]
"""What happens with it on other streams, in the same append, before the comment's own event."""
Files = list[tuple[bytes, str]]
"""Contents and media types."""


async def execute_decision(
    runtime: Runtime,
    actor: Actor,
    comment_id: UUID,
    command: msgspec.Struct,
    key: str,
    decision: Decision,
    besides: Besides | None = None,
) -> Done:
    """Load the comment and its decision, decide, append. What shows its files shows cleaned copies of them."""
    once_only = idempotency_of(runtime, key, type(command).__name__, actor_text(actor), command)

    async def attempt() -> Done:
        comment = await runtime.archive.comment(comment_id)
        consultation = await runtime.consultation(comment.consultation_id)
        event = decision(comment, consultation, runtime.clock.now())
        events, files = await _with_copies(runtime, actor, comment, event)
        more = await besides(comment, event.timestamp) if besides else ()
        return await record(runtime, [*more, *events], owner_id=comment_id, key=once_only, files=files)

    return await once_per_key(runtime, once_only, attempt)


async def _with_copies(runtime: Runtime, actor: Actor, comment: Comment, event: Event) -> tuple[list[Event], Files]:
    """The event, and before it what is published of the files, where it opens them for the first time."""
    if not opens_files(event) or not needs_cleaning(comment):
        return [event], []
    copies = await copies_of(runtime, comment)
    named = [copy.blob if copy else None for copy in copies]
    cleaned = clean_attachments(comment, named, actor=actor, at=event.timestamp)
    if cleaned is None:
        return [event], []
    later = replace(event, originator_version=cleaned.originator_version + 1)
    return [cleaned, later], [(copy.content, copy.blob.media_type) for copy in copies if copy and not copy.same]
