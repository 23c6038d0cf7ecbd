"""Recording that the records of a decision were archived."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import msgspec

from consult.commands.consultation.drafting import execute_decision
from consult.commands.recording import Done
from consult.runtime import Runtime
from domain.access import Actor
from domain.consultation.state import Consultation
from domain.consultation.steps import archiving
from domain.enumerations import Retention
from domain.event import Event


class ArchiveRecords(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`number`: of the archive."""

    consultation_id: UUID
    number: str
    retention: Retention


async def archive_records(runtime: Runtime, actor: Actor, command: ArchiveRecords, key: str) -> Done:
    def decision(state: Consultation, at: datetime) -> Event:
        return archiving.archive_records(state, command.number, command.retention, actor=actor, at=at)

    return await execute_decision(runtime, actor, command, key, decision, command.consultation_id)
