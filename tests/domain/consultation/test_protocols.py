"""Events and aggregates satisfy the protocols of the `eventsourcing` library by structure alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

import pytest
from eventsourcing.domain import DomainEventProtocol, ImmutableAggregateProtocol

from domain.comment import state as comment_state
from domain.consultation import state as consultation_state
from domain.event import Event
from domain.point import state as point_state
from tests.domain.examples import comments, decision, point, streams

Aggregate = ImmutableAggregateProtocol[UUID]
Evolve = Callable[[Any, Event], Aggregate]


def projector(evolve: Evolve) -> Callable[[Aggregate | None, Iterable[DomainEventProtocol[UUID]]], Aggregate | None]:
    """The library's projector function (`Repository.get(..., projector_func=)`) over one of ours."""

    def project(aggregate: Aggregate | None, events: Iterable[DomainEventProtocol[UUID]]) -> Aggregate | None:
        for event in events:
            assert isinstance(event, Event)
            aggregate = evolve(aggregate, event)
        return aggregate

    return project


@pytest.mark.parametrize("event", [event for stream in streams() for event in stream])
def test_every_event_is_a_domain_event(event: Event) -> None:
    seen: DomainEventProtocol[UUID] = event
    assert isinstance(seen, DomainEventProtocol)
    assert isinstance(seen.originator_id, UUID)
    assert seen.originator_version >= 1


def test_every_aggregate_is_an_immutable_aggregate() -> None:
    told: list[tuple[Evolve, list[Event]]] = [
        (consultation_state.evolve, decision()),
        (comment_state.evolve, comments()[0]),
        (point_state.evolve, point()),
    ]
    for evolve, events in told:
        aggregate = projector(evolve)(None, events)
        assert aggregate is not None
        assert (aggregate.id, aggregate.version) == (events[0].originator_id, len(events))
        with pytest.raises(AttributeError):
            aggregate.version = 1  # type: ignore[misc]


def test_the_aggregates_are_typed_as_the_library_asks() -> None:
    """Checked by mypy as much as by running."""
    decided: ImmutableAggregateProtocol[UUID] = consultation_state.evolve(None, decision()[0])
    commented: ImmutableAggregateProtocol[UUID] = comment_state.evolve(None, comments()[0][0])
    pointed: ImmutableAggregateProtocol[UUID] = point_state.evolve(None, point()[0])
    assert [aggregate.version for aggregate in (decided, commented, pointed)] == [1, 1, 1]
