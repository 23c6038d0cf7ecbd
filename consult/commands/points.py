"""Opinion points: made, gathering comments, answered."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import UUID, uuid4

import msgspec

from consult.commands.recording import Done, Version, idempotency, once, record, refuse_overtaken, who
from consult.event_log import StreamGuard
from consult.reading import Unknown
from consult.runtime import Runtime
from domain.access import Actor
from domain.comment.events import CommentSubmitted, CommentWithdrawn
from domain.consultation.state import Consultation
from domain.event import Event
from domain.point import dispositions, points
from domain.point.events import DispositionDrafted, PointReworded
from domain.point.points import CommentAtHand
from domain.point.state import Point, evolve
from domain.values import CommentStatus, DispositionText


class MakePoint(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`comment_ids` are gathered at once where given."""

    consultation_id: UUID
    summary: str
    articles: tuple[str, ...] = ()
    comment_ids: tuple[UUID, ...] = ()


class RewordPoint(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`seen`: version of the point that the writer had before him."""

    point_id: UUID
    summary: str
    articles: tuple[str, ...] = ()
    seen: Version | None = None


class GatherComments(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    point_id: UUID
    comment_ids: tuple[UUID, ...]


class ReleaseComments(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    point_id: UUID
    comment_ids: tuple[UUID, ...]


class DraftDisposition(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    point_id: UUID
    disposition: DispositionText
    seen: Version | None = None


class SupersedeDisposition(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    point_id: UUID
    disposition: DispositionText
    why: str


Decision = Callable[[Point, Consultation, datetime], Event]


async def make_point(runtime: Runtime, actor: Actor, command: MakePoint, key: str) -> Done:
    """State a point and gather its comments, in one append."""
    once_only = idempotency(runtime, key, "MakePoint", who(actor), command)

    async def attempt() -> Done:
        consultation = await runtime.consultation(command.consultation_id, fresh=True)
        at = runtime.clock.now()
        made = points.make_point(
            consultation, point_id=uuid4(), articles=command.articles, summary=command.summary, actor=actor, at=at
        )
        events: list[Event] = [made]
        if command.comment_ids:
            gatherable = await _comments_at_hand(runtime, consultation.id, command.comment_ids)
            events.append(points.gather_comments(evolve(None, made), consultation, gatherable, actor=actor, at=at))
        guard = StreamGuard(consultation.id, consultation.version)
        return await record(runtime, events, owner_id=consultation.id, key=once_only, guards=[guard])

    return await once(runtime, once_only, attempt)


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
    once_only = idempotency(runtime, key, type(command).__name__, who(actor), command)

    async def attempt() -> Done:
        point = await runtime.archive.point(point_id)
        await refuse_overtaken(runtime, point_id, over, seen)
        consultation = await runtime.consultation(point.consultation_id, fresh=True)
        event = decision(point, consultation, runtime.clock.now())
        guard = StreamGuard(consultation.id, consultation.version)
        return await record(runtime, [event], owner_id=consultation.id, key=once_only, guards=[guard])

    return await once(runtime, once_only, attempt)


async def reword_point(runtime: Runtime, actor: Actor, command: RewordPoint, key: str) -> Done:
    def decision(point: Point, consultation: Consultation, at: datetime) -> Event:
        return points.reword_point(point, consultation, articles=command.articles, summary=command.summary, actor=actor, at=at)

    return await _on_point(runtime, actor, command.point_id, command, key, decision, over=PointReworded, seen=command.seen)


async def gather_comments(runtime: Runtime, actor: Actor, command: GatherComments, key: str) -> Done:
    consultation_id = (await runtime.archive.point(command.point_id)).consultation_id
    gatherable = await _comments_at_hand(runtime, consultation_id, command.comment_ids)

    def decision(point: Point, consultation: Consultation, at: datetime) -> Event:
        return points.gather_comments(point, consultation, gatherable, actor=actor, at=at)

    return await _on_point(runtime, actor, command.point_id, command, key, decision)


async def release_comments(runtime: Runtime, actor: Actor, command: ReleaseComments, key: str) -> Done:
    def decision(point: Point, consultation: Consultation, at: datetime) -> Event:
        return points.release_comments(point, consultation, command.comment_ids, actor=actor, at=at)

    return await _on_point(runtime, actor, command.point_id, command, key, decision)


async def draft_disposition(runtime: Runtime, actor: Actor, command: DraftDisposition, key: str) -> Done:
    def decision(point: Point, consultation: Consultation, at: datetime) -> Event:
        rules = consultation.rules
        return dispositions.draft_disposition(point, consultation, command.disposition, rules=rules, actor=actor, at=at)

    return await _on_point(runtime, actor, command.point_id, command, key, decision, over=DispositionDrafted, seen=command.seen)


async def supersede_disposition(runtime: Runtime, actor: Actor, command: SupersedeDisposition, key: str) -> Done:
    def decision(point: Point, consultation: Consultation, at: datetime) -> Event:
        return dispositions.supersede_disposition(
            point, consultation, command.disposition, why=command.why, rules=consultation.rules, actor=actor, at=at
        )

    return await _on_point(runtime, actor, command.point_id, command, key, decision)


async def _comments_at_hand(runtime: Runtime, consultation_id: UUID, comment_ids: tuple[UUID, ...]) -> list[CommentAtHand]:
    """What gathering needs to know of these comments, from the log itself. Raises Unknown."""
    facts = await runtime.log.streams(comment_ids, [CommentSubmitted.topic, CommentWithdrawn.topic])
    found = {
        entry.originator_id: CommentAtHand(entry.originator_id, entry.consultation_id or consultation_id, CommentStatus.AWAITING)
        for entry in facts
        if entry.topic == CommentSubmitted.topic
    }
    for entry in facts:
        if entry.topic == CommentWithdrawn.topic:
            found[entry.originator_id] = msgspec.structs.replace(found[entry.originator_id], status=CommentStatus.WITHDRAWN)
    if missing := set(comment_ids) - found.keys():
        raise Unknown(count=len(missing))
    return [found[comment_id] for comment_id in comment_ids]
