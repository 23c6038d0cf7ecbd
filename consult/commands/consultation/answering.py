"""The feedback summary: prepared, signed off, published; the coverage gate and the contradictions it is decided on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

import msgspec

from consult.commands.consultation.breadth import answer_breadths, warnings_of
from consult.commands.consultation.returning import answers_changed
from consult.commands.recording import (
    ChangedSinceSeen,
    Done,
    ReadModelBehind,
    Version,
    actor_text,
    idempotency_of,
    once_per_key,
    record,
    refuse_overtaken,
)
from consult.commands.texts import PreparedText, latest_draft, prepared_text
from consult.event_log import ConsultationGuard
from consult.runtime import Runtime
from domain.access import Actor
from domain.consultation.contradictions import changed_without_comment, contradictions
from domain.consultation.coverage import Coverage
from domain.consultation.events import BlanketAnswer, DispositionCount, FeedbackPrepared, SupplementPrepared
from domain.consultation.state import Consultation
from domain.consultation.steps import answering
from domain.enumerations import DispositionKind, Returnable
from domain.event import Event, topics_of_same_aggregate
from domain.point.events import PointMade
from domain.point.state import Point
from domain.values import DispositionText, FeedbackText, TextDocument
from projections.worklists.queries import coverage as coverage_query

OF_POINTS = sorted(topics_of_same_aggregate(PointMade))
SIGNED = (*OF_POINTS, FeedbackPrepared.topic)
"""Topics of what a sign-off of the feedback covers."""


class PrepareFeedback(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`revised`: the revised draft, as Markdown or plain text, where there is one."""

    consultation_id: UUID
    text: FeedbackText
    revised: str | None = None
    seen: Version | None = None


class SignOff(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`contradictions_accepted`: article ids, each seen and accepted by the person who signs.

    `blanket_seen`: ids of the points whose answers this person was warned of, and has looked at.
    `seen`: log position up to which this person was shown the answers.
    """

    consultation_id: UUID
    contradictions_accepted: tuple[str, ...] = ()
    blanket_seen: tuple[str, ...] = ()
    seen: int | None = None


class SignOffFeedback(SignOff, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """As every sign-off."""


class PublishFeedback(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    consultation_id: UUID


async def prepare_feedback(runtime: Runtime, actor: Actor, command: PrepareFeedback, key: str) -> Done:
    once_only = idempotency_of(runtime, key, "PrepareFeedback", actor_text(actor), command)

    async def attempt() -> Done:
        state = await runtime.archive.consultation(command.consultation_id)
        await refuse_overtaken(runtime, state.id, FeedbackPrepared, command.seen)
        revised = await prepare_text(runtime, state, command.revised) if command.revised else None
        document = revised.document if revised else None
        changed = await answers_changed(runtime, state, Returnable.FEEDBACK)
        at = runtime.clock.now()
        event = answering.prepare_feedback(state, command.text, document, answers_changed=changed, actor=actor, at=at)
        files = [revised.file] if revised else []
        return await record(runtime, [event], owner_id=state.id, key=once_only, files=files)

    return await once_per_key(runtime, once_only, attempt)


async def prepare_text(runtime: Runtime, state: Consultation, source: str) -> PreparedText:
    """A revised or adopted text, its articles identified against the draft consulted on."""
    draft = await latest_draft(runtime, state)
    return prepared_text(source, draft)


async def compare_with_answers(runtime: Runtime, state: Consultation, changed: object) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Contradictions, and articles changed with no comment behind them, between the consulted and a changed text."""
    return compare_with_points(await runtime.archive.points(state.id), state, changed)


def compare_with_points(points: Sequence[Point], state: Consultation, changed: object) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """As `compare_with_answers`, of these points; a point about the whole draft names no article."""
    if not isinstance(state.draft, TextDocument) or not isinstance(changed, TextDocument):
        return (), ()
    named = {article for point in points for article in point.articles}
    answers = [point.disposition for point in points if isinstance(point.disposition, DispositionText)]
    return contradictions(state.draft, changed, answers), changed_without_comment(state.draft, changed, named)


async def sign_off_feedback(runtime: Runtime, actor: Actor, command: SignOffFeedback, key: str) -> Done:
    signing = Signing(answering.sign_off_feedback, SIGNED, FeedbackPrepared)
    return await signed_off(runtime, actor, command, key, signing)


class Signing(msgspec.Struct, frozen=True):
    """What a sign-off is of. `decide`: of the decision, the contradictions there are, and those accepted; `signed`: topics of
    what it covers; `prepared`: the kind of entry that submitted it."""

    decide: Callable[..., Event]
    signed: Sequence[str]
    prepared: type[FeedbackPrepared | SupplementPrepared]


async def signed_off(runtime: Runtime, actor: Actor, command: SignOff, key: str, signing: Signing) -> Done:
    """审签: of the answers as they stand, exact by the guard "nothing about this consultation since". Raises ReadModelBehind."""
    once_only = idempotency_of(runtime, key, type(command).__name__, actor_text(actor), command)

    async def attempt() -> Done:
        before = (await runtime.log.head()).size - 1
        state = await runtime.archive.consultation(command.consultation_id)
        await _refuse_unseen(runtime, state.id, command.seen, signing.signed)
        points = await runtime.archive.points(state.id)
        found, _ = compare_with_points(points, state, state.revised)
        warned = await _warnings(runtime, state.id, points, signing, before)
        by: Any = {"actor": actor, "at": runtime.clock.now()}

        def decide(state: Consultation) -> Event:
            return signing.decide(state, found, command.contradictions_accepted, **by)

        events = answering.sign_off_events(state, decide, warned, command.blanket_seen, **by)
        guards = [ConsultationGuard(state.id, before)]
        return await record(runtime, events, owner_id=state.id, key=once_only, guards=guards)

    return await once_per_key(runtime, once_only, attempt)


async def _warnings(
    runtime: Runtime, consultation_id: UUID, points: Sequence[Point], signing: Signing, position: int
) -> list[BlanketAnswer]:
    """What is signed and may be a blanket answer, as the read models stand at `position` or after. Raises ReadModelBehind."""
    if not await runtime.wait_until_projected(position):
        raise ReadModelBehind
    new = [point for point in points if not point.is_published or point.unpublished_ids]
    return warnings_of(await answer_breadths(runtime, consultation_id, new, signing.prepared))


async def _refuse_unseen(runtime: Runtime, consultation_id: UUID, seen: int | None, signed: Sequence[str]) -> None:
    """Nobody signs answers or words that were changed after he read them. Raises ChangedSinceSeen."""
    if seen is None:
        return
    if any(entry.position > seen for entry in await runtime.log.about(consultation_id, signed)):
        raise ChangedSinceSeen


async def gate_at_head(runtime: Runtime, consultation_id: UUID) -> Coverage:
    """The coverage gate at the head of the log, with the dispositions that are public. Raises ReadModelBehind."""
    head = (await runtime.log.head()).size - 1
    if not await runtime.wait_until_projected(head):
        raise ReadModelBehind
    return await coverage_query(runtime.reads, consultation_id)


async def coverage_at_head(runtime: Runtime, consultation_id: UUID) -> Coverage:
    """As `gate_at_head`, with the dispositions that are still sealed."""
    coverage = await gate_at_head(runtime, consultation_id)
    return with_dispositions(coverage, await runtime.archive.points(consultation_id))


def with_dispositions(coverage: Coverage, points: Sequence[Point]) -> Coverage:
    """The coverage with the dispositions of these points, published or not."""
    kinds = Counter(point.disposition.kind for point in points if isinstance(point.disposition, DispositionText))
    counts = tuple(DispositionCount(kind, kinds[kind]) for kind in DispositionKind if kinds[kind])
    return msgspec.structs.replace(coverage, dispositions=counts)


async def publish_feedback(runtime: Runtime, actor: Actor, command: PublishFeedback, key: str) -> Done:
    """公布反馈: decided on the whole set, and exact by the guard "nothing about this consultation since"."""
    once_only = idempotency_of(runtime, key, "PublishFeedback", actor_text(actor), command)

    async def attempt() -> Done:
        gate = await gate_at_head(runtime, command.consultation_id)
        state = await runtime.archive.consultation(command.consultation_id)
        points = await runtime.archive.points(state.id)
        coverage = with_dispositions(gate, points)
        found, unexplained = compare_with_points(points, state, state.revised)
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

    return await once_per_key(runtime, once_only, attempt)
