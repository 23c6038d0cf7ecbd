"""The base of every event, and the topics under which events are stored."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, ClassVar
from uuid import UUID

import msgspec

PUBLIC = "public"
CLOCK = "clock"


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """Something that happened, in the public's words; immutable.

    `timestamp` is UTC with milliseconds: the moment the server read the command. `actor` is `public`, `clock`, or a staff
    member's random id. `consultation_id` names the decision the event is about (equal to `originator_id` on its own stream);
    an anchor of the whole log names none (`domain.anchor.anchors.WHOLE_LOG`).
    Satisfies `eventsourcing.domain.DomainEventProtocol` by structure.
    """

    topic: ClassVar[str]

    originator_id: UUID
    originator_version: int
    timestamp: datetime
    actor: str
    consultation_id: UUID


_topics: dict[str, type[Event]] = {}


def topic(name: str) -> Any:
    """Class decorator: the stable stored name of an event type, with its version (`comment-submitted.v1`). Never reused."""

    def register(event_type: type[Event]) -> type[Event]:
        if name in _topics:
            raise ValueError(f"topic {name} is taken by {_topics[name].__name__}")
        event_type.topic = name
        _topics[name] = event_type
        return event_type

    return register


def event_types() -> dict[str, type[Event]]:
    """Every registered event type by topic. Import `domain.events` first: it registers them all."""
    return dict(_topics)


def moment(at: datetime) -> datetime:
    """`at` in UTC, cut to whole milliseconds: the form in which time enters an event."""
    utc = at.astimezone(UTC)
    return utc.replace(microsecond=utc.microsecond // 1000 * 1000)
