"""How every command about a task is carried out: loaded with its decision, decided, appended under a guard on it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

import msgspec

from consult.commands.recording import ChangedSinceSeen, Done, actor_text, idempotency_of, once_per_key, record
from consult.commands.uploads import CheckedFile, Upload, checked_uploads
from consult.event_log import StreamGuard
from consult.runtime import Runtime
from domain.access import Actor
from domain.consultation.state import Consultation
from domain.event import Event
from domain.undertaking.state import Undertaking
from domain.values import Division

Decide = Callable[[Undertaking, Consultation, datetime], Event]


async def unit_named(runtime: Runtime, unit: str) -> Division | None:
    """The division of this id, where it has people here."""
    name = (await runtime.staff.divisions()).get(unit)
    return Division(unit, name) if name else None


async def on_task(
    runtime: Runtime,
    actor: Actor,
    undertaking_id: UUID,
    command: msgspec.Struct,
    key: str,
    decide: Decide,
    *,
    seen: int | None = None,
    file: CheckedFile | None = None,
) -> Done:
    """`seen`: version that this was decided on; `file`: kept with it. Raises NotFound, ChangedSinceSeen, what `decide` does."""
    once_only = idempotency_of(runtime, key, type(command).__name__, actor_text(actor), command)
    kept = [(file.content, file.blob.media_type)] if file else []

    async def attempt() -> Done:
        task = await runtime.archive.undertaking(undertaking_id)
        if seen not in (None, task.version):
            raise ChangedSinceSeen
        decision = await runtime.consultation(task.consultation_id, fresh=True)
        event = decide(task, decision, runtime.clock.now())
        guard = StreamGuard(decision.id, decision.version)
        return await record(runtime, [event], owner_id=decision.id, key=once_only, guards=[guard], files=kept)

    return await once_per_key(runtime, once_only, attempt)


def one_file(files: tuple[Upload, ...]) -> CheckedFile | None:
    """The file that proves something; None where it is not one. Raises what `checked_uploads` does."""
    checked = checked_uploads(files)
    return checked[0] if len(checked) == 1 else None
