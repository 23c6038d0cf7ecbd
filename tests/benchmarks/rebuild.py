"""Events per second into the read models: from the sealed log, and from public events already at hand (the projections alone)."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from itertools import accumulate
from pathlib import Path
from random import Random
from statistics import median
from typing import Any
from uuid import UUID

from msgspec.structs import replace

from consult.archive.streams import Archive
from consult.event_log import Append, EventLog
from consult.instance.clock import SystemClock
from consult.public_log.note import FileSigner
from consult.sealed.keys import InstanceKey
from consult.sealed.store import SealedStore
from consult.work import LogSource
from domain.comment.events import CommentPublished, CommentSubmitted
from domain.enumerations import Channel, RespondentKind
from domain.event import PUBLIC, Event, moment
from domain.point.events import CommentsGathered, PointMade
from projections.rebuild import rebuild
from projections.source import PublicEvent, Source
from tests.benchmarks.processor import Processor
from tests.projections.random_lives import PREPARATION, START, Decision, RandomLives

DECISIONS, COMMENTS = 20, 1_000
ROUNDS = 5
LENGTHS = (60, 120, 200, 200, 300, 400, 600, 800)  # characters; their mean is that of real messages to an office
CHARACTERS = 2_000
STAFF = str(UUID(int=7))


class Prepared:
    """Public events made beforehand."""

    def __init__(self, events: Sequence[PublicEvent]) -> None:
        self._events = events

    async def events(self, after: int, limit: int) -> Sequence[PublicEvent]:
        return self._events[after + 1 : after + 1 + limit]


async def measure(fresh: Callable[[str], Any], folder: Path) -> dict[str, Any]:
    lives = synthetic()
    size = len(lives.source.log)
    async with fresh("rebuild") as database:
        prepared = Prepared(await lives.source.events(-1, size))
        alone = await rebuilt(database.pool, lambda: prepared, size)
        await database.pool.execute("DROP SCHEMA read CASCADE")
        log = EventLog(database.pool, FileSigner("bench.example/log", folder / "rebuild" / "log"), SystemClock())
        store = SealedStore(database.pool, InstanceKey(folder / "rebuild" / "instance"))
        await record(log, store, lives.source.log)
        sealed = await rebuilt(database.pool, lambda: source_of(log, store), size)
    return sealed | {f"projections alone, {name}": figure for name, figure in alone.items() if name != "rebuild: events"}


def source_of(log: EventLog, store: SealedStore) -> LogSource:
    """The log as a process reads it that has just started: no data key is at hand."""
    return LogSource(Archive(log, SealedStore(store.pool, store.key)))


async def rebuilt(pool: Any, source: Callable[[], Source], size: int) -> dict[str, Any]:
    """Everything rebuilt from zero, indexes and switch included, several times: the median, and processor time for an event."""
    processor, rounds = await Processor.of(pool), []
    for _ in range(ROUNDS):
        processor.look()
        started = time.perf_counter()
        assert await rebuild(pool, source()) == size - 1
        rounds.append((size / (time.perf_counter() - started), *(round(spent / size * 1e6) for spent in processor.look())))
    rates = sorted(round(rate) for rate, _, _ in rounds)
    return {
        "rebuild: events": size,
        "rebuild: events/s": rates[ROUNDS // 2],
        "rebuild: events/s, slowest and fastest round": [rates[0], rates[-1]],
        "rebuild: processor µs per event: here, PostgreSQL": [
            median(each[1] for each in rounds),
            median(each[2] for each in rounds),
        ],
    }


async def record(log: EventLog, store: SealedStore, events: Sequence[Event]) -> None:
    """Seal and append the events as if they happened now, each comment under its own key."""
    keys: dict[UUID, Any] = {}
    comments = {event.originator_id for event in events if isinstance(event, CommentSubmitted)}
    for start in range(0, len(events), 500):
        batch = [replace(event, timestamp=moment(SystemClock().now())) for event in events[start : start + 500]]
        owners = [event.originator_id if event.originator_id in comments else event.consultation_id for event in batch]
        new = {owner: store.new_data_key(owner) for owner in set(owners) - keys.keys()}
        keys |= {owner: key for owner, (key, _) in new.items()}
        sealed = [store.seal(event, keys[owner]) for event, owner in zip(batch, owners, strict=True)]
        parts = tuple(part for each in sealed for part in each.parts)
        wrapped = tuple(wrapped for _, wrapped in new.values())
        await log.append(Append(tuple(each.event for each in sealed), sealed=parts, data_keys=wrapped))


def synthetic(decisions: int = DECISIONS, comments: int = COMMENTS) -> RandomLives:
    """Decisions with comments of real length, nine in ten published; each tenth makes a point that gathers its neighbours."""
    lives = RandomLives(1, decisions=decisions)
    for decision in lives.decisions:
        for chapter in PREPARATION:
            chapter(lives, decision)
    for decision in lives.decisions:
        for event in _commenting(decision, comments, lives.random):
            lives.source.append(event)
    return lives


def _commenting(decision: Decision, comments: int, random: Random) -> Iterator[Event]:
    han = [chr(code) for code in range(0x4E00, 0x4E00 + CHARACTERS)]
    weights = list(accumulate((rank + 20) ** -1.8 for rank in range(CHARACTERS)))  # some 150 different ones in a text of 340
    for number in range(comments):
        text = "，".join("".join(random.choices(han, cum_weights=weights, k=10)) for _ in range(random.choice(LENGTHS) // 11))
        submitted = _submitted(decision, number, text)
        yield submitted
        if number % 10 < 9:
            yield _next(CommentPublished, submitted, submitted.originator_id, 2, name_shown=False)
        else:
            point = UUID(int=decision.id.int + 10_000_000 + number)
            ids = tuple(UUID(int=submitted.originator_id.int - back) for back in range(10))
            yield _next(PointMade, submitted, point, 1, articles=("a1",), summary="要点")
            yield _next(CommentsGathered, submitted, point, 2, comment_ids=ids)


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


def _next(kind: type[Event], before: Event, stream: UUID, version: int, **facts: Any) -> Event:
    return kind(
        originator_id=stream,
        originator_version=version,
        timestamp=before.timestamp,
        actor=STAFF,
        consultation_id=before.consultation_id,
        **facts,
    )
