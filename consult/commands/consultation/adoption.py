"""The reviews, the deliberation and the adoption: stages 7 to 9 of the procedure."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import msgspec

from consult.commands.consultation.answering import compare_with_answers, gate_at_head, prepare_text
from consult.commands.consultation.assessed import begun
from consult.commands.consultation.drafting import execute_decision
from consult.commands.consultation.returning import answers_changed
from consult.commands.recording import Done, Version, actor_text, idempotency_of, once_per_key, record, refuse_overtaken
from consult.event_log import ConsultationGuard
from consult.runtime import Runtime
from domain.access import Actor
from domain.consultation.events import AdoptionPrepared, Minutes
from domain.consultation.state import Consultation
from domain.consultation.steps import adoption, legality
from domain.enumerations import DeliberationResult, LegalityResult, Returnable, WaivableStep
from domain.event import Event
from domain.text import DISPOSITION_REASON, TITLE, name_text, normalised_text, optional_name
from domain.values import AdoptionNotice


class WaiveStep(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    consultation_id: UUID
    step: WaivableStep
    reason: str


class ReviewFairCompetition(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    consultation_id: UUID
    passed: bool
    opinion: str


class ReviewLegality(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`shortening_reason`: why it took fewer working days than it should, in public."""

    consultation_id: UUID
    result: LegalityResult
    file_received_on: date
    reviewer: str
    opinion: str
    shortening_reason: str | None = None


class DeliberateDecision(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    consultation_id: UUID
    result: DeliberationResult
    met_on: date
    meeting: str
    minutes: Minutes


class PrepareAdoption(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`text`: the adopted text, as Markdown or plain text."""

    consultation_id: UUID
    document_number: str
    unified_number: str | None = None
    text: str
    opinions_note: str
    issued_on: date
    published_on: date
    effective_on: date
    valid_until: date | None = None
    seen: Version | None = None


class AdoptDecision(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`outstanding_reason`: why it is adopted, in public, although comments await screening or their answers."""

    consultation_id: UUID
    outstanding_reason: str | None = None


async def waive_step(runtime: Runtime, actor: Actor, command: WaiveStep, key: str) -> Done:
    once_only = idempotency_of(runtime, key, "WaiveStep", actor_text(actor), command)

    async def attempt() -> Done:
        state = await runtime.archive.consultation(command.consultation_id)
        under_way, position = await begun(runtime, state.id, command.step)
        at = runtime.clock.now()
        event = adoption.waive_step(state, command.step, command.reason, under_way=under_way, actor=actor, at=at)
        return await record(runtime, [event], owner_id=state.id, key=once_only, guards=[ConsultationGuard(state.id, position)])

    return await once_per_key(runtime, once_only, attempt)


async def review_fair_competition(runtime: Runtime, actor: Actor, command: ReviewFairCompetition, key: str) -> Done:
    def decision(state: Consultation, at: datetime) -> Event:
        return adoption.review_fair_competition(state, passed=command.passed, opinion=command.opinion, actor=actor, at=at)

    return await execute_decision(runtime, actor, command, key, decision, command.consultation_id)


async def review_legality(runtime: Runtime, actor: Actor, command: ReviewLegality, key: str) -> Done:
    once_only = idempotency_of(runtime, key, "ReviewLegality", actor_text(actor), command)

    async def attempt() -> Done:
        state = await runtime.archive.consultation(command.consultation_id)
        events = legality.legality_events(
            state,
            command.result,
            command.shortening_reason,
            file_received_on=command.file_received_on,
            reviewer=command.reviewer,
            opinion=command.opinion,
            calendar=runtime.calendar,
            actor=actor,
            at=runtime.clock.now(),
        )
        return await record(runtime, events, owner_id=state.id, key=once_only)

    return await once_per_key(runtime, once_only, attempt)


async def deliberate_decision(runtime: Runtime, actor: Actor, command: DeliberateDecision, key: str) -> Done:
    def decision(state: Consultation, at: datetime) -> Event:
        return adoption.deliberate_decision(
            state,
            command.result,
            met_on=command.met_on,
            meeting=command.meeting,
            minutes=command.minutes,
            actor=actor,
            at=at,
        )

    return await execute_decision(runtime, actor, command, key, decision, command.consultation_id)


async def prepare_adoption(runtime: Runtime, actor: Actor, command: PrepareAdoption, key: str) -> Done:
    once_only = idempotency_of(runtime, key, "PrepareAdoption", actor_text(actor), command)

    async def attempt() -> Done:
        state = await runtime.archive.consultation(command.consultation_id)
        await refuse_overtaken(runtime, state.id, AdoptionPrepared, command.seen)
        text = await prepare_text(runtime, state, command.text)
        notice = AdoptionNotice(
            document_number=name_text(command.document_number, field="document_number", max_length=TITLE, required=True),
            unified_number=optional_name(command.unified_number, field="unified_number", max_length=TITLE),
            text=text.document,
            opinions_note=normalised_text(command.opinions_note, field="opinions_note", max_length=DISPOSITION_REASON),
            issued_on=command.issued_on,
            published_on=command.published_on,
            effective_on=command.effective_on,
            valid_until=command.valid_until,
        )
        changed = await answers_changed(runtime, state, Returnable.ADOPTION)
        event = adoption.prepare_adoption(state, notice, answers_changed=changed, actor=actor, at=runtime.clock.now())
        return await record(runtime, [event], owner_id=state.id, key=once_only, files=[text.file])

    return await once_per_key(runtime, once_only, attempt)


async def adopt_decision(runtime: Runtime, actor: Actor, command: AdoptDecision, key: str) -> Done:
    once_only = idempotency_of(runtime, key, "AdoptDecision", actor_text(actor), command)

    async def attempt() -> Done:
        coverage = await gate_at_head(runtime, command.consultation_id)
        state = await runtime.archive.consultation(command.consultation_id)
        notice = state.notice
        found, unexplained = await compare_with_answers(
            runtime, state, notice.text if isinstance(notice, AdoptionNotice) else None
        )
        at = runtime.clock.now()
        events = adoption.adoption_events(
            state,
            coverage,
            command.outstanding_reason,
            contradictions=found,
            changed_without_comment=unexplained,
            actor=actor,
            at=at,
        )
        guards = [ConsultationGuard(state.id, coverage.position)]
        return await record(runtime, events, owner_id=state.id, key=once_only, guards=guards)

    return await once_per_key(runtime, once_only, attempt)
