"""后评估: started for its cause by a unit that did not appraise, and reported with its consequence."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import msgspec

from consult.commands.consultation.drafting import execute_decision
from consult.commands.recording import Done, actor_text, idempotency_of, once_per_key, record
from consult.commands.uploads import Upload, checked_uploads
from consult.runtime import Runtime
from domain.access import Actor
from domain.consultation.execution_values import EvaluationMethod, EvaluationResult, EvaluationTrigger, Participant
from domain.consultation.state import Consultation
from domain.consultation.steps import evaluation
from domain.enumerations import ReviewForm
from domain.event import Event
from domain.sealing import value_or_none


class StartEvaluation(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`unit`: who evaluates. It and the `reason` are public at once."""

    consultation_id: UUID
    trigger: EvaluationTrigger
    method: EvaluationMethod
    unit: str
    reason: str


class ReportEvaluation(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`heard` and `summary` are public at once. `files`: the report, one file, never published."""

    consultation_id: UUID
    result: EvaluationResult
    involved: tuple[Participant, ...]
    heard: str
    summary: str
    files: tuple[Upload, ...] = ()


async def start_evaluation(runtime: Runtime, actor: Actor, command: StartEvaluation, key: str) -> Done:
    """Beside what was appraised before the decision, which stands since its adoption."""
    appraisers = await appraisers_of(runtime, command.consultation_id)

    def decision(state: Consultation, at: datetime) -> Event:
        facts = {"unit": command.unit, "reason": command.reason, "appraisers": appraisers, "actor": actor, "at": at}
        return evaluation.start_evaluation(state, command.trigger, command.method, **facts)  # type: ignore[arg-type]

    return await execute_decision(runtime, actor, command, key, decision, command.consultation_id)


async def appraisers_of(runtime: Runtime, consultation_id: UUID) -> tuple[str, ...]:
    """The units that assessed the risk of a decision, or were commissioned with its expert review."""
    assessed = [value_or_none(each.unit) for each in await runtime.archive.assessments(consultation_id)]
    reviews = [each for each in await runtime.archive.expertises(consultation_id) if each.form == ReviewForm.COMMISSIONED]
    asked = [value_or_none(expert.unit) for review in reviews for expert in review.experts]
    return tuple(unit for unit in (*assessed, *asked) if unit)


async def report_evaluation(runtime: Runtime, actor: Actor, command: ReportEvaluation, key: str) -> Done:
    """Raises what `checked_uploads` and the decision do."""
    once_only = idempotency_of(runtime, key, "ReportEvaluation", actor_text(actor), command)
    files = checked_uploads(command.files)
    file = files[0] if len(files) == 1 else None

    async def attempt() -> Done:
        state = await runtime.archive.consultation(command.consultation_id)
        event = evaluation.report_evaluation(
            state,
            command.result,
            involved=command.involved,
            heard=command.heard,
            summary=command.summary,
            report=file.blob if file else None,
            actor=actor,
            at=runtime.clock.now(),
        )
        kept = [(file.content, file.blob.media_type)] if file else []
        return await record(runtime, [event], owner_id=state.id, key=once_only, files=kept)

    return await once_per_key(runtime, once_only, attempt)
