"""Registering grievances: of a comment at its screening, beside one, or alone."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

import msgspec

from consult.commands.grievance.beside import beside_id, grievance_beside
from consult.commands.recording import (
    Done,
    ReadModelBehind,
    actor_text,
    idempotency_of,
    once_per_key,
    record,
)
from consult.event_log import ConsultationGuard, StreamGuard
from consult.runtime import Runtime
from domain.access import Actor, Role, require
from domain.enumerations import Channel
from domain.grievance import registration
from domain.grievance.refusals import AlreadyBeside
from domain.values import Contact
from projections.grievances.queries import points_gathering


class ReferComment(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`reason`: why the comment is no opinion on the draft; its author alone reads it."""

    comment_id: UUID
    reason: str


class RegisterBeside(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`text`: what the comment complains of beside its opinion."""

    comment_id: UUID
    text: str


class RegisterGrievance(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What came alone. `received_on`: in Asia/Shanghai; the clock runs from then."""

    consultation_id: UUID
    channel: Channel
    received_on: date
    text: str
    name: str | None = None
    email: str | None = None
    phone: str | None = None


async def refer_comment(runtime: Runtime, actor: Actor, command: ReferComment, key: str) -> Done:
    """Comment and grievance in one append. Exact by the guard: no point gathers the comment meanwhile."""
    once_only = idempotency_of(runtime, key, "ReferComment", actor_text(actor), command)

    async def attempt() -> Done:
        head = (await runtime.log.head()).size - 1
        comment = await runtime.archive.comment(command.comment_id)
        consultation = await runtime.consultation(comment.consultation_id)
        if not await runtime.wait_until_projected(head):
            raise ReadModelBehind
        events = registration.refer_comment(
            comment,
            consultation,
            grievance_id=uuid4(),
            reason=command.reason,
            in_points=await points_gathering(runtime.reads, comment.id),
            calendar=runtime.calendar,
            actor=actor,
            at=runtime.clock.now(),
        )
        guards = [ConsultationGuard(consultation.id, head)]
        return await record(runtime, events, owner_id=comment.id, key=once_only, guards=guards)

    return await once_per_key(runtime, once_only, attempt)


async def register_beside(runtime: Runtime, actor: Actor, command: RegisterBeside, key: str) -> Done:
    """Once for a comment. Raises AlreadyBeside, and what the decision raises."""
    once_only = idempotency_of(runtime, key, "RegisterBeside", actor_text(actor), command)

    async def attempt() -> Done:
        comment = await runtime.archive.comment(command.comment_id)
        consultation = await runtime.consultation(comment.consultation_id)
        require(actor, Role.SCREENER, consultation.divisions)
        if await grievance_beside(runtime, comment.id):
            raise AlreadyBeside
        event = registration.register_beside(
            comment,
            consultation,
            grievance_id=beside_id(runtime, comment.id),
            text=command.text,
            calendar=runtime.calendar,
            actor=actor,
            at=runtime.clock.now(),
        )
        guards = [StreamGuard(comment.id, comment.version)]
        return await record(runtime, [event], owner_id=event.originator_id, key=once_only, guards=guards)

    return await once_per_key(runtime, once_only, attempt)


async def register_grievance(runtime: Runtime, actor: Actor, command: RegisterGrievance, key: str) -> Done:
    once_only = idempotency_of(runtime, key, "RegisterGrievance", actor_text(actor), command)

    async def attempt() -> Done:
        consultation = await runtime.consultation(command.consultation_id, fresh=True)
        event = registration.register_grievance(
            consultation,
            grievance_id=uuid4(),
            channel=command.channel,
            received_on=command.received_on,
            text=command.text,
            name=command.name,
            contact=Contact(command.email, command.phone),
            calendar=runtime.calendar,
            actor=actor,
            at=runtime.clock.now(),
        )
        guards = [StreamGuard(consultation.id, consultation.version)]
        return await record(runtime, [event], owner_id=event.originator_id, key=once_only, guards=guards)

    return await once_per_key(runtime, once_only, attempt)
