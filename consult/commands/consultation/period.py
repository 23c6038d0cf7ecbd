"""Publishing the call, extending and closing the period, delaying the answer, ending without adoption."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime
from uuid import UUID

import msgspec

from consult.commands.catalogue.naming import place_guards
from consult.commands.consultation.drafting import execute_decision
from consult.commands.recording import Done, actor_text, idempotency_of, once_per_key, record, retry_on_conflict
from consult.event_log import ConsultationGuard, StreamGuard
from consult.runtime import Runtime
from domain.access import Actor
from domain.comment.events import CommentSubmitted
from domain.consultation.state import Consultation
from domain.consultation.steps import adoption, period
from domain.enumerations import Channel, EndingKind
from domain.event import Event


class PublishConsultation(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`opens_at` null = now. The period is `opens_at` (inclusive) to `closes_at` (exclusive)."""

    consultation_id: UUID
    opens_at: datetime | None = None
    closes_at: datetime
    channels: tuple[Channel, ...] = (Channel.WEB,)
    shortening_reason: str | None = None


class ExtendPeriod(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    consultation_id: UUID
    closes_at: datetime
    reason: str


class DelayAnswer(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    consultation_id: UUID
    due_on: date
    reason: str


class EndDecision(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    consultation_id: UUID
    kind: EndingKind
    reason: str


def publication_event(state: Consultation, command: PublishConsultation, actor: Actor, at: datetime) -> Event:
    """The event that publishing would record; used by the command and by its preview."""
    return period.publish_consultation(
        state,
        opens_at=command.opens_at or at,
        closes_at=command.closes_at,
        channels=command.channels,
        shortening_reason=command.shortening_reason,
        actor=actor,
        at=at,
    )


def extension_event(state: Consultation, command: ExtendPeriod, actor: Actor, at: datetime) -> Event:
    return period.extend_period(state, command.closes_at, command.reason, actor=actor, at=at)


def answer_delay_event(state: Consultation, command: DelayAnswer, actor: Actor, at: datetime) -> Event:
    return period.delay_answer(state, command.due_on, command.reason, actor=actor, at=at)


async def publish_consultation(runtime: Runtime, actor: Actor, command: PublishConsultation, key: str) -> Done:
    """Raises also what is refused beside the catalogue of decision matters, which is held to what was read of it."""
    once_only = idempotency_of(runtime, key, "PublishConsultation", actor_text(actor), command)

    async def attempt() -> Done:
        state, at = await runtime.archive.consultation(command.consultation_id), runtime.clock.now()
        event = publication_event(state, command, actor, at)
        guards = await place_guards(runtime, state, at)
        return await record(runtime, [event], owner_id=state.id, key=once_only, guards=guards)

    return await once_per_key(runtime, once_only, attempt)


async def extend_period(runtime: Runtime, actor: Actor, command: ExtendPeriod, key: str) -> Done:
    def decision(state: Consultation, at: datetime) -> Event:
        return extension_event(state, command, actor, at)

    return await execute_decision(runtime, actor, command, key, decision, command.consultation_id)


async def delay_answer(runtime: Runtime, actor: Actor, command: DelayAnswer, key: str) -> Done:
    def decision(state: Consultation, at: datetime) -> Event:
        return answer_delay_event(state, command, actor, at)

    return await execute_decision(runtime, actor, command, key, decision, command.consultation_id)


async def end_decision(runtime: Runtime, actor: Actor, command: EndDecision, key: str) -> Done:
    def decision(state: Consultation, at: datetime) -> Event:
        return adoption.end_decision(state, command.kind, command.reason, actor=actor, at=at)

    return await execute_decision(runtime, actor, command, key, decision, command.consultation_id)


async def close_period(runtime: Runtime, consultation_id: UUID) -> Done:
    """Close a period, as the clock: count the comments received and record it. Raises what deciding on it does."""

    async def attempt() -> Done:
        state = await runtime.consultation(consultation_id, fresh=True)
        size = (await runtime.log.head()).size
        submitted = await runtime.log.about(consultation_id, [CommentSubmitted.topic], before=size)
        events = [runtime.sealed.closed(entry) for entry in submitted]
        received = Counter(event.channel for event in events if isinstance(event, CommentSubmitted))
        at = runtime.clock.now()
        event = period.close_period(state, received, log_size=size, calendar=runtime.calendar, at=at)
        guards = (StreamGuard(consultation_id, state.version), ConsultationGuard(consultation_id, size - 1))
        return await record(runtime, [event], owner_id=consultation_id, guards=guards)

    return await retry_on_conflict(attempt)
