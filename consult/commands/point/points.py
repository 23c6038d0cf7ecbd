"""Commands about opinion points: make, reword, link comments, answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from uuid import UUID, uuid4

import msgspec

from consult.commands.point.gathering import (
    comment_guards,
    decision_and_points,
    gatherable_comments,
    gathering_events,
    releasing_events,
    with_identical_comments,
)
from consult.commands.recording import Done, Version, actor_text, idempotency_of, once_per_key, record, refuse_overtaken
from consult.event_log import StreamGuard
from consult.runtime import Runtime
from domain.access import Actor
from domain.consultation.state import Consultation
from domain.event import Event
from domain.point import dispositions, points
from domain.point.events import DispositionDrafted, PointReworded
from domain.point.state import Point, evolve
from domain.values import DispositionText


class MakePoint(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`comment_ids` are gathered at once where given. `identical`: also those of the same public text that no point gathers."""

    consultation_id: UUID
    summary: str
    articles: tuple[str, ...] = ()
    comment_ids: tuple[UUID, ...] = ()
    identical: bool = False


class RewordPoint(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`seen`: version of the point that the writer was shown."""

    point_id: UUID
    summary: str
    articles: tuple[str, ...] = ()
    seen: Version | None = None


class GatherComments(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`identical`: also those of the same public text that no point gathers."""

    point_id: UUID
    comment_ids: tuple[UUID, ...]
    identical: bool = False


class ReleaseComments(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`identical`: also those of the same public text that this point gathers."""

    point_id: UUID
    comment_ids: tuple[UUID, ...]
    identical: bool = False


class DraftDisposition(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    point_id: UUID
    disposition: DispositionText
    seen: Version | None = None


class SupersedeDisposition(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    point_id: UUID
    disposition: DispositionText
    why: str


Decision = Callable[[Point, Consultation, datetime], Sequence[Event]]


async def make_point(runtime: Runtime, actor: Actor, command: MakePoint, key: str) -> Done:
    """Make a point and link comments to it, in one append."""
    once_only = idempotency_of(runtime, key, "MakePoint", actor_text(actor), command)

    async def attempt() -> Done:
        consultation = await runtime.consultation(command.consultation_id, fresh=True)
        at = runtime.clock.now()
        made = points.make_point(
            consultation, point_id=uuid4(), articles=command.articles, summary=command.summary, actor=actor, at=at
        )
        events: list[Event] = [made]
        guards = [StreamGuard(consultation.id, consultation.version)]
        if command.comment_ids:
            ids = command.comment_ids
            ids = await with_identical_comments(runtime, consultation.id, ids, None) if command.identical else ids
            guards += await comment_guards(runtime, ids)
            gatherable = await gatherable_comments(runtime, consultation.id, ids)
            events += gathering_events(evolve(None, made), consultation, gatherable, actor=actor, at=at)
        return await record(runtime, events, owner_id=consultation.id, key=once_only, guards=guards)

    return await once_per_key(runtime, once_only, attempt)


async def _on_point(
    runtime: Runtime,
    actor: Actor,
    point_id: UUID,
    command: msgspec.Struct,
    key: str,
    decision: Decision,
    *,
    over: type[Event] = Event,
    seen: int | None = None,
) -> Done:
    """`over`: the event whose words are written over, by someone who saw version `seen` of the point."""
    once_only = idempotency_of(runtime, key, type(command).__name__, actor_text(actor), command)

    async def attempt() -> Done:
        consultation, (point,) = await decision_and_points(runtime, point_id)
        await refuse_overtaken(runtime, point_id, over, seen)
        events = decision(point, consultation, runtime.clock.now())
        guard = StreamGuard(consultation.id, consultation.version)
        return await record(runtime, events, owner_id=consultation.id, key=once_only, guards=[guard])

    return await once_per_key(runtime, once_only, attempt)


async def reword_point(runtime: Runtime, actor: Actor, command: RewordPoint, key: str) -> Done:
    def decision(point: Point, consultation: Consultation, at: datetime) -> Sequence[Event]:
        articles, summary = command.articles, command.summary
        return [points.reword_point(point, consultation, articles=articles, summary=summary, actor=actor, at=at)]

    return await _on_point(runtime, actor, command.point_id, command, key, decision, over=PointReworded, seen=command.seen)


async def gather_comments(runtime: Runtime, actor: Actor, command: GatherComments, key: str) -> Done:
    """Exact by the guards: neither the decision nor one of the comments has moved on meanwhile."""
    once_only = idempotency_of(runtime, key, "GatherComments", actor_text(actor), command)

    async def attempt() -> Done:
        consultation, (point,) = await decision_and_points(runtime, command.point_id)
        ids = command.comment_ids
        ids = await with_identical_comments(runtime, consultation.id, ids, None) if command.identical else ids
        guards = [StreamGuard(consultation.id, consultation.version), *await comment_guards(runtime, ids)]
        gatherable = await gatherable_comments(runtime, consultation.id, ids)
        events = list(gathering_events(point, consultation, gatherable, actor=actor, at=runtime.clock.now()))
        return await record(runtime, events, owner_id=consultation.id, key=once_only, guards=guards)

    return await once_per_key(runtime, once_only, attempt)


async def release_comments(runtime: Runtime, actor: Actor, command: ReleaseComments, key: str) -> Done:
    consultation_id = await runtime.archive.decision_of_point(command.point_id)
    ids = command.comment_ids
    ids = await with_identical_comments(runtime, consultation_id, ids, command.point_id) if command.identical else ids

    def decision(point: Point, consultation: Consultation, at: datetime) -> Sequence[Event]:
        return list(releasing_events(point, consultation, ids, actor=actor, at=at))

    return await _on_point(runtime, actor, command.point_id, command, key, decision)


async def draft_disposition(runtime: Runtime, actor: Actor, command: DraftDisposition, key: str) -> Done:
    def decision(point: Point, consultation: Consultation, at: datetime) -> Sequence[Event]:
        rules = consultation.rules
        return [dispositions.draft_disposition(point, consultation, command.disposition, rules=rules, actor=actor, at=at)]

    return await _on_point(runtime, actor, command.point_id, command, key, decision, over=DispositionDrafted, seen=command.seen)


async def supersede_disposition(runtime: Runtime, actor: Actor, command: SupersedeDisposition, key: str) -> Done:
    def decision(point: Point, consultation: Consultation, at: datetime) -> Sequence[Event]:
        rules, answer, why = consultation.rules, command.disposition, command.why
        return [dispositions.supersede_disposition(point, consultation, answer, why=why, rules=rules, actor=actor, at=at)]

    return await _on_point(runtime, actor, command.point_id, command, key, decision)
