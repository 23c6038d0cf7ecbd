"""A new version of an event: old entries are kept, audited in their own form, and read as the new type."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from eventsourcing.persistence import Notification, StoredEvent

from consult.audit.entry import EntryWrong, read_entry
from consult.event_log import Append, EventLog, MovedOn, NewEvent
from consult.persistence.mapper import EntryMapper
from consult.sealed import mapper
from consult.sealed.mapper import seal, unseal
from domain import event as events
from domain.event import Event, stored_topics, topic
from domain.sealing import CLOSED, Sealed
from tests.event_log.events import append_of

pytestmark = pytest.mark.anyio
FACTS: dict[str, Any] = {"originator_version": 1, "actor": "public", "timestamp": datetime(2026, 3, 1, tzinfo=UTC)}


class VisitPlanned(Event, frozen=True, kw_only=True):
    """As it was first written: a duration in hours."""

    hours: int
    place: Sealed[str]


class VisitPlannedInMinutes(Event, frozen=True, kw_only=True):
    """As it is written now."""

    minutes: int
    place: Sealed[str]

    @staticmethod
    def upcast_v1_v2(state: dict[str, Any]) -> None:
        state["minutes"] = state.pop("hours") * 60


@pytest.fixture(autouse=True)
def two_versions(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Registered for one test only."""
    monkeypatch.setattr(events, "_topics", dict(events._topics))
    monkeypatch.setattr(mapper, "_forms", {})
    topic("visit-planned.v1")(VisitPlanned)
    topic("visit-planned.v2")(VisitPlannedInMinutes)
    yield
    stored_topics.cache_clear()


def old(stream: UUID) -> VisitPlanned:
    return VisitPlanned(originator_id=stream, consultation_id=stream, hours=2, place="东门", **FACTS)


def test_an_old_entry_is_read_as_the_new_type_with_what_was_sealed() -> None:
    sealed = seal(old(uuid4()))
    found = unseal(sealed.state, sealed.content)
    assert isinstance(found, VisitPlannedInMinutes)
    assert (found.minutes, found.place, found.class_version) == (120, "东门", 2)


def test_an_old_entry_is_audited_in_the_form_it_was_written_in() -> None:
    sealed = seal(old(uuid4()))
    event = read_entry(sealed.state).event
    assert isinstance(event, VisitPlannedInMinutes)
    assert (event.minutes, event.place) == (120, CLOSED)
    renamed = sealed.state.replace(b'"hours"', b'"hourz"')
    with pytest.raises(EntryWrong):
        read_entry(renamed)


async def test_the_log_finds_both_versions_of_an_event(event_log: EventLog) -> None:
    first, second = uuid4(), uuid4()
    new = VisitPlannedInMinutes(originator_id=second, consultation_id=second, minutes=90, place="西门", **FACTS)
    for event in (old(first), new):
        await event_log.append(Append((NewEvent(event.originator_id, 1, event.topic, seal(event).state),)))
    entries = await event_log.streams([first, second], [VisitPlannedInMinutes.topic])
    assert [entry.topic for entry in entries] == ["visit-planned.v1", "visit-planned.v2"]
    assert all(entry.is_of(VisitPlannedInMinutes) for entry in entries)
    assert await event_log.streams([first, second], [VisitPlanned.topic]) == entries[:1]


async def test_what_the_log_takes_and_gives_is_in_the_librarys_form(event_log: EventLog) -> None:
    """LogEntry is no subclass, for the sake of reading millions; so its form is compared."""
    append = append_of()
    assert isinstance(append.events[0], StoredEvent)
    await event_log.append(append)
    (entry,) = await event_log.read(0, 10)
    names = {*StoredEvent.__dataclass_fields__, *Notification.__dataclass_fields__}
    assert entry.id == 1 == entry.position + 1
    assert Notification(**{name: getattr(entry, name) for name in names}) == Notification(
        append.events[0].originator_id, 1, append.events[0].topic, append.events[0].state, 1
    )
    assert EntryMapper().to_domain_event(entry).originator_id == entry.originator_id  # type: ignore[arg-type]
    with pytest.raises(MovedOn):
        await event_log.append(append)
