"""Whose comments an event answers in public, from the log alone: no rebuilt read model can answer anybody twice."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Awaitable, Callable, Iterable
from uuid import UUID

from consult.archive.streams import PUBLICATION_TOPICS, Archive
from consult.event_log import LogEntry
from domain.point.events import DispositionSuperseded
from domain.point.state import Point

REMEMBERED = 4  # sets of comments


class Answers:
    """Sets of comment ids, each folded once while one event after the other is gone through."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._known: OrderedDict[tuple[UUID, int], frozenset[UUID]] = OrderedDict()

    async def by(self, entry: LogEntry) -> frozenset[UUID]:
        """Comments that a feedback or a supplement answers now, or that a superseding disposition answers anew."""
        consultation_id = entry.consultation_id
        assert consultation_id
        point = entry.originator_id if entry.is_of(DispositionSuperseded) else None

        async def fold() -> frozenset[UUID]:
            return _answered_now(await self._archive.points(consultation_id, before=entry.position), point)

        return await self._once((entry.originator_id, entry.position), fold)

    async def before(self, consultation_id: UUID, position: int) -> frozenset[UUID]:
        """Comments of a decision that have a public answer when the entry at `position` is recorded."""
        publications = await self._archive.log.streams([consultation_id], PUBLICATION_TOPICS)
        last = max((entry.position for entry in publications if entry.position < position), default=None)
        if last is None:
            return frozenset()

        async def fold() -> frozenset[UUID]:
            return _answered(await self._archive.points(consultation_id, before=last + 1))

        return await self._once((consultation_id, last), fold)

    async def _once(self, key: tuple[UUID, int], fold: Callable[[], Awaitable[frozenset[UUID]]]) -> frozenset[UUID]:
        if key not in self._known:
            self._known[key] = await fold()
            while len(self._known) > REMEMBERED:
                self._known.popitem(last=False)
        return self._known[key]


def _answered_now(points: Iterable[Point], superseded: UUID | None) -> frozenset[UUID]:
    """`points`: as they stood directly before."""
    if superseded:
        return frozenset().union(*(point.published_ids or () for point in points if point.id == superseded))
    return frozenset().union(*(point.unpublished_ids for point in points if point.answered))


def _answered(points: Iterable[Point]) -> frozenset[UUID]:
    return frozenset().union(*(point.published_ids or () for point in points if point.answered))
