"""What the commands about one comment share: load the comment and its decision, decide, append."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

import msgspec

from consult.commands.recording import Done, actor_text, idempotency_of, once_per_key, record
from consult.runtime import Runtime
from domain.access import Actor
from domain.comment.state import Comment
from domain.consultation.state import Consultation
from domain.event import Event

Decision = Callable[[Comment, Consultation, datetime], Event]


async def execute_decision(
    runtime: Runtime, actor: Actor, comment_id: UUID, command: msgspec.Struct, key: str, decision: Decision
) -> Done:
    """Load the comment and its decision, decide, append."""
    once_only = idempotency_of(runtime, key, type(command).__name__, actor_text(actor), command)

    async def attempt() -> Done:
        comment = await runtime.archive.comment(comment_id)
        consultation = await runtime.consultation(comment.consultation_id)
        event = decision(comment, consultation, runtime.clock.now())
        return await record(runtime, [event], owner_id=comment_id, key=once_only)

    return await once_per_key(runtime, once_only, attempt)
