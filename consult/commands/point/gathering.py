"""Linking comments to points, thousands at a time: their state from the log, and comments with identical text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TypeVar
from uuid import UUID

import msgspec

from consult.archive.streams import NotFound
from consult.event_log import StreamGuard
from consult.runtime import Runtime
from domain.access import Actor
from domain.comment.events import AppealDecided, CommentReferred, CommentReopened, CommentSubmitted, CommentWithdrawn
from domain.consultation.state import Consultation
from domain.enumerations import AppealOutcome, CommentStatus
from domain.event import Event
from domain.point import points
from domain.point.points import MAX_GATHERED_AT_ONCE, GatherableComment
from domain.point.state import Point, evolve
from projections.worklists.gathering import identical_comments

T = TypeVar("T")
CHANGING: tuple[type[Event], ...] = (CommentWithdrawn, CommentReferred, CommentReopened, AppealDecided)
"""What makes a comment one that is not gathered, or again one that is."""


async def decision_and_points(runtime: Runtime, *point_ids: UUID) -> tuple[Consultation, list[Point]]:
    """The decision, and points of it. Raises NotFound.

    The decision is read before its points: a supplement that publishes one of them meanwhile moves the decision's stream on,
    so that the guard on it holds.
    """
    consultation = await runtime.consultation(await runtime.archive.decision_of_point(point_ids[0]), fresh=True)
    return consultation, [await runtime.archive.point(point_id) for point_id in point_ids]


async def comment_guards(runtime: Runtime, comment_ids: Sequence[UUID]) -> list[StreamGuard]:
    """To be read before what linking them depends on: none of them is referred, withdrawn or reopened meanwhile."""
    return [StreamGuard(comment_id, version) for comment_id, version in (await runtime.log.versions(comment_ids)).items()]


async def gatherable_comments(runtime: Runtime, consultation_id: UUID, comment_ids: Sequence[UUID]) -> list[GatherableComment]:
    """The state of these comments that linking them depends on, read from the log. Raises NotFound."""
    facts = await runtime.log.streams(comment_ids, [CommentSubmitted.topic, *(kind.topic for kind in CHANGING)])
    found = {
        entry.originator_id: GatherableComment(
            entry.originator_id, entry.consultation_id or consultation_id, CommentStatus.AWAITING
        )
        for entry in facts
        if entry.is_of(CommentSubmitted)
    }
    for entry in facts:
        if status := _status_after(runtime.sealed.closed(entry)) if any(entry.is_of(kind) for kind in CHANGING) else None:
            found[entry.originator_id] = msgspec.structs.replace(found[entry.originator_id], status=status)
    if missing := set(comment_ids) - found.keys():
        raise NotFound(count=len(missing))
    return [found[comment_id] for comment_id in comment_ids]


def _status_after(event: Event) -> CommentStatus | None:
    match event:
        case CommentWithdrawn():
            return CommentStatus.WITHDRAWN
        case CommentReferred():
            return CommentStatus.REFERRED
        case CommentReopened() | AppealDecided(outcome=AppealOutcome.REOPENED):
            return CommentStatus.AWAITING
        case _:
            return None


async def with_identical_comments(
    runtime: Runtime, consultation_id: UUID, comment_ids: Sequence[UUID], point_id: UUID | None
) -> tuple[UUID, ...]:
    """These comments, and those whose public text is the same: gathered by this point, or (None) by no point at all."""
    alike = await identical_comments(runtime.reads, consultation_id, comment_ids, point_id)
    return tuple(dict.fromkeys([*comment_ids, *alike]))


def gathering_events(
    point: Point, consultation: Consultation, comments: Sequence[GatherableComment], *, actor: Actor, at: datetime
) -> Iterator[Event]:
    """One event for each thousand. Raises what `gather_comments` does."""
    for some in _thousands(comments):
        event = points.gather_comments(point, consultation, some, actor=actor, at=at)
        point = evolve(point, event)
        yield event


def releasing_events(
    point: Point, consultation: Consultation, comment_ids: Sequence[UUID], *, actor: Actor, at: datetime
) -> Iterator[Event]:
    """One event for each thousand. Raises what `release_comments` does."""
    for some in _thousands(tuple(dict.fromkeys(comment_ids))):
        event = points.release_comments(point, consultation, some, actor=actor, at=at)
        point = evolve(point, event)
        yield event


def _thousands(things: Sequence[T]) -> Sequence[Sequence[T]]:
    """Never empty, so that the rule refuses an empty selection."""
    return [things[start : start + MAX_GATHERED_AT_ONCE] for start in range(0, max(len(things), 1), MAX_GATHERED_AT_ONCE)]
