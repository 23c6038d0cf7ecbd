"""The feedback summary, the reviews, the deliberation, the adoption, and corrections."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime
from uuid import UUID

import msgspec

from consult.commands.drafting import decided
from consult.commands.recording import Done, ReadModelBehind, Version, idempotency, once, record, refuse_overtaken, who
from consult.commands.texts import PreparedText, articles_of, prepared_text
from consult.event_log import ConsultationGuard, StreamGuard
from consult.reading import Unknown
from consult.runtime import Runtime
from consult.sealed.mapper import value_of
from domain.access import Actor
from domain.consultation import adoption, answering, correction
from domain.consultation.events import AdoptionPrepared, DispositionCount, FeedbackPrepared
from domain.consultation.state import Consultation
from domain.contradictions import changed_without_comment, contradictions
from domain.coverage import Coverage
from domain.event import Event
from domain.text import DISPOSITION_REASON, TITLE, name_text, normalised, optional_name
from domain.values import (
    AdoptionNotice,
    DeliberationResult,
    DispositionKind,
    DispositionText,
    FeedbackText,
    LegalityResult,
    TextDocument,
    WaivableStep,
)
from projections.worklists.queries import coverage as coverage_query


class PrepareFeedback(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`revised`: the revised draft, as Markdown or plain text, where there is one."""

    consultation_id: UUID
    text: FeedbackText
    revised: str | None = None
    seen: Version | None = None


class SignOffFeedback(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`contradictions_accepted`: article ids, each seen and accepted by the person who signs."""

    consultation_id: UUID
    contradictions_accepted: tuple[str, ...] = ()


class PublishFeedback(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    consultation_id: UUID


class WaiveStep(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    consultation_id: UUID
    step: WaivableStep
    reason: str


class ReviewFairCompetition(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    consultation_id: UUID
    passed: bool
    opinion: str


class ReviewLegality(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    consultation_id: UUID
    result: LegalityResult
    file_received_on: date
    reviewer: str
    opinion: str


class DeliberateDecision(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    consultation_id: UUID
    result: DeliberationResult
    met_on: date
    meeting: str


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
    consultation_id: UUID


class MakeCorrection(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The value of `field` in version `corrected_version` of stream `corrected_stream` is replaced by `value` (any JSON)."""

    consultation_id: UUID
    corrected_stream: UUID
    corrected_version: Version
    field: str
    value: object
    closes_original: bool = False
    reason: str


async def prepare_feedback(runtime: Runtime, actor: Actor, command: PrepareFeedback, key: str) -> Done:
    once_only = idempotency(runtime, key, "PrepareFeedback", who(actor), command)

    async def attempt() -> Done:
        state = await runtime.archive.consultation(command.consultation_id)
        await refuse_overtaken(runtime, state.id, FeedbackPrepared, command.seen)
        revised = await _prepared(runtime, state, command.revised) if command.revised else None
        document = revised.document if revised else None
        event = answering.prepare_feedback(state, command.text, document, actor=actor, at=runtime.clock.now())
        files = [revised.file] if revised else []
        return await record(runtime, [event], owner_id=state.id, key=once_only, files=files)

    return await once(runtime, once_only, attempt)


async def _prepared(runtime: Runtime, state: Consultation, source: str) -> PreparedText:
    previous, used = await articles_of(runtime, state)
    return prepared_text(source, previous, retired=used)


async def answers(runtime: Runtime, consultation_id: UUID) -> list[DispositionText]:
    """The dispositions of all points as they stand now, published or not."""
    points = await runtime.archive.points(consultation_id)
    return [point.disposition for point in points if isinstance(point.disposition, DispositionText)]


async def commented_articles(runtime: Runtime, consultation_id: UUID) -> set[str]:
    """Articles that a point of the division names; a point about the whole draft names none."""
    return {article for point in await runtime.archive.points(consultation_id) for article in point.articles}


async def compared(runtime: Runtime, state: Consultation, changed: object) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Contradictions, and articles changed with no comment behind them, between the consulted and a changed text."""
    if not isinstance(state.draft, TextDocument) or not isinstance(changed, TextDocument):
        return (), ()
    named = await commented_articles(runtime, state.id)
    found = contradictions(state.draft, changed, await answers(runtime, state.id))
    return found, changed_without_comment(state.draft, changed, named)


async def sign_off_feedback(runtime: Runtime, actor: Actor, command: SignOffFeedback, key: str) -> Done:
    """审签: of the answers as they stand, exact by the guard "nothing about this consultation since"."""
    once_only = idempotency(runtime, key, "SignOffFeedback", who(actor), command)

    async def attempt() -> Done:
        before = (await runtime.log.head()).size - 1
        state = await runtime.archive.consultation(command.consultation_id)
        found, _ = await compared(runtime, state, state.revised)
        event = answering.sign_off_feedback(state, found, command.contradictions_accepted, actor=actor, at=runtime.clock.now())
        guards = [ConsultationGuard(state.id, before)]
        return await record(runtime, [event], owner_id=state.id, key=once_only, guards=guards)

    return await once(runtime, once_only, attempt)


async def whole_coverage(runtime: Runtime, consultation_id: UUID) -> Coverage:
    """The coverage gate at the head of the log, with the dispositions that are still sealed. Raises ReadModelBehind."""
    head = (await runtime.log.head()).size - 1
    if not await runtime.projected(head):
        raise ReadModelBehind
    coverage = await coverage_query(runtime.reads, consultation_id)
    kinds = Counter(answer.kind for answer in await answers(runtime, consultation_id))
    counts = tuple(DispositionCount(kind, kinds[kind]) for kind in DispositionKind if kinds[kind])
    return msgspec.structs.replace(coverage, dispositions=counts)


async def publish_feedback(runtime: Runtime, actor: Actor, command: PublishFeedback, key: str) -> Done:
    """公布反馈: decided on the whole set, and exact by the guard "nothing about this consultation since"."""
    once_only = idempotency(runtime, key, "PublishFeedback", who(actor), command)

    async def attempt() -> Done:
        state = await runtime.archive.consultation(command.consultation_id)
        coverage = await whole_coverage(runtime, state.id)
        found, unexplained = await compared(runtime, state, state.revised)
        event = answering.publish_feedback(
            state,
            coverage,
            contradictions=found,
            changed_without_comment=unexplained,
            actor=actor,
            at=runtime.clock.now(),
        )
        guards = [ConsultationGuard(state.id, coverage.position)]
        return await record(runtime, [event], owner_id=state.id, key=once_only, guards=guards)

    return await once(runtime, once_only, attempt)


async def waive_step(runtime: Runtime, actor: Actor, command: WaiveStep, key: str) -> Done:
    def decision(state: Consultation, at: datetime) -> Event:
        return adoption.waive_step(state, command.step, command.reason, actor=actor, at=at)

    return await decided(runtime, actor, command, key, decision, command.consultation_id)


async def review_fair_competition(runtime: Runtime, actor: Actor, command: ReviewFairCompetition, key: str) -> Done:
    def decision(state: Consultation, at: datetime) -> Event:
        return adoption.review_fair_competition(state, passed=command.passed, opinion=command.opinion, actor=actor, at=at)

    return await decided(runtime, actor, command, key, decision, command.consultation_id)


async def review_legality(runtime: Runtime, actor: Actor, command: ReviewLegality, key: str) -> Done:
    def decision(state: Consultation, at: datetime) -> Event:
        return adoption.review_legality(
            state,
            command.result,
            file_received_on=command.file_received_on,
            reviewer=command.reviewer,
            opinion=command.opinion,
            actor=actor,
            at=at,
        )

    return await decided(runtime, actor, command, key, decision, command.consultation_id)


async def deliberate_decision(runtime: Runtime, actor: Actor, command: DeliberateDecision, key: str) -> Done:
    def decision(state: Consultation, at: datetime) -> Event:
        return adoption.deliberate_decision(
            state, command.result, met_on=command.met_on, meeting=command.meeting, actor=actor, at=at
        )

    return await decided(runtime, actor, command, key, decision, command.consultation_id)


async def prepare_adoption(runtime: Runtime, actor: Actor, command: PrepareAdoption, key: str) -> Done:
    once_only = idempotency(runtime, key, "PrepareAdoption", who(actor), command)

    async def attempt() -> Done:
        state = await runtime.archive.consultation(command.consultation_id)
        await refuse_overtaken(runtime, state.id, AdoptionPrepared, command.seen)
        text = await _prepared(runtime, state, command.text)
        notice = AdoptionNotice(
            document_number=name_text(command.document_number, field="document_number", max_length=TITLE, required=True),
            unified_number=optional_name(command.unified_number, field="unified_number", max_length=TITLE),
            text=text.document,
            opinions_note=normalised(command.opinions_note, field="opinions_note", max_length=DISPOSITION_REASON),
            issued_on=command.issued_on,
            published_on=command.published_on,
            effective_on=command.effective_on,
            valid_until=command.valid_until,
        )
        event = adoption.prepare_adoption(state, notice, actor=actor, at=runtime.clock.now())
        return await record(runtime, [event], owner_id=state.id, key=once_only, files=[text.file])

    return await once(runtime, once_only, attempt)


async def adopt_decision(runtime: Runtime, actor: Actor, command: AdoptDecision, key: str) -> Done:
    once_only = idempotency(runtime, key, "AdoptDecision", who(actor), command)

    async def attempt() -> Done:
        state = await runtime.archive.consultation(command.consultation_id)
        notice = state.notice
        found, unexplained = await compared(runtime, state, notice.text if isinstance(notice, AdoptionNotice) else None)
        event = adoption.adopt_decision(
            state, contradictions=found, changed_without_comment=unexplained, actor=actor, at=runtime.clock.now()
        )
        guards = [StreamGuard(state.id, state.version)]
        return await record(runtime, [event], owner_id=state.id, key=once_only, guards=guards)

    return await once(runtime, once_only, attempt)


async def make_correction(runtime: Runtime, actor: Actor, command: MakeCorrection, key: str) -> Done:
    """The corrected event must be about the same decision, and the new value of the field's type. Raises Unknown."""
    entries = await runtime.log.stream(command.corrected_stream, command.corrected_version - 1)
    if not entries or entries[0].consultation_id != command.consultation_id:
        raise Unknown
    topic = entries[0].topic
    value = value_of(topic, command.field, command.value)

    def decision(state: Consultation, at: datetime) -> Event:
        return correction.make_correction(
            state,
            corrected_stream=str(command.corrected_stream),
            corrected_version=command.corrected_version,
            corrected_topic=topic,
            field=command.field,
            value=value,
            closes_original=command.closes_original,
            reason=command.reason,
            actor=actor,
            at=at,
        )

    return await decided(runtime, actor, command, key, decision, command.consultation_id)
