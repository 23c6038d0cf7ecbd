"""The record of one decision for the audit: as `domain.recheck` wants it, but comments and responses take little each.

A million comments have a few dozen different histories (submitted by web, published with name, …). A history is a tuple of
shared events, stripped of what tells one comment from another; each comment points to its history. So with responses.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, TypeVar
from uuid import UUID

from msgspec.structs import replace

from domain.anchor.events import AnchorRecorded
from domain.comment import events as comment_events
from domain.comment.events import CommentSubmitted
from domain.enumerations import Channel
from domain.event import Event
from domain.questionnaire_response import events as response_events
from domain.recheck.record import Record
from domain.sealing import CLOSED, sealed_fields

E = TypeVar("E", bound=Event)
History = tuple[Event, ...]
SAME_FOR_ALL: dict[str, Any] = {
    "originator_id": UUID(int=0),
    "originator_version": 0,
    "consultation_id": UUID(int=0),
    "timestamp": datetime(1970, 1, 1, tzinfo=UTC),
    "articles": (),
    "received_on": None,
    "draft_version": 0,
    "grievance_id": UUID(int=0),
}


def _events_in(module: object) -> frozenset[type[Event]]:
    return frozenset(
        kind for kind in vars(module).values() if isinstance(kind, type) and issubclass(kind, Event) and kind is not Event
    )


COMMENT_EVENTS = _events_in(comment_events)
RESPONSE_EVENTS = _events_in(response_events)


class _Histories:
    """Every history seen, once."""

    def __init__(self) -> None:
        self._events: dict[Any, Event] = {}
        self._known: dict[tuple[int, int], History] = {}
        self._numbers: dict[int, int] = {}
        self.all: list[History] = []
        self._closed: dict[type, tuple[str, ...]] = {}

    def extended(self, history: History, event: Event) -> History:
        stripped = self._stripped(event)
        key = (id(history), id(stripped))  # both are kept here for good, so their ids are theirs
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = (*history, stripped)
            self._numbers[id(known)] = len(self.all)
            self.all.append(known)
        return known

    def number(self, history: History) -> int:
        """The place of a history in `all`."""
        return self._numbers[id(history)]

    def _stripped(self, event: Event) -> Event:
        kind = type(event)
        if kind not in self._closed:
            self._closed[kind] = tuple(field.name for field in sealed_fields(kind))
        sealed = self._closed[kind]
        telling = tuple(getattr(event, name) for name in _telling(kind))
        key = (kind, telling, tuple(name for name in sealed if getattr(event, name) is not CLOSED))
        if key not in self._events:
            common = {name: value for name, value in SAME_FOR_ALL.items() if name in kind.__struct_fields__}
            opened = dict.fromkeys(key[2], None)
            self._events[key] = replace(event, **common, **opened)
        return self._events[key]


_names: dict[type, tuple[str, ...]] = {}


def _telling(kind: type[Event]) -> tuple[str, ...]:
    """Fields that a later rule looks at: the public ones that are not stripped."""
    if kind not in _names:
        sealed = {field.name for field in sealed_fields(kind)}
        _names[kind] = tuple(name for name in kind.__struct_fields__ if name not in sealed and name not in SAME_FOR_ALL)
    return _names[kind]


HISTORIES = _Histories()


class CompactRecord(Record):
    """`placed`: the events that are not of a comment or a response, with their positions; `texts`: hashes of the texts shown.

    `edits`: positions of what was changed after publication; `position`: of the last event.
    """

    def __init__(self) -> None:
        super().__init__()
        self.placed: list[tuple[int, Event]] = []
        self.position = self.first_position = -1
        self.events = 0
        self.edits: tuple[int, ...] = ()
        self.texts: set[int] = set()
        self._comments: dict[UUID, History] = {}
        self._first = array("q")
        self._responses: dict[UUID, History] = {}
        self._first_of_responses: dict[UUID, int] = {}
        self._articles: tuple[object, frozenset[str] | None] = (None, None)

    def at(self, position: int) -> None:
        """The next event stands at this position of the log."""
        self.position = position
        if self.first_position < 0:
            self.first_position = position

    def add(self, event: Event) -> None:
        if type(event) in COMMENT_EVENTS:
            self._add_comment_event(event)
        elif type(event) in RESPONSE_EVENTS:
            self._add_response_event(event)
        elif isinstance(event, AnchorRecorded):
            super().add(replace(event, token=b""))  # looked at when it came by; a large one, every day
        else:
            super().add(event)
            self.placed.append((self.position, event))

    def _add_comment_event(self, event: Event) -> None:
        stream = event.originator_id
        history = self._comments.get(stream)
        if history is None:
            history = ()
            self._first.append(self.position)
        self._comments[stream] = HISTORIES.extended(history, event)
        self.last_timestamp = event.timestamp

    def _add_response_event(self, event: Event) -> None:
        """What it answers waits in `responses` until it is counted."""
        self.responses.add(event)
        stream = event.originator_id
        self._first_of_responses.setdefault(stream, self.position)
        self._responses[stream] = HISTORIES.extended(self._responses.get(stream, ()), event)
        self.last_timestamp = event.timestamp

    def stream(self, originator_id: UUID) -> list[Event]:
        history = self._comments.get(originator_id) or self._responses.get(originator_id)
        return list(history) if history is not None else super().stream(originator_id)

    def comments(self) -> Iterator[tuple[UUID, list[Event]]]:
        return ((comment_id, list(history)) for comment_id, history in self._comments.items() if _is_comment(history))

    def all(self, event_type: type[E]) -> list[E]:
        """Of a comment's events, all of one type are told apart by nothing but their history."""
        if event_type not in COMMENT_EVENTS:
            return super().all(event_type)
        return [event for history in self._comments.values() for event in history if isinstance(event, event_type)]

    def received_by_channel(self) -> dict[Channel, int]:
        received: Counter[Channel] = Counter()
        for history, count in self.histories().items():
            received.update({event.channel: count for event in history if isinstance(event, CommentSubmitted)})
        return dict(received)

    def article_ids(self) -> frozenset[str] | None:
        """As in the record, worked out once for each text."""
        if self._articles[0] is not self.published:
            self._articles = (self.published, super().article_ids())
        return self._articles[1]

    def histories(self) -> Counter[History]:
        """The different histories of comments, and how many comments have each."""
        by_id = Counter(map(id, self._comments.values()))
        found = {id(history): history for history in self._comments.values()}
        return Counter({found[key]: count for key, count in by_id.items()})

    def response_histories(self) -> Counter[tuple[History, bool]]:
        """The different histories of responses, each counted or not, and how many responses have each."""
        by_id = Counter((id(history), stream in self.responses.counted) for stream, history in self._responses.items())
        found = {id(history): history for history in self._responses.values()}
        return Counter({(found[key], counted): count for (key, counted), count in by_id.items()})

    def responses_with(self, history: History, *, counted: bool) -> list[int]:
        """First positions of the responses with this history."""
        return [
            self._first_of_responses[stream]
            for stream, own in self._responses.items()
            if own is history and (stream in self.responses.counted) == counted
        ]

    def comments_with(self, history: History, most: int) -> list[tuple[int, UUID]]:
        """First positions and ids of up to `most` comments with this history."""
        found = ((place, key) for place, (key, own) in zip(self._first, self._comments.items(), strict=True) if own is history)
        return [item for item, _ in zip(found, range(most), strict=False)]

    def comment_number(self, comment_id: UUID) -> int:
        """The n-th submission of its decision, from 1."""
        return next(number for number, known in enumerate(self._comments, 1) if known == comment_id)

    def __getstate__(self) -> dict[str, Any]:
        numbers = array("l", map(HISTORIES.number, self._comments.values()))
        responses = {stream: HISTORIES.number(history) for stream, history in self._responses.items()}
        packed = (b"".join(key.bytes for key in self._comments), numbers)
        return self.__dict__ | {"_comments": packed, "_responses": responses}

    def __setstate__(self, state: dict[str, Any]) -> None:
        """Only in the process that put it away: histories are kept there."""
        joined, numbers = state["_comments"]
        keys = (UUID(bytes=joined[start : start + 16]) for start in range(0, len(joined), 16))
        histories = (HISTORIES.all[number] for number in numbers)
        responses = {stream: HISTORIES.all[number] for stream, number in state["_responses"].items()}
        self.__dict__ = state | {"_comments": dict(zip(keys, histories, strict=True)), "_responses": responses}

    @property
    def comment_count(self) -> int:
        return len(self._comments)

    @property
    def size(self) -> int:
        """How many streams of the public it holds."""
        return len(self._comments) + len(self._responses)


def _is_comment(history: History) -> bool:
    return any(isinstance(event, CommentSubmitted) for event in history)
