"""After the adoption: suspended, resumed, terminated; linked with a decision that adjusts it or asks the public again."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import msgspec

from consult.commands.consultation.drafting import execute_decision
from consult.commands.recording import Done, actor_text, idempotency_of, once_per_key, record
from consult.runtime import Runtime
from domain.access import Actor
from domain.consultation.execution_values import DecidedBy, DecisionRelation, ExecutionProblem
from domain.consultation.state import Consultation
from domain.consultation.steps import execution
from domain.event import Event


class SuspendExecution(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`decided_by`: the head, and nobody else. `scope` and `reason` are public at once."""

    consultation_id: UUID
    cause: ExecutionProblem
    decided_by: DecidedBy
    decided_on: date
    scope: str
    reason: str


class ResumeExecution(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`reason` is public at once."""

    consultation_id: UUID
    reason: str


class TerminateExecution(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`meeting` and `basis` are public at once."""

    consultation_id: UUID
    met_on: date
    meeting: str
    basis: str


class LinkLaterDecision(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`later`: the decision, not published yet, that adjusts this one or asks the public for its evaluation."""

    consultation_id: UUID
    later: UUID
    relation: DecisionRelation
    reason: str


async def suspend_execution(runtime: Runtime, actor: Actor, command: SuspendExecution, key: str) -> Done:
    def decision(state: Consultation, at: datetime) -> Event:
        return execution.suspend_execution(
            state,
            command.cause,
            decided_by=command.decided_by,
            decided_on=command.decided_on,
            scope=command.scope,
            reason=command.reason,
            actor=actor,
            at=at,
        )

    return await execute_decision(runtime, actor, command, key, decision, command.consultation_id)


async def resume_execution(runtime: Runtime, actor: Actor, command: ResumeExecution, key: str) -> Done:
    def decision(state: Consultation, at: datetime) -> Event:
        return execution.resume_execution(state, command.reason, actor=actor, at=at)

    return await execute_decision(runtime, actor, command, key, decision, command.consultation_id)


async def terminate_execution(runtime: Runtime, actor: Actor, command: TerminateExecution, key: str) -> Done:
    def decision(state: Consultation, at: datetime) -> Event:
        facts = {"met_on": command.met_on, "meeting": command.meeting, "basis": command.basis}
        return execution.terminate_execution(state, **facts, actor=actor, at=at)  # type: ignore[arg-type]

    return await execute_decision(runtime, actor, command, key, decision, command.consultation_id)


async def link_later_decision(runtime: Runtime, actor: Actor, command: LinkLaterDecision, key: str) -> Done:
    """On both streams, in one append. Raises NotFound where the later one is not there, and what the decision does."""
    once_only = idempotency_of(runtime, key, "LinkLaterDecision", actor_text(actor), command)

    async def attempt() -> Done:
        earlier = await runtime.archive.consultation(command.consultation_id)
        later = await runtime.archive.consultation(command.later)
        at = runtime.clock.now()
        events = execution.link_later_decision(earlier, later, command.relation, command.reason, actor=actor, at=at)
        return await record(runtime, events, owner_id=earlier.id, key=once_only)

    return await once_per_key(runtime, once_only, attempt)
