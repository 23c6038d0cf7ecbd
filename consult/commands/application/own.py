"""What a person does with his own application, by his secret reference: withdraw it, or decline the seat that he holds."""

from __future__ import annotations

from consult.commands.application.reference import application_id_of, application_of
from consult.commands.application.seating import next_in_rank
from consult.commands.recording import Done, idempotency_of, once_per_key, record
from consult.event_log import StreamGuard
from consult.runtime import Runtime
from domain.application import own
from domain.event import PUBLIC


async def withdraw_application(runtime: Runtime, reference: str) -> Done:
    """Raises ApplicationUnknown, and what the decision does."""
    who = str(application_id_of(runtime, reference))
    once_only = idempotency_of(runtime, reference, "WithdrawApplication", who, None)

    async def attempt() -> Done:
        application = await application_of(runtime, reference)
        activity = await runtime.archive.activity(application.activity_id)
        event = own.withdraw_application(application, activity, at=runtime.clock.now())
        return await record(
            runtime, [event], owner_id=application.id, key=once_only, guards=[StreamGuard(activity.id, activity.version)]
        )

    return await once_per_key(runtime, once_only, attempt)


async def decline_seat(runtime: Runtime, reference: str) -> Done:
    """The next in rank moves up in the same append. Raises ApplicationUnknown, and what the decision does."""
    who = str(application_id_of(runtime, reference))
    once_only = idempotency_of(runtime, reference, "DeclineSeat", who, None)

    async def attempt() -> Done:
        application = await application_of(runtime, reference)
        activity = await runtime.archive.activity(application.activity_id)
        consultation = await runtime.consultation(application.consultation_id, fresh=True)
        now = runtime.clock.now()
        events = own.decline_seat(application, activity, consultation, at=now)
        more = await next_in_rank(runtime, application, activity, events, PUBLIC, now)
        guards = [StreamGuard(consultation.id, consultation.version), StreamGuard(activity.id, activity.version)]
        return await record(runtime, [*events, *more], owner_id=application.id, key=once_only, guards=guards)

    return await once_per_key(runtime, once_only, attempt)
