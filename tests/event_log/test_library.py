"""The library's EventStore and Repository, with our events, our aggregates and our log."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from uuid import uuid4

import pytest
from eventsourcing.application import Repository
from eventsourcing.domain import DomainEventProtocol, ImmutableAggregateProtocol
from eventsourcing.persistence import EventStore, IntegrityError

from consult.persistence.factory import Factory
from consult.persistence.mapper import EntryMapper
from consult.persistence.recorders import LogApplicationRecorder
from domain.comment.state import Comment, evolve
from domain.enumerations import CommentStatus
from domain.event import Event
from domain.sealing import CLOSED
from tests.event_log.events import published, submitted
from tests.event_log.test_persistence import factory

__all__ = ["factory"]


def project(state: Comment | None, events: Iterable[Event]) -> Comment | None:
    for event in events:
        state = evolve(state, event)
    return state


@pytest.mark.usefixtures("factory")
class TestLibrary:
    factory: Factory

    def test_events_are_put_and_aggregates_got(self, tmp_path: Path) -> None:
        store = EventStore(EntryMapper(), LogApplicationRecorder(self.factory.bridge))
        comment_id, consultation_id = uuid4(), uuid4()
        store.put([submitted(comment_id, consultation_id), published(comment_id, consultation_id)])
        comment: Comment = Repository(store).get(comment_id, projector_func=project)  # type: ignore[type-var]
        assert (comment.version, comment.status, comment.text) == (2, CommentStatus.PUBLISHED, CLOSED)
        with pytest.raises(IntegrityError):
            store.put([published(comment_id, consultation_id)])

    def test_our_events_and_aggregates_satisfy_the_librarys_protocols(self) -> None:
        event: DomainEventProtocol[object] = submitted(uuid4(), uuid4())
        assert event.originator_version == 1
        comment: ImmutableAggregateProtocol[object] = evolve(None, submitted(uuid4(), uuid4()))
        assert comment.version == 1
