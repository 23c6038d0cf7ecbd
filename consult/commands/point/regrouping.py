"""Regrouping points: move comments to another point, split some off into a new point, merge two points; each in one append."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
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
from consult.commands.recording import Done, actor_text, idempotency_of, once_per_key, record
from consult.event_log import StreamGuard
from consult.runtime import Runtime
from domain.access import Actor
from domain.consultation.state import Consultation
from domain.enumerations import CommentStatus
from domain.event import Event
from domain.point import points
from domain.point.points import GatherableComment
from domain.point.refusals import MergingElsewhere
from domain.point.state import Point, evolve


class SplitPoint(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`comment_ids` leave the point for a new one. `identical`: also those of the same public text that the point gathers."""

    point_id: UUID
    comment_ids: tuple[UUID, ...]
    summary: str
    articles: tuple[str, ...] = ()
    identical: bool = False


class MoveComments(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`comment_ids` leave the point for `into`. `identical`: also those of the same public text that the point gathers."""

    point_id: UUID
    comment_ids: tuple[UUID, ...]
    into: UUID
    identical: bool = False


class MergePoint(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The point is dissolved: all its comments are gathered by `into`."""

    point_id: UUID
    into: UUID


Regrouped = tuple[Sequence[Event], Sequence[StreamGuard]]
"""What is recorded, and that the comments moved are as they were read."""
Regroup = Callable[[Point, Consultation, datetime], Awaitable[Regrouped]]


async def split_point(runtime: Runtime, actor: Actor, command: SplitPoint, key: str) -> Done:
    async def events(point: Point, consultation: Consultation, at: datetime) -> Regrouped:
        ids, standing, guards = await _chosen(runtime, point, command.comment_ids, command.identical)
        released = list(releasing_events(point, consultation, ids, actor=actor, at=at))
        articles, summary = command.articles, command.summary
        made = points.make_point(consultation, point_id=uuid4(), articles=articles, summary=summary, actor=actor, at=at)
        gathered = gathering_events(evolve(None, made), consultation, standing, actor=actor, at=at)
        return [*released, made, *gathered], guards

    return await _regrouped(runtime, actor, command, command.point_id, key, events)


async def move_comments(runtime: Runtime, actor: Actor, command: MoveComments, key: str) -> Done:
    async def events(point: Point, consultation: Consultation, at: datetime) -> Regrouped:
        into = await _other(runtime, point, command.into)
        ids, standing, guards = await _chosen(runtime, point, command.comment_ids, command.identical)
        released = list(releasing_events(point, consultation, ids, actor=actor, at=at))
        new = [comment for comment in standing if comment.id not in into.comment_ids]
        return [*released, *(gathering_events(into, consultation, new, actor=actor, at=at) if new else ())], guards

    return await _regrouped(runtime, actor, command, command.point_id, key, events, command.into)


async def merge_point(runtime: Runtime, actor: Actor, command: MergePoint, key: str) -> Done:
    async def events(point: Point, consultation: Consultation, at: datetime) -> Regrouped:
        into = await _other(runtime, point, command.into)
        ids, standing, guards = await _chosen(runtime, point, sorted(point.comment_ids), False)
        new = [comment for comment in standing if comment.id not in into.comment_ids]
        gathered = list(gathering_events(into, consultation, new, actor=actor, at=at)) if new else []
        for event in gathered:
            into = evolve(into, event)
        withdrawn = set(ids) - {comment.id for comment in standing}
        dissolved = points.dissolve_point(point, into, consultation, withdrawn=withdrawn, actor=actor, at=at)
        return [*gathered, dissolved], guards

    return await _regrouped(runtime, actor, command, command.point_id, key, events, command.into)


async def _other(runtime: Runtime, point: Point, into: UUID) -> Point:
    """Another point of the same decision. Raises NotFound, MergingElsewhere."""
    found = await runtime.archive.point(into)
    if found.id == point.id or found.consultation_id != point.consultation_id:
        raise MergingElsewhere(field="into")
    return found


async def _chosen(
    runtime: Runtime, point: Point, comment_ids: Sequence[UUID], identical: bool
) -> tuple[Sequence[UUID], list[GatherableComment], list[StreamGuard]]:
    """The ids chosen, and the comments among them that are opinions still: neither withdrawn nor referred."""
    ids = await with_identical_comments(runtime, point.consultation_id, comment_ids, point.id) if identical else comment_ids
    guards = await comment_guards(runtime, ids)
    comments = await gatherable_comments(runtime, point.consultation_id, ids)
    return ids, [comment for comment in comments if comment.status == CommentStatus.AWAITING], guards


async def _regrouped(
    runtime: Runtime,
    actor: Actor,
    command: msgspec.Struct,
    point_id: UUID,
    key: str,
    events: Regroup,
    into: UUID | None = None,
) -> Done:
    """Exact by the guards: neither the decision nor one of the points or comments has moved on meanwhile."""
    once_only = idempotency_of(runtime, key, type(command).__name__, actor_text(actor), command)

    async def attempt() -> Done:
        consultation, found = await decision_and_points(runtime, *([point_id, into] if into else [point_id]))
        guards = [StreamGuard(consultation.id, consultation.version), *(StreamGuard(each.id, each.version) for each in found)]
        decided, unmoved = await events(found[0], consultation, runtime.clock.now())
        return await record(runtime, decided, owner_id=consultation.id, key=once_only, guards=[*guards, *unmoved])

    return await once_per_key(runtime, once_only, attempt)
