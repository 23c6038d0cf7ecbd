"""Erasing what people gave with their applications; then deleted from the sealed store, with its data key."""

from __future__ import annotations

from uuid import UUID

import msgspec

from consult.commands.recording import Done, actor_text, idempotency_of, once_per_key, record
from consult.runtime import Runtime
from domain.access import Actor, Role, require
from domain.application import erasure
from domain.application.events import ApplicationErased
from domain.application.refusals import ApplicationErasedBefore
from domain.enumerations import ErasureCause
from projections.applications.queries import not_erased

EVERYTHING = ("identity", "content")
AT_ONCE = 200


class EraseApplication(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    application_id: UUID
    cause: ErasureCause


class EraseApplications(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    activity_id: UUID


async def erase_application(runtime: Runtime, actor: Actor, command: EraseApplication, key: str) -> Done:
    """Record the erasure, then delete. If the program dies in between, `finish_application_erasures` deletes."""
    once_only = idempotency_of(runtime, key, "EraseApplication", actor_text(actor), command)

    async def attempt() -> Done:
        application = await runtime.archive.application(command.application_id)
        activity = await runtime.archive.activity(application.activity_id)
        consultation = await runtime.consultation(application.consultation_id)
        at = runtime.clock.now()
        event = erasure.erase_application(application, activity, consultation, cause=command.cause, actor=actor, at=at)
        return await record(runtime, [event], owner_id=application.id, key=once_only)

    done = await once_per_key(runtime, once_only, attempt)
    await runtime.sealed.erase(command.application_id, EVERYTHING)
    return done


async def erase_applications(runtime: Runtime, actor: Actor, command: EraseApplications, key: str) -> Done:
    """Once the activity is over: the next two hundred that are not erased. Raises ApplicationErasedBefore where none is left."""
    once_only = idempotency_of(runtime, key, "EraseApplications", actor_text(actor), command)
    activity = await runtime.archive.activity(command.activity_id)
    consultation = await runtime.consultation(activity.consultation_id)
    require(actor, Role.SCREENER, consultation.divisions)
    waiting = await not_erased(runtime.reads, activity.id, AT_ONCE)

    async def attempt() -> Done:
        if not waiting:
            raise ApplicationErasedBefore
        found = await runtime.archive.applications(waiting)
        by = {"cause": ErasureCause.ACTIVITY_OVER, "actor": actor, "at": runtime.clock.now()}
        events = [erasure.erase_application(each, activity, consultation, **by) for each in found]  # type: ignore[arg-type]
        return await record(runtime, events, owner_id=activity.id, key=once_only)

    done = await once_per_key(runtime, once_only, attempt)
    for application_id in waiting:
        await runtime.sealed.erase(application_id, EVERYTHING)
    return done


async def finish_application_erasures(runtime: Runtime) -> None:
    """Delete what is recorded as erased and still there. Called when the work role takes the lead. Idempotent."""
    for application_id in await runtime.log.streams_with(ApplicationErased.topic):
        await runtime.sealed.erase(application_id, EVERYTHING)
