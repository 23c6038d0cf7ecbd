"""Planning an activity, announcing it, calling it off."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid4

import msgspec

from consult.commands.activity.on_activity import on_activity
from consult.commands.recording import Done, actor_text, idempotency_of, once_per_key, record
from consult.event_log import StreamGuard
from consult.runtime import Runtime
from domain.access import Actor
from domain.activity import planning
from domain.activity.planning import Announcement
from domain.activity.state import Activity
from domain.activity.values import Quota
from domain.consultation.state import Consultation
from domain.enumerations import ActivityForm, ActivityKind
from domain.event import Event
from domain.values import ContactPoint


class PlanActivity(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`subject`, `reason`, `place`: published with the announcement, or when it is held."""

    consultation_id: UUID
    kind: ActivityKind
    form: ActivityForm
    subject: str
    reason: str
    place: str


class AnnounceActivity(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`apply_until`: exclusive; None where nobody applies. Everything in it is published."""

    activity_id: UUID
    held_at: datetime
    apply_until: datetime | None = None
    quotas: tuple[Quota, ...] = ()
    observer_seats: int = 0
    observers_by_lot: bool = True
    content: str
    conditions: str | None = None
    contact_unit: str
    contact_phone: str | None = None
    complaints: str | None = None


class CallOffActivity(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`reason`: published at once."""

    activity_id: UUID
    reason: str


async def plan_activity(runtime: Runtime, actor: Actor, command: PlanActivity, key: str) -> Done:
    once_only = idempotency_of(runtime, key, "PlanActivity", actor_text(actor), command)

    async def attempt() -> Done:
        decision = await runtime.consultation(command.consultation_id, fresh=True)
        words = {"subject": command.subject, "reason": command.reason, "place": command.place}
        event = planning.plan_activity(
            decision, command.kind, command.form, **words, activity_id=uuid4(), actor=actor, at=runtime.clock.now()
        )
        guard = StreamGuard(decision.id, decision.version)
        return await record(runtime, [event], owner_id=decision.id, key=once_only, guards=[guard])

    return await once_per_key(runtime, once_only, attempt)


async def announce_activity(runtime: Runtime, actor: Actor, command: AnnounceActivity, key: str) -> Done:
    said = Announcement(
        held_at=command.held_at,
        apply_until=command.apply_until,
        quotas=command.quotas,
        observer_seats=command.observer_seats,
        observers_by_lot=command.observers_by_lot,
        content=command.content,
        conditions=command.conditions,
        contact=ContactPoint(command.contact_unit, command.contact_phone),
        complaints=command.complaints,
    )
    secret = secrets.token_hex(32)

    def decide(activity: Activity, decision: Consultation, at: datetime) -> Sequence[Event]:
        return [planning.announce_activity(activity, decision, said, secret=secret, actor=actor, at=at)]

    return await on_activity(runtime, actor, command.activity_id, command, key, decide)


async def call_off_activity(runtime: Runtime, actor: Actor, command: CallOffActivity, key: str) -> Done:
    def decide(activity: Activity, decision: Consultation, at: datetime) -> Sequence[Event]:
        return [planning.call_off_activity(activity, decision, command.reason, actor=actor, at=at)]

    return await on_activity(runtime, actor, command.activity_id, command, key, decide)
