"""How every command about an activity is carried out: loaded with its decision, decided, appended under guards on both."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from consult.commands.recording import Done, actor_text, idempotency_of, once_per_key, record
from consult.event_log import StreamGuard
from consult.runtime import Runtime
from domain.access import Actor
from domain.activity.state import Activity
from domain.consultation.state import Consultation
from domain.event import Event

Decide = Callable[[Activity, Consultation, datetime], Sequence[Event]]


async def on_activity(
    runtime: Runtime,
    actor: Actor,
    activity_id: UUID,
    command: msgspec.Struct,
    key: str,
    decide: Decide,
    owner_id: UUID | None = None,
) -> Done:
    """`owner_id`: under whose data key it is sealed; the decision's where it is not given. Raises NotFound, and as `decide`."""
    once_only = idempotency_of(runtime, key, type(command).__name__, actor_text(actor), command)

    async def attempt() -> Done:
        activity = await runtime.archive.activity(activity_id)
        decision = await runtime.consultation(activity.consultation_id, fresh=True)
        events = decide(activity, decision, runtime.clock.now())
        guards = [StreamGuard(decision.id, decision.version), StreamGuard(activity.id, activity.version)]
        return await record(runtime, events, owner_id=owner_id or decision.id, key=once_only, guards=guards)

    return await once_per_key(runtime, once_only, attempt)
