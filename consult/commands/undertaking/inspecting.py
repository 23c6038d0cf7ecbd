"""Another unit inspects how a task is carried out; the executing unit mends what it found."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import msgspec

from consult.commands.recording import Done
from consult.commands.undertaking.on_task import on_task, one_file, unit_named
from consult.commands.uploads import Upload
from consult.runtime import Runtime
from domain.access import Actor
from domain.consultation.state import Consultation
from domain.event import Event
from domain.undertaking import inspecting
from domain.undertaking.state import Undertaking
from domain.values import Division


class InspectExecution(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`findings` are public. `rectify_by`: until when they are mended; None where nothing is to be mended."""

    undertaking_id: UUID
    findings: str
    rectify_by: date | None = None


class RectifyFindings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`done` is public. `files`: what proves it, one file, never published."""

    undertaking_id: UUID
    inspection: int
    done: str
    files: tuple[Upload, ...] = ()


async def inspect_execution(runtime: Runtime, actor: Actor, command: InspectExecution, key: str) -> Done:
    """In the name of the division of whoever inspects."""
    unit = await unit_named(runtime, actor.division_id) or Division(actor.division_id, actor.division_id)
    facts = {"unit": unit, "findings": command.findings, "rectify_by": command.rectify_by}

    def decide(task: Undertaking, decision: Consultation, at: datetime) -> Event:
        return inspecting.inspect_execution(task, decision, **facts, actor=actor, at=at)  # type: ignore[arg-type]

    return await on_task(runtime, actor, command.undertaking_id, command, key, decide)


async def rectify_findings(runtime: Runtime, actor: Actor, command: RectifyFindings, key: str) -> Done:
    """Raises what `checked_uploads` and the decision do."""
    file = one_file(command.files)

    def decide(task: Undertaking, decision: Consultation, at: datetime) -> Event:
        evidence = file.blob if file else None
        return inspecting.rectify_findings(
            task, decision, command.inspection, done=command.done, evidence=evidence, actor=actor, at=at
        )

    return await on_task(runtime, actor, command.undertaking_id, command, key, decide, file=file)
