"""The base of every event, and the topics under which events are stored."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from typing import Any, ClassVar, Protocol, TypedDict
from uuid import UUID

import msgspec

from domain.access import Actor

PUBLIC = "public"
CLOCK = "clock"


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """Something that happened, in the public's words; immutable.

    `timestamp` is UTC with milliseconds: the moment the server read the command. `actor` is `public`, `clock`, or a staff
    member's random id. `consultation_id` names the decision the event is about (equal to `originator_id` on its own stream);
    an anchor of the whole log names none (`domain.anchor.anchors.WHOLE_LOG`).
    Satisfies `eventsourcing.domain.DomainEventProtocol` by structure, and keeps its convention of upcasting: `class_version` is
    the version in the topic, and a type of version 2 has a static method `upcast_v1_v2` that changes the state of a version 1
    in place. The type of the old version stays registered: it is the form of the entries that were written in it.
    """

    topic: ClassVar[str]
    class_version: ClassVar[int] = 1

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
        event_type.topic, event_type.class_version = name, _version(name)
        _topics[name] = event_type
        return event_type

    return register


def aggregate_of(event_type: type[Event]) -> str:
    """The folder that an event type is declared in: all events of one kind of stream stand in it, in a file or in several."""
    return event_type.__module__.rpartition(".")[0]


def topics_of_same_aggregate(event_type: type[Event]) -> frozenset[str]:
    """Topics of all events of that kind of stream."""
    return frozenset(name for name, kind in _topics.items() if aggregate_of(kind) == aggregate_of(event_type))


def _version(name: str) -> int:
    """Of `comment-submitted.v1`: 1."""
    return int(name.rpartition(".v")[2])


def upcasts(event_type: type[Event]) -> tuple[tuple[Callable[[dict[str, Any]], None], ...], type[Event]]:
    """The steps that lead from a state of this type to one of its newest version, and that version's type."""
    stem, steps, newest = event_type.topic.rpartition(".v")[0], [], event_type
    while (later := _topics.get(f"{stem}.v{newest.class_version + 1}")) is not None:
        steps.append(getattr(later, f"upcast_v{newest.class_version}_v{later.class_version}"))
        newest = later
    return tuple(steps), newest


@cache
def stored_topics(*topics: str) -> tuple[str, ...]:
    """The topics under which the same events may stand: these, and those of earlier versions, whose entries are cast up."""
    versions = {(name.rpartition(".v")[0], earlier) for name in topics for earlier in range(1, _version(name) + 1)}
    return tuple(sorted(f"{stem}.v{version}" for stem, version in versions))


def event_types() -> dict[str, type[Event]]:
    """Every registered event type by topic. Import `domain.all_events` first: it registers them all."""
    return dict(_topics)


def written_types() -> dict[str, type[Event]]:
    """Of `event_types` those that are written: the newest version of each."""
    return {name: kind for name, kind in _topics.items() if not upcasts(kind)[0]}


class Aggregate(Protocol):
    """What every state folded from a stream of events has."""

    @property
    def id(self) -> UUID: ...
    @property
    def version(self) -> int: ...
    @property
    def consultation_id(self) -> UUID: ...


class NextFields(TypedDict):
    """The fields that every event has, for the next one on a stream."""

    originator_id: UUID
    originator_version: int
    timestamp: datetime
    actor: str
    consultation_id: UUID


def next_fields(state: Aggregate, actor: Actor | str, at: datetime) -> NextFields:
    """The common fields of the next event on the stream of `state`. `actor`: a member of staff, PUBLIC or CLOCK."""
    return NextFields(
        originator_id=state.id,
        originator_version=state.version + 1,
        timestamp=moment(at),
        actor=actor if isinstance(actor, str) else str(actor.id),
        consultation_id=state.consultation_id,
    )


def moment(at: datetime) -> datetime:
    """`at` in UTC, cut to whole milliseconds: the form in which time enters an event."""
    utc = at.astimezone(UTC)
    return utc.replace(microsecond=utc.microsecond // 1000 * 1000)
