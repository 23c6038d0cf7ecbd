"""The executing unit reports: progress, problems, the completion with what proves it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import msgspec

from consult.commands.recording import Done, Version
from consult.commands.undertaking.on_task import on_task, one_file
from consult.commands.uploads import Upload
from consult.runtime import Runtime
from domain.access import Actor
from domain.consultation.execution_values import ExecutionProblem
from domain.consultation.state import Consultation
from domain.event import Event
from domain.undertaking import reporting
from domain.undertaking.events import ProgressWords
from domain.undertaking.state import Undertaking


class ReportProgress(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """工作进展, 取得成效, 后续措施, 落实情况: public at once. `seen`: version of the task that this was written on."""

    undertaking_id: UUID
    progress: str
    effect: str
    next_steps: str
    carried_out: str
    seen: Version | None = None


class ReportProblem(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Its kind is public; `text` stays inside."""

    undertaking_id: UUID
    kind: ExecutionProblem
    text: str


class CompleteUndertaking(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`effect` is public. `files`: what proves it, one file, never published."""

    undertaking_id: UUID
    effect: str
    files: tuple[Upload, ...] = ()


async def report_progress(runtime: Runtime, actor: Actor, command: ReportProgress, key: str) -> Done:
    words = ProgressWords(command.progress, command.effect, command.next_steps, command.carried_out)

    def decide(task: Undertaking, decision: Consultation, at: datetime) -> Event:
        return reporting.report_progress(task, decision, words, actor=actor, at=at)

    return await on_task(runtime, actor, command.undertaking_id, command, key, decide, seen=command.seen)


async def report_problem(runtime: Runtime, actor: Actor, command: ReportProblem, key: str) -> Done:
    def decide(task: Undertaking, decision: Consultation, at: datetime) -> Event:
        return reporting.report_problem(task, decision, command.kind, command.text, actor=actor, at=at)

    return await on_task(runtime, actor, command.undertaking_id, command, key, decide)


async def complete_undertaking(runtime: Runtime, actor: Actor, command: CompleteUndertaking, key: str) -> Done:
    """Raises what `checked_uploads` and the decision do."""
    file = one_file(command.files)

    def decide(task: Undertaking, decision: Consultation, at: datetime) -> Event:
        evidence = file.blob if file else None
        return reporting.complete_undertaking(task, decision, effect=command.effect, evidence=evidence, actor=actor, at=at)

    return await on_task(runtime, actor, command.undertaking_id, command, key, decide, file=file)
