"""One group commit: decides inside the lock which appends are valid, then records them all at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from consult.event_log.record import (
    Append,
    ClockOutOfStep,
    ConsultationGuard,
    ConsultationMovedOn,
    IdempotencyKeyReused,
    NewEvent,
    Recorded,
    StreamGuard,
    StreamMovedOn,
)
from consult.public_log.tree import Edge, leaf_hash

TOLERANCE = timedelta(seconds=10)
Outcome = Recorded | Exception


class Batch:
    """The appends of one transaction. `admit` checks each in turn, as if they had come one after the other.

    `versions` of streams, last `positions` about consultations, and `keys` are as they stand inside the lock.
    """

    def __init__(self, appends: Sequence[Append]) -> None:
        self.appends = appends
        self.outcomes: list[Outcome | None] = [None] * len(appends)
        self.admitted: list[Append] = []
        self.events: list[NewEvent] = []
        self.leaves: list[bytes] = []
        self.keys: dict[bytes, tuple[bytes, int, int]] = {}
        self.versions: dict[UUID, int] = {}
        self.positions: dict[UUID, int] = {}
        self.begin(Edge(), None)

    def begin(self, edge: Edge, last_timestamp: datetime | None) -> None:
        """Set the end of the log, as read inside the lock."""
        self.edge = edge
        self.first_position = edge.size
        self.last_timestamp = last_timestamp

    def written(self) -> set[UUID]:
        """Streams that events are appended to."""
        return {event.originator_id for append in self.appends for event in append.events}

    def guarded(self) -> set[UUID]:
        """Streams with a guard on their version."""
        return {guard.stream_id for guard in self._guards(StreamGuard)}

    def consultations(self) -> set[UUID]:
        """Consultations with a guard on everything about them."""
        return {guard.consultation_id for guard in self._guards(ConsultationGuard)}

    def key_hashes(self) -> list[bytes]:
        return [append.idempotency.key_hash for append in self.appends if append.idempotency]

    def _guards(self, kind: type[Any]) -> Iterable[Any]:
        return (guard for append in self.appends for guard in append.guards if isinstance(guard, kind))

    def admit(self) -> None:
        for number, append in enumerate(self.appends):
            try:
                self.outcomes[number] = self._repeated(append)
                if self.outcomes[number] is None:
                    self._check(append)
                    self._take(append)
            except Exception as refusal:
                self.outcomes[number] = refusal

    def _repeated(self, append: Append) -> Recorded | None:
        if append.idempotency is None or append.idempotency.key_hash not in self.keys:
            return None
        digest, first, count = self.keys[append.idempotency.key_hash]
        if digest != append.idempotency.request_digest:
            raise IdempotencyKeyReused
        return Recorded(first, (b"",) * count, 0, "", repeated=True)

    def _check(self, append: Append) -> None:
        for guard in append.guards:
            if isinstance(guard, StreamGuard):
                found = self.versions.get(guard.stream_id, 0)
                if found != guard.version:
                    raise StreamMovedOn(guard.stream_id, guard.version, found)
            else:
                found = self.positions.get(guard.consultation_id, -1)
                if found > guard.position:
                    raise ConsultationMovedOn(guard.consultation_id, guard.position, found)
        self._check_versions(append.events)

    def _check_versions(self, events: Sequence[NewEvent]) -> None:
        written: dict[UUID, int] = {}
        for event in events:
            stream = event.originator_id
            found = written.get(stream, self.versions.get(stream))
            # Our streams begin at 1; those of an ordinary `eventsourcing` application may begin at 0.
            if event.originator_version != (found + 1 if found is not None else min(event.originator_version, 1)):
                raise StreamMovedOn(stream, event.originator_version - 1, found or 0)
            written[stream] = event.originator_version
            if event.timestamp and self.last_timestamp and event.timestamp < self.last_timestamp - TOLERANCE:
                raise ClockOutOfStep

    def _take(self, append: Append) -> None:
        first = self.edge.size
        for event in append.events:
            leaf = leaf_hash(event.state)
            if event.consultation_id is not None:
                self.positions[event.consultation_id] = self.edge.size
            self.edge.append(leaf)
            self.leaves.append(leaf)
            self.events.append(event)
            self.versions[event.originator_id] = event.originator_version
            if event.timestamp and (self.last_timestamp is None or event.timestamp > self.last_timestamp):
                self.last_timestamp = event.timestamp
        self.admitted.append(append)
        if append.idempotency:
            entry = (append.idempotency.request_digest, first, len(append.events))
            self.keys[append.idempotency.key_hash] = entry

    def settle(self, checkpoint: str) -> list[Outcome]:
        """The outcome of every append, once the batch is signed: positions and leaf hashes filled in."""
        position = self.first_position
        settled: list[Outcome] = []
        for outcome, append in zip(self.outcomes, self.appends, strict=True):
            if outcome is not None:
                settled.append(outcome)
                continue
            start = position - self.first_position
            leaves = tuple(self.leaves[start : start + len(append.events)])
            settled.append(Recorded(position, leaves, self.edge.size, checkpoint))
            position += len(append.events)
        return settled
