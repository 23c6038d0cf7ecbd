"""The record of one decision while it is re-checked: its events so far, as they stand, not folded by the aggregates."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TypeVar
from uuid import UUID

import msgspec

from domain.activity.events import ApplicationsClosed
from domain.application.events import ApplicationSubmitted
from domain.comment.events import CommentSubmitted
from domain.consultation.events import (
    ConsultationPublished,
    DecisionStarted,
    DraftPrepared,
    FeedbackPublished,
    PeriodExtended,
    ReturnedForChanges,
    SupplementPublished,
)
from domain.enumerations import Channel, Returnable, Side
from domain.event import Event, aggregate_of
from domain.point.events import PointMade
from domain.recheck.responses import Responses
from domain.recheck.standing import application_fate
from domain.rules import NATIONAL_RULES, ProcedureRules, rules_named
from domain.sealing import CLOSED, Closed
from domain.text import visible_length
from domain.values import TextDocument

E = TypeVar("E", bound=Event)


class Finding(msgspec.Struct, frozen=True):
    """A rule that an event breaks: its name (of the refusal that a decision raises), the event's position and stream."""

    rule: str
    position: int
    consultation_id: UUID
    originator_id: UUID
    topic: str


class Record:
    """Events about one decision, in order, found again by stream and by type."""

    def __init__(self) -> None:
        self.last_timestamp: datetime | None = None
        self._by_stream: dict[UUID, list[Event]] = defaultdict(list)
        self._by_type: dict[type[Event], list[Event]] = defaultdict(list)
        self._published_lengths: dict[UUID, int] = {}
        self._answers_at_return: dict[Returnable, int] = {}
        self._closed_applications: dict[UUID, dict[Side | None, list[UUID]]] = {}
        self.responses = Responses()
        self.led_to: set[tuple[int, int]] = set()  # on the catalogues' own: year and number of matters with a public decision

    def add(self, event: Event) -> None:
        self._by_stream[event.originator_id].append(event)
        self._by_type[type(event)].append(event)
        self.last_timestamp = event.timestamp
        if isinstance(event, ApplicationsClosed):
            self._closed_applications[event.originator_id] = self.standing_applications(event.originator_id)
        self.responses.add(event)
        if isinstance(event, ReturnedForChanges):
            self._answers_at_return[event.what] = self._answers()
        if isinstance(event, FeedbackPublished | SupplementPublished):
            points = [point.originator_id for point in self.all(PointMade)]
            self._published_lengths = {point: len(self.stream(point)) for point in points}

    def published_stream(self, point_id: UUID) -> list[Event]:
        """The events of a point's stream up to the last feedback or supplement; none of one made since."""
        return self.stream(point_id)[: self._published_lengths.get(point_id, 0)]

    def answers_since_return(self, what: Returnable) -> bool:
        """Whether anything was recorded of points and answers since this was last returned."""
        return self._answers() > self._answers_at_return.get(what, 0)

    def _answers(self) -> int:
        return sum(len(events) for kind, events in self._by_type.items() if aggregate_of(kind) == "domain.point")

    def stream(self, originator_id: UUID) -> list[Event]:
        """The events so far on one stream."""
        return self._by_stream.get(originator_id, [])

    def comments(self) -> Iterator[tuple[UUID, list[Event]]]:
        """Each comment in the order of submission, with the events so far on its stream."""
        for comment in self.all(CommentSubmitted):
            yield comment.originator_id, self.stream(comment.originator_id)

    def applications(self, activity_id: UUID) -> list[ApplicationSubmitted]:
        """Those to one activity, as they came."""
        return [each for each in self.all(ApplicationSubmitted) if each.activity_id == activity_id]

    def standing_applications(self, activity_id: UUID) -> dict[Side | None, list[UUID]]:
        """Ids of the applications that wait for a seat, by side, as they came."""
        found: dict[Side | None, list[UUID]] = defaultdict(list)
        for each in self.applications(activity_id):
            if application_fate(self.stream(each.originator_id)) == "waiting":
                found[each.side].append(each.originator_id)
        return dict(found)

    def closed_applications(self, activity_id: UUID) -> dict[Side | None, list[UUID]]:
        """As `standing_applications`, at the moment when they were closed; none before."""
        return self._closed_applications.get(activity_id, {})

    def all(self, event_type: type[E]) -> list[E]:
        """The events so far of one type, oldest first."""
        return [event for event in self._by_type.get(event_type, []) if isinstance(event, event_type)]

    def last(self, event_type: type[E]) -> E | None:
        """The latest event of one type."""
        found = self._by_type.get(event_type)
        return found[-1] if found and isinstance(found[-1], event_type) else None

    @property
    def published(self) -> ConsultationPublished | None:
        return self.last(ConsultationPublished)

    @property
    def closes_at(self) -> datetime | None:
        """The (exclusive) close as last published or extended."""
        latest = self.last(PeriodExtended) or self.published
        return latest.closes_at if latest else None

    @property
    def rules(self) -> ProcedureRules:
        started = self.last(DecisionStarted)
        return rules_named(started.rules) if started else NATIONAL_RULES

    def reason_broken(self, reason: str | None, rule: str = "ReasonTooShort") -> Iterator[str]:
        """`rule`, where an open reason is shorter than the rules ask for."""
        if reason is None or visible_length(reason) < self.rules.min_reason_length:
            yield rule

    @property
    def consulted(self) -> TextDocument | Closed | None:
        """The draft consulted on; None before publication."""
        drafts = self.all(DraftPrepared) if self.published else []
        version = self.published.draft_version if self.published else 0
        return next((draft.draft for draft in reversed(drafts) if draft.draft_version == version), None)

    def received_by_channel(self) -> dict[Channel, int]:
        """Number of comments so far by channel."""
        return dict(Counter(comment.channel for comment in self.all(CommentSubmitted)))

    def article_ids(self) -> frozenset[str] | None:
        """Ids of the articles of the draft consulted on; None where it is closed to the reader."""
        text = self.consulted
        return None if text is None or text is CLOSED else frozenset(article.id for article in text.articles)


def last_of(events: Sequence[Event], event_type: type[E]) -> E | None:
    """The latest event of one type among those of a stream."""
    return next((event for event in reversed(events) if isinstance(event, event_type)), None)
