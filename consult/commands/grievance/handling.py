"""Handling grievances: forwarding, closing, taking back; and what becomes of one with the comment that it was made of."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from consult.commands.recording import ChangedSinceSeen, Done, Version, actor_text, idempotency_of, once_per_key, record
from consult.event_log import StreamGuard
from consult.runtime import Runtime
from domain.access import Actor
from domain.consultation.state import Consultation
from domain.enumerations import GrievanceChannel, GrievanceOutcome
from domain.event import Event
from domain.grievance import handling
from domain.grievance.state import Grievance


class ForwardGrievance(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`organ`: who it is handed to, and how to reach them; `told`: what the person is told. He alone reads both.

    `seen`: version of the grievance that this was decided on.
    """

    grievance_id: UUID
    to: GrievanceChannel
    organ: str
    told: str
    seen: Version | None = None


class CloseGrievance(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`answer`: the words for the person, who alone reads them. `seen`: as of `ForwardGrievance`."""

    grievance_id: UUID
    outcome: GrievanceOutcome
    answer: str
    seen: Version | None = None


class TakeBackGrievance(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`note` stays inside. `seen`: as of `ForwardGrievance`."""

    grievance_id: UUID
    note: str
    seen: Version | None = None


Decision = Callable[[Grievance, Consultation, datetime], Event]


async def forward_grievance(runtime: Runtime, actor: Actor, command: ForwardGrievance, key: str) -> Done:
    """Raises ChangedSinceSeen where something has happened to it since, and what the decision raises."""

    def decision(grievance: Grievance, consultation: Consultation, at: datetime) -> Event:
        words = {"organ": command.organ, "told": command.told}
        return handling.forward_grievance(grievance, consultation, to=command.to, **words, actor=actor, at=at)

    return await _on_grievance(runtime, actor, command, key, decision)


async def close_grievance(runtime: Runtime, actor: Actor, command: CloseGrievance, key: str) -> Done:
    """As `forward_grievance`."""

    def decision(grievance: Grievance, consultation: Consultation, at: datetime) -> Event:
        outcome, answer = command.outcome, command.answer
        return handling.close_grievance(grievance, consultation, outcome=outcome, answer=answer, actor=actor, at=at)

    return await _on_grievance(runtime, actor, command, key, decision)


async def _on_grievance(
    runtime: Runtime, actor: Actor, command: ForwardGrievance | CloseGrievance, key: str, decision: Decision
) -> Done:
    once_only = idempotency_of(runtime, key, type(command).__name__, actor_text(actor), command)

    async def attempt() -> Done:
        grievance = await _seen(runtime, command.grievance_id, command.seen)
        consultation = await runtime.consultation(grievance.consultation_id)
        event = decision(grievance, consultation, runtime.clock.now())
        return await record(runtime, [event], owner_id=grievance.owner_id, key=once_only)

    return await once_per_key(runtime, once_only, attempt)


async def take_back_grievance(runtime: Runtime, actor: Actor, command: TakeBackGrievance, key: str) -> Done:
    """The grievance and, where it was made of a comment, this too, in one append."""
    once_only = idempotency_of(runtime, key, "TakeBackGrievance", actor_text(actor), command)

    async def attempt() -> Done:
        grievance = await _seen(runtime, command.grievance_id, command.seen)
        comment = await runtime.archive.comment(grievance.comment_id) if grievance.comment_id else None
        consultation = await runtime.consultation(grievance.consultation_id)
        now = runtime.clock.now()
        events = handling.take_back_grievance(grievance, comment, consultation, note=command.note, actor=actor, at=now)
        guards = [StreamGuard(comment.id, comment.version)] if comment else []
        return await record(runtime, events, owner_id=grievance.owner_id, key=once_only, guards=guards)

    return await once_per_key(runtime, once_only, attempt)


async def taken_back(runtime: Runtime, grievance_id: UUID, note: str, actor: Actor, at: datetime) -> Sequence[Event]:
    """What becomes of the grievance where its author's objection is upheld."""
    grievance = await runtime.archive.grievance(grievance_id)
    return [handling.take_back_on_appeal(grievance, note=note, actor=actor, at=at)]


async def withdrawn(runtime: Runtime, grievance_id: UUID, at: datetime) -> Sequence[Event]:
    """What becomes of the grievance of a comment that its author withdraws; nothing where it is over."""
    event = handling.close_withdrawn(await runtime.archive.grievance(grievance_id), at=at)
    return [event] if event else []


async def _seen(runtime: Runtime, grievance_id: UUID, seen: int | None) -> Grievance:
    """As it stands. Raises NotFound, and ChangedSinceSeen where the person decided on another."""
    grievance = await runtime.archive.grievance(grievance_id)
    if seen not in (None, grievance.version):
        raise ChangedSinceSeen
    return grievance
