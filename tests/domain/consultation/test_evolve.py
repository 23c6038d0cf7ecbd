"""Remembering never refuses, and needs none of the sealed contents."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from domain.comment import state as comment_state
from domain.comment.events import CommentSubmitted
from domain.consultation import state as consultation_state
from domain.consultation.events import DecisionStarted
from domain.consultation.state import Consultation
from domain.event import Event
from domain.point import state as point_state
from domain.point.events import PointMade
from domain.sealing import CLOSED, sealed_fields
from tests.domain.consultation.told import adopted, ended
from tests.domain.examples import DECISION, comments, decision, ended_decision, point, returned_decision

FOLDS: dict[type[Event], Any] = {
    DecisionStarted: consultation_state.evolve,
    CommentSubmitted: comment_state.evolve,
    PointMade: point_state.evolve,
}
STREAMS = [decision(), ended_decision(), returned_decision(), *comments(), point()]
CONTENTS = {"title", "division", "matter_kind", "regime", "touches_operators", "draft", "materials", "revised", "notice"}
CONTENTS |= {"contradictions_accepted", "returns"}
FACTS = [*(name for name in Consultation.__struct_fields__ if name not in CONTENTS), "released", "drafters"]


def unseen(event: Event) -> Event:
    """The event with every sealed field closed."""
    return replace(event, **{field.name: CLOSED for field in sealed_fields(type(event))})


def fold(events: list[Event]) -> Any:
    state = None
    for event in events:
        state = FOLDS[type(events[0])](state, event)
    return state


@pytest.mark.parametrize("stream", STREAMS)
def test_every_stream_is_remembered_with_all_its_contents_closed(stream: list[Event]) -> None:
    state = fold([unseen(event) for event in stream])
    assert (state.id, state.version) == (stream[0].originator_id, stream[-1].originator_version)


def test_every_fact_of_the_procedure_is_known_without_the_contents() -> None:
    seen, blind = fold(decision()), fold([unseen(event) for event in decision()])
    assert {name: getattr(blind, name) for name in FACTS} == {name: getattr(seen, name) for name in FACTS}
    assert blind.returns.submitted == seen.returns.submitted
    assert (blind.title, blind.division, blind.draft, blind.notice) == (CLOSED, CLOSED, CLOSED, CLOSED)


@pytest.mark.parametrize("first", [DecisionStarted, CommentSubmitted, PointMade])
def test_events_in_whatever_order_are_remembered(first: type[Event]) -> None:
    """The rules are in the decisions: a history written under other rules stays readable."""
    streams = [stream for stream in STREAMS if isinstance(stream[0], first)]
    shuffled = [streams[0][0], *(event for stream in streams for event in reversed(stream[1:]))]
    for events in (shuffled, shuffled + shuffled[1:]):
        assert fold(events).version == events[-1].originator_version


@pytest.mark.parametrize("stream", STREAMS)
def test_an_event_of_another_kind_only_advances_the_version(stream: list[Event]) -> None:
    class SomethingLater(Event, frozen=True, kw_only=True):
        """A kind of event that this program does not know."""

    state = fold(stream)
    unknown = SomethingLater(
        originator_id=state.id,
        originator_version=state.version + 1,
        timestamp=stream[-1].timestamp,
        actor="clock",
        consultation_id=DECISION,
    )
    assert FOLDS[type(stream[0])](state, unknown) == replace(state, version=state.version + 1)


@pytest.mark.parametrize("stream", STREAMS)
def test_a_stream_without_its_beginning_cannot_be_remembered(stream: list[Event]) -> None:
    with pytest.raises(TypeError, match="begins with"):
        FOLDS[type(stream[0])](None, stream[1])


def test_the_examples_end_where_the_decisions_lead() -> None:
    assert fold(decision()).adopted_at is not None
    assert fold(ended_decision()).ended_at is not None
    assert adopted().adopted_at is not None
    assert ended().ended_at is not None


def test_versions_of_a_stream_count_from_one() -> None:
    for stream in STREAMS:
        assert [event.originator_version for event in stream] == list(range(1, len(stream) + 1))
