"""Tasks are set, and changed with the reason, by the division whose decision it is."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID, uuid4

import msgspec

from consult.commands.recording import Done, Version, actor_text, idempotency_of, once_per_key, record
from consult.commands.undertaking.on_task import on_task, unit_named
from consult.event_log import StreamGuard
from consult.runtime import Runtime
from domain.access import Actor
from domain.consultation.state import Consultation
from domain.event import Event
from domain.undertaking import tasks
from domain.undertaking.events import TaskWords
from domain.undertaking.state import Undertaking


class SetUndertaking(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`unit`: id of the executing division. `responsible`: a post, not a name. All of it is public at once."""

    consultation_id: UUID
    unit: str
    limit: date
    measures: str
    responsible: str


class ChangeUndertaking(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The task as it stands from now on, and why, in public. `seen`: version of the task that was changed."""

    undertaking_id: UUID
    unit: str
    limit: date
    measures: str
    responsible: str
    reason: str
    seen: Version | None = None


async def set_undertaking(runtime: Runtime, actor: Actor, command: SetUndertaking, key: str) -> Done:
    """Raises NotFound, and what the decision does."""
    once_only = idempotency_of(runtime, key, "SetUndertaking", actor_text(actor), command)

    async def attempt() -> Done:
        decision = await runtime.consultation(command.consultation_id, fresh=True)
        event = tasks.set_undertaking(
            decision,
            undertaking_id=uuid4(),
            unit=await unit_named(runtime, command.unit),
            limit=command.limit,
            words=TaskWords(command.measures, command.responsible),
            actor=actor,
            at=runtime.clock.now(),
        )
        guard = StreamGuard(decision.id, decision.version)
        return await record(runtime, [event], owner_id=decision.id, key=once_only, guards=[guard])

    return await once_per_key(runtime, once_only, attempt)


async def change_undertaking(runtime: Runtime, actor: Actor, command: ChangeUndertaking, key: str) -> Done:
    """Raises NotFound, ChangedSinceSeen, and what the decision does."""
    unit, words = await unit_named(runtime, command.unit), TaskWords(command.measures, command.responsible)

    def decide(task: Undertaking, decision: Consultation, at: datetime) -> Event:
        return tasks.change_undertaking(
            task, decision, unit=unit, limit=command.limit, words=words, reason=command.reason, actor=actor, at=at
        )

    return await on_task(runtime, actor, command.undertaking_id, command, key, decide, seen=command.seen)
