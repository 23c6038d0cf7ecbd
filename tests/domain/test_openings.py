"""What a publication opens: nothing that an earlier one has opened, and nothing of a point that was merged."""

from __future__ import annotations

from domain.event import Event
from domain.openings import opened_by, openings
from domain.point.events import DispositionDrafted, PointMade
from tests.domain.property import whole_life as life


def opened(events: list[Event], topic: str) -> list[Event]:
    """What the event of this topic opens in all that stands before it."""
    place = next(place for place, event in enumerate(events) if event.topic == topic)
    event = events[place]
    return [each for rule in openings(event) for each in opened_by(rule, event.originator_id, events[:place])]


def test_the_feedback_opens_all_points_that_were_not_merged() -> None:
    made = [event for event in opened(life.whole_life(), "feedback-published.v1") if isinstance(event, PointMade)]
    assert [event.originator_id for event in made] == [life.point_id(1), life.point_id(2)]


def test_a_supplement_opens_what_came_since_the_last_publication() -> None:
    found = opened(life.whole_life(), "supplement-published.v1")
    of_points = [event for event in found if isinstance(event, PointMade | DispositionDrafted)]
    assert {event.originator_id for event in of_points} == {life.point_id(5)}
    assert {event.topic for event in found} == {
        "supplement-prepared.v1",
        "supplement-signed-off.v1",
        "point-made.v1",
        "disposition-drafted.v1",
    }
