"""Assessing a risk: started, risks found, concluded with a report, of which the decision learns in the same append."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from uuid import UUID, uuid4

import msgspec

from consult.commands.recording import ChangedSinceSeen, Done, Version, actor_text, idempotency_of, once_per_key, record
from consult.commands.uploads import Upload, checked_uploads
from consult.event_log import StreamGuard
from consult.runtime import Runtime
from domain.access import Actor
from domain.consultation.state import Consultation
from domain.enumerations import AssessmentMethod, Assessor, RiskKind, RiskLevel
from domain.event import Event
from domain.risk_assessment import assessing
from domain.risk_assessment.events import RiskPoint
from domain.risk_assessment.state import RiskAssessment

Decide = Callable[[RiskAssessment, Consultation, datetime], Sequence[Event]]


class StartAssessment(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`unit`: who makes it; published with the decision."""

    consultation_id: UUID
    assessor: Assessor
    unit: str


class FindRisk(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`point`: the number of the risk that is replaced; none for another one. `seen`: version that the writer was shown.

    Raises ChangedSinceSeen where the same risk was replaced meanwhile.
    """

    assessment_id: UUID
    kind: RiskKind
    likelihood: RiskLevel
    degree: RiskLevel
    description: str
    measures: str
    point: int | None = None
    seen: Version | None = None


class ConcludeAssessment(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`files`: the report, one file. It and all words stay closed; the result is public with the decision."""

    assessment_id: UUID
    result: RiskLevel
    controllable: bool
    methods: tuple[AssessmentMethod, ...]
    heard: str
    conclusion: str
    files: tuple[Upload, ...] = ()


async def start_assessment(runtime: Runtime, actor: Actor, command: StartAssessment, key: str) -> Done:
    once_only = idempotency_of(runtime, key, "StartAssessment", actor_text(actor), command)

    async def attempt() -> Done:
        decision = await runtime.consultation(command.consultation_id, fresh=True)
        at = runtime.clock.now()
        event = assessing.start_assessment(decision, command.assessor, command.unit, assessment_id=uuid4(), actor=actor, at=at)
        guard = StreamGuard(decision.id, decision.version)
        return await record(runtime, [event], owner_id=decision.id, key=once_only, guards=[guard])

    return await once_per_key(runtime, once_only, attempt)


async def find_risk(runtime: Runtime, actor: Actor, command: FindRisk, key: str) -> Done:
    risk = RiskPoint(command.kind, command.likelihood, command.degree, command.description, command.measures)

    def decide(assessment: RiskAssessment, decision: Consultation, at: datetime) -> Sequence[Event]:
        if command.seen is not None and assessment.found_at.get(command.point or 0, 0) > command.seen:
            raise ChangedSinceSeen
        return [assessing.find_risk(assessment, decision, risk, point=command.point, actor=actor, at=at)]

    return await _on_assessment(runtime, actor, command.assessment_id, command, key, decide)


async def conclude_assessment(runtime: Runtime, actor: Actor, command: ConcludeAssessment, key: str) -> Done:
    """Raises what `checked_uploads` and the decision do."""
    files = checked_uploads(command.files)
    file = files[0] if len(files) == 1 else None

    def decide(assessment: RiskAssessment, decision: Consultation, at: datetime) -> Sequence[Event]:
        return assessing.conclude_assessment(
            assessment,
            decision,
            command.result,
            controllable=command.controllable,
            methods=command.methods,
            heard=command.heard,
            conclusion=command.conclusion,
            report=file.blob if file else None,
            actor=actor,
            at=at,
        )

    kept = [(file.content, file.blob.media_type)] if file else []
    return await _on_assessment(runtime, actor, command.assessment_id, command, key, decide, kept)


async def _on_assessment(
    runtime: Runtime,
    actor: Actor,
    assessment_id: UUID,
    command: msgspec.Struct,
    key: str,
    decide: Decide,
    files: Sequence[tuple[bytes, str]] = (),
) -> Done:
    """Loaded with its decision, decided, appended under a guard on it. `files`: content and media type of what is stored."""
    once_only = idempotency_of(runtime, key, type(command).__name__, actor_text(actor), command)

    async def attempt() -> Done:
        assessment = await runtime.archive.assessment(assessment_id)
        decision = await runtime.consultation(assessment.consultation_id, fresh=True)
        events = decide(assessment, decision, runtime.clock.now())
        guard = StreamGuard(decision.id, decision.version)
        return await record(runtime, events, owner_id=decision.id, key=once_only, guards=[guard], files=files)

    return await once_per_key(runtime, once_only, attempt)
