"""会签: joint divisions countersign a draft; where one does not, its silence is excused."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import msgspec

from consult.commands.consultation.drafting import execute_decision
from consult.commands.recording import Done
from consult.runtime import Runtime
from domain.access import Actor
from domain.consultation.state import Consultation
from domain.consultation.steps import countersigning
from domain.event import Event


class CountersignDraft(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`reservation`: 保留意见; stays closed to the public."""

    consultation_id: UUID
    reservation: str | None = None


class ExcuseCountersignature(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`reason`: stays closed to the public."""

    consultation_id: UUID
    division_id: str
    reason: str


async def countersign_draft(runtime: Runtime, actor: Actor, command: CountersignDraft, key: str) -> Done:
    def decision(state: Consultation, at: datetime) -> Event:
        return countersigning.countersign_draft(state, command.reservation, actor=actor, at=at)

    return await execute_decision(runtime, actor, command, key, decision, command.consultation_id)


async def excuse_countersignature(runtime: Runtime, actor: Actor, command: ExcuseCountersignature, key: str) -> Done:
    def decision(state: Consultation, at: datetime) -> Event:
        return countersigning.excuse_countersignature(state, command.division_id, command.reason, actor=actor, at=at)

    return await execute_decision(runtime, actor, command, key, decision, command.consultation_id)
