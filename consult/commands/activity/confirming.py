"""Confirming the record: on paper or refused, as the recorder enters it; or by the participant himself, with his code."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

import msgspec

from consult.commands.activity.on_activity import on_activity
from consult.commands.comment.reference import reference_of
from consult.commands.recording import Done, record, retry_on_conflict
from consult.event_log import StreamGuard
from consult.runtime import Runtime
from domain.access import Actor
from domain.activity import holding
from domain.activity.state import Activity
from domain.consultation.state import Consultation
from domain.enumerations import Confirmation
from domain.event import Event


class IssueCode(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The code itself follows from the request's key (`confirmation_code`), and is shown once."""

    activity_id: UUID
    participant: UUID


class ConfirmRecord(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`how`: on paper, or refused. `reason`: why he refused; published with the report."""

    activity_id: UUID
    participant: UUID
    how: Confirmation
    signed_on: date
    reason: str | None = None


def confirmation_code(runtime: Runtime, participant: UUID, key: str) -> str:
    """The one-time code 确认码: 16 characters in groups of four, as secret references are made."""
    return reference_of(runtime, participant, f"confirmation {key}")


async def issue_code(runtime: Runtime, actor: Actor, command: IssueCode, key: str) -> Done:
    digest = holding.code_hash_of(confirmation_code(runtime, command.participant, key))

    def decide(activity: Activity, decision: Consultation, at: datetime) -> Sequence[Event]:
        return [holding.issue_code(activity, decision, command.participant, code_hash=digest, actor=actor, at=at)]

    return await on_activity(runtime, actor, command.activity_id, command, key, decide)


async def confirm_record(runtime: Runtime, actor: Actor, command: ConfirmRecord, key: str) -> Done:
    def decide(activity: Activity, decision: Consultation, at: datetime) -> Sequence[Event]:
        confirmed = holding.confirm_record(
            activity,
            decision,
            command.participant,
            command.how,
            signed_on=command.signed_on,
            reason=command.reason,
            actor=actor,
            at=at,
        )
        return [confirmed]

    return await on_activity(runtime, actor, command.activity_id, command, key, decide)


async def confirm_by_code(runtime: Runtime, activity_id: UUID, code: str) -> Done:
    """By the participant himself, once. Raises NotFound, CodeRefused, AlreadyConfirmed, ActivityOver, DecisionOver."""

    async def attempt() -> Done:
        activity = await runtime.archive.activity(activity_id)
        decision = await runtime.consultation(activity.consultation_id, fresh=True)
        event = holding.confirm_by_code(activity, decision, code, at=runtime.clock.now())
        guards = [StreamGuard(decision.id, decision.version), StreamGuard(activity.id, activity.version)]
        return await record(runtime, [event], owner_id=decision.id, guards=guards)

    return await retry_on_conflict(attempt)
