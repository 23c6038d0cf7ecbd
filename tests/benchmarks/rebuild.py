"""Events per second into the read models, from public events already at hand: what the projections alone cost."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

from msgspec.structs import replace

from domain.comment.events import CommentPublished, CommentSubmitted
from domain.event import PUBLIC, Event
from domain.point.events import CommentsGathered, PointMade
from domain.sealing import CLOSED, sealed_fields
from domain.values import Channel, RespondentKind
from projections.rebuild import rebuild
from projections.source import PublicEvent
from tests.projections.random_lives import PREPARATION, START, Decision, RandomLives

DECISIONS, COMMENTS = 20, 1_000
LENGTHS = (60, 120, 200, 200, 300, 400, 600, 800)  # characters; their mean is that of real messages to an office
STAFF = str(UUID(int=7))


class Prepared:
    """Public events made beforehand."""

    def __init__(self, events: Sequence[PublicEvent]) -> None:
        self._events = events

    async def events(self, after: int, limit: int) -> Sequence[PublicEvent]:
        return self._events[after + 1 : after + 1 + limit]


async def measure(fresh: Callable[[str], Any], folder: Path) -> dict[str, Any]:
    events = await synthetic()
    async with fresh("rebuild") as database:
        rate = await events_per_second(database.pool, events)
    return {"projections alone: events": len(events), "projections alone: events/s": round(rate)}


async def events_per_second(pool: Any, events: Sequence[PublicEvent]) -> float:
    """Rebuild everything from zero, indexes and switch included."""
    started = time.perf_counter()
    assert await rebuild(pool, Prepared(events)) == len(events) - 1
    return len(events) / (time.perf_counter() - started)


async def synthetic(decisions: int = DECISIONS, comments: int = COMMENTS) -> list[PublicEvent]:
    """Decisions with comments of real length, nearly all published, every tenth gathered by a point with its neighbours."""
    lives = RandomLives(1, decisions=decisions)
    for decision in lives.decisions:
        for chapter in PREPARATION:
            chapter(lives, decision)
    events = list(await lives.source.events(-1, len(lives.source.log)))
    for decision in lives.decisions:
        for event, opened in _commenting(decision, comments, lives.random):
            events.append(PublicEvent(len(events), event, opened))
    return events


def _commenting(decision: Decision, comments: int, random: Random) -> Iterator[tuple[Event, tuple[Event, ...]]]:
    han = [chr(code) for code in range(0x4E00, 0x4E00 + 2_000)]
    for number in range(comments):
        text = "，".join("".join(random.choices(han, k=10)) for _ in range(random.choice(LENGTHS) // 11))
        submitted = _submitted(decision, number, text)
        yield _closed(submitted), ()
        if number % 10 < 9:
            yield _next(CommentPublished, submitted, 2, name_shown=False), (_opened(submitted),)
        if number % 10 == 9:
            yield from _pointed(decision, submitted, number)


def _pointed(decision: Decision, last: CommentSubmitted, number: int) -> Iterator[tuple[Event, tuple[Event, ...]]]:
    point = UUID(int=decision.id.int + 10_000_000 + number)
    made = _next(PointMade, replace(last, originator_id=point), 1, articles=("a1",), summary=CLOSED)
    ids = tuple(UUID(int=decision.id.int + 1_000 + number - back) for back in range(10))
    yield made, ()
    yield _next(CommentsGathered, made, 2, comment_ids=ids), ()


def _submitted(decision: Decision, number: int, text: str) -> CommentSubmitted:
    return CommentSubmitted(
        originator_id=UUID(int=decision.id.int + 1_000 + number),
        originator_version=1,
        timestamp=START + timedelta(days=10, seconds=number),
        actor=PUBLIC,
        consultation_id=decision.id,
        channel=Channel.WEB,
        draft_version=1,
        respondent_kind=RespondentKind.INDIVIDUAL,
        articles=("a1",),
        publish_name=False,
        received_on=None,
        late=False,
        text=text,
        proposed_wording=None,
        attachments=(),
        file_names=(),
        name=None,
        organisation=None,
        contact=None,
    )


def _next(kind: type[Event], before: Event, version: int, **facts: Any) -> Event:
    return kind(
        originator_id=before.originator_id,
        originator_version=version,
        timestamp=before.timestamp,
        actor=STAFF,
        consultation_id=before.consultation_id,
        **facts,
    )


def _closed(event: Event) -> Event:
    return replace(event, **{field.name: CLOSED for field in sealed_fields(type(event))})


def _opened(event: CommentSubmitted) -> CommentSubmitted:
    return replace(event, file_names=CLOSED, contact=CLOSED, name=CLOSED)
