"""A cache of the log's end as this process left it, so that the next batch needs no query for it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from consult.event_log.batch import Batch
from consult.event_log.record import Append
from consult.public_log.tree import Edge


class CachedHead:
    """The cached end of the log; right only if no other process has written since, which the compare-and-swap finds out.

    DANGER: another process may have written. So nothing is refused or repeated on what is remembered, it is only recorded.
    """

    def __init__(self) -> None:
        self.forget()

    def forget(self) -> None:
        self._edge: Edge | None = None
        self._last_timestamp: datetime | None = None
        self._versions: dict[UUID, int] = {}

    def keep(self, batch: Batch) -> None:
        """The log as this batch leaves it, with the versions of the streams that were guarded since the last `forget`."""
        guarded = self._versions.keys() | batch.guarded()
        self._versions = {stream: batch.versions.get(stream, 0) for stream in guarded}
        self._edge, self._last_timestamp = batch.edge, batch.last_timestamp

    def batch(self, appends: Sequence[Append]) -> Batch | None:
        """The appends as one batch, all admitted; None where one of them has to be decided on inside the lock.

        A key that was used before, and a new stream that exists, are refused by the tables' own unique keys.
        """
        batch = Batch(appends)
        if self._edge is None or not self._suffices(batch):
            return None
        batch.begin(Edge(self._edge.size, self._edge.roots), self._last_timestamp)
        batch.versions = dict(self._versions)
        batch.admit()
        return None if any(batch.outcomes) else batch

    def _suffices(self, batch: Batch) -> bool:
        """Whether all guards are over streams remembered, and all events on these or the first of new streams."""
        first = {event.originator_id for append in batch.appends for event in append.events if event.originator_version == 1}
        return (
            not batch.consultations()
            and batch.guarded() <= self._versions.keys()
            and batch.written() - first <= self._versions.keys()
        )
