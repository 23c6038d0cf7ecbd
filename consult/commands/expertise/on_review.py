"""How every command about an expert review is carried out: loaded with its decision, decided, appended under a guard on it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from consult.commands.recording import Done, actor_text, idempotency_of, once_per_key, record
from consult.event_log import StreamGuard
from consult.runtime import Runtime
from domain.access import Actor
from domain.consultation.state import Consultation
from domain.event import Event
from domain.expertise.state import Expertise

Decide = Callable[[Expertise, Consultation, datetime], Sequence[Event]]


async def on_review(
    runtime: Runtime,
    actor: Actor,
    expertise_id: UUID,
    command: msgspec.Struct,
    key: str,
    decide: Decide,
    files: Sequence[tuple[bytes, str]] = (),
) -> Done:
    """`files`: content and media type of what is stored with it. Raises NotFound, and what `decide` does."""
    once_only = idempotency_of(runtime, key, type(command).__name__, actor_text(actor), command)

    async def attempt() -> Done:
        review = await runtime.archive.expertise(expertise_id)
        decision = await runtime.consultation(review.consultation_id, fresh=True)
        events = decide(review, decision, runtime.clock.now())
        guard = StreamGuard(decision.id, decision.version)
        return await record(runtime, events, owner_id=decision.id, key=once_only, guards=[guard], files=files)

    return await once_per_key(runtime, once_only, attempt)
