"""Reviews of a draft as they were made, with their remarks, which stay closed to the public."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from consult.runtime import Runtime
from domain.consultation.events import DraftReviewed, ReviewRequested
from domain.enumerations import ReviewKind, ReviewResult
from domain.event import Event
from domain.sealing import value_or_none


class Review(msgspec.Struct, frozen=True, kw_only=True):
    """One review. `round`: the n-th submission; `reviewer`: an actor's id; `remark` None where none was made, or erased."""

    round: int
    draft_version: int
    kind: ReviewKind
    result: ReviewResult
    remark: str | None
    reviewer: str
    at: datetime


async def reviews_of(runtime: Runtime, consultation_id: UUID) -> tuple[Review, ...]:
    """Every review of the decision's draft, the first first."""
    topics = (ReviewRequested.topic, DraftReviewed.topic)
    return _reviews(await runtime.archive.unsealed(await runtime.log.streams([consultation_id], topics)))


def _reviews(events: Sequence[Event]) -> tuple[Review, ...]:
    found: list[Review] = []
    rounds, version = 0, 0
    for event in events:
        if isinstance(event, ReviewRequested):
            rounds, version = rounds + 1, event.draft_version
        elif isinstance(event, DraftReviewed):
            found.append(
                Review(
                    round=rounds,
                    draft_version=version,
                    kind=event.kind,
                    result=event.result,
                    remark=value_or_none(event.remark),
                    reviewer=event.actor,
                    at=event.timestamp,
                )
            )
    return tuple(found)
