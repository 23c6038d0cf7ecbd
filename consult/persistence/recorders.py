"""The library's recorders over the event log. Its notification id is our position + 1."""

from __future__ import annotations

from collections.abc import Sequence
from threading import Event as ThreadEvent
from typing import Any
from uuid import UUID

import asyncpg
from eventsourcing.persistence import (
    AggregateRecorder,
    ApplicationRecorder,
    IntegrityError,
    ListenNotifySubscription,
    Notification,
    ProgrammingError,
    StoredEvent,
    Subscription,
    Tracking,
    TrackingRecorder,
)

from consult.event_log import Append, NewEvent
from consult.persistence.bridge import Bridge

SELECT_EVENTS = """
SELECT originator_id, originator_version, topic, state FROM log.events
WHERE originator_id = $1 AND ($2::int IS NULL OR originator_version > $2) AND ($3::int IS NULL OR originator_version <= $3)
ORDER BY CASE WHEN $4 THEN -originator_version ELSE originator_version END LIMIT $5
"""
SELECT_NOTIFICATIONS = """
SELECT originator_id, originator_version, topic, state, position + 1 FROM log.events
WHERE position >= $1 AND ($2::bigint IS NULL OR position < $2) AND (cardinality($3::text[]) = 0 OR topic = ANY($3))
ORDER BY position LIMIT $4
"""


class LogAggregateRecorder(AggregateRecorder):
    """Writes and reads streams. A version that is taken raises IntegrityError."""

    def __init__(self, bridge: Bridge) -> None:
        self._bridge = bridge

    def insert_events(self, stored_events: Sequence[StoredEvent], **kwargs: Any) -> Sequence[int] | None:
        self._append(stored_events)
        return None

    def _append(self, stored_events: Sequence[StoredEvent]) -> Sequence[int] | None:
        if not stored_events:
            return None
        append = Append(tuple(_new_event(event) for event in stored_events))
        recorded = self._bridge.run(self._bridge.log.append(append))
        first = recorded.first_position + 1
        return list(range(first, first + len(stored_events)))

    def select_events(
        self,
        originator_id: UUID | str,
        *,
        gt: int | None = None,
        lte: int | None = None,
        desc: bool = False,
        limit: int | None = None,
    ) -> Sequence[StoredEvent]:
        rows = self._bridge.run(self._bridge.pool.fetch(SELECT_EVENTS, originator_id, gt, lte, desc, limit))
        return [StoredEvent(*row) for row in rows]


class LogApplicationRecorder(LogAggregateRecorder, ApplicationRecorder):
    """Reads all events in one order, without gaps."""

    def insert_events(self, stored_events: Sequence[StoredEvent], **kwargs: Any) -> Sequence[int] | None:
        return self._append(stored_events)

    def select_notifications(
        self,
        start: int | None,
        limit: int,
        stop: int | None = None,
        topics: Sequence[str] = (),
        *,
        inclusive_of_start: bool = True,
    ) -> Sequence[Notification]:
        first = 0 if start is None else start - 1 if inclusive_of_start else start
        rows = self._bridge.run(self._bridge.pool.fetch(SELECT_NOTIFICATIONS, first, stop, list(topics), limit))
        return [Notification(*row) for row in rows]

    def max_notification_id(self) -> int | None:
        return self._bridge.run(self._bridge.log.head()).size or None

    def subscribe(self, gt: int | None = None, topics: Sequence[str] = ()) -> Subscription[ApplicationRecorder]:
        return LogSubscription(self, gt, topics, bridge=self._bridge)


class LogSubscription(ListenNotifySubscription["ApplicationRecorder"]):
    """Woken by the database's notifications; a missed one delays an event until the next poll, and loses none."""

    def __init__(self, recorder: ApplicationRecorder, gt: int | None, topics: Sequence[str], *, bridge: Bridge) -> None:
        self._bridge = bridge
        super().__init__(recorder, gt, topics)
        self._connection = bridge.run(self._listen())

    async def _listen(self) -> Any:
        connection = await self._bridge.pool.acquire()
        await connection.add_listener("consult_log", self._notified)
        self._has_been_notified.set()
        return connection

    def _notified(self, *_: object) -> None:
        notified: ThreadEvent = self._has_been_notified
        notified.set()

    def stop(self) -> None:
        if not self._has_been_stopped and hasattr(self, "_connection"):
            self._bridge.run(self._unlisten())
        super().stop()

    async def _unlisten(self) -> None:
        await self._connection.remove_listener("consult_log", self._notified)
        await self._bridge.pool.release(self._connection)


class LogTrackingRecorder(TrackingRecorder):
    """Stores up to which notification another application's events were processed; it only moves forward."""

    def __init__(self, bridge: Bridge) -> None:
        self._bridge = bridge

    def insert_tracking(self, tracking: Tracking) -> None:
        latest = self.max_tracking_id(tracking.application_name)
        if latest is not None and tracking.notification_id <= latest:
            raise IntegrityError(f"{tracking.application_name} is at {latest}, not before {tracking.notification_id}")
        query = "INSERT INTO log.tracking VALUES ($1, $2)"
        try:
            self._bridge.run(self._bridge.pool.execute(query, tracking.application_name, tracking.notification_id))
        except asyncpg.UniqueViolationError as error:
            raise IntegrityError(str(error)) from error

    def max_tracking_id(self, application_name: str) -> int | None:
        query = "SELECT max(notification_id) FROM log.tracking WHERE application_name = $1"
        latest: int | None = self._bridge.run(self._bridge.pool.fetchval(query, application_name))
        return latest


def _new_event(event: StoredEvent) -> NewEvent:
    if isinstance(event, NewEvent):
        return event
    if not isinstance(event.originator_id, UUID):
        raise ProgrammingError("the log's streams are named by UUID")
    return NewEvent(event.originator_id, event.originator_version, event.topic, event.state)
