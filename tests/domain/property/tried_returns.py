"""What can be tried to return what was prepared, with good and bad arguments."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from domain.access import Actor
from domain.consultation.events import ReturnedForChanges
from domain.consultation.steps import returning
from domain.enumerations import Returnable
from domain.event import Event
from domain.history import History
from domain.point.state import Point
from tests.domain.property.world import DECISION, SHORT, WHY, NothingThere, World

Decide = Callable[..., Event]


def return_draft(world: World, actor: Actor) -> Event:
    return _seldom(world, actor, returning.return_draft)


def return_feedback(world: World, actor: Actor) -> Event:
    return _seldom(world, actor, returning.return_feedback)


def return_supplement(world: World, actor: Actor) -> Event:
    return _seldom(world, actor, returning.return_supplement)


def return_adoption(world: World, actor: Actor) -> Event:
    return _seldom(world, actor, returning.return_adoption)


def _seldom(world: World, actor: Actor, decide: Decide) -> Event:
    if world.chance.one_of(range(5)):
        raise NothingThere  # it sets the story back
    return decide(world.consultation, world.pick(WHY, SHORT), actor=actor, at=world.now)


def answers_changed(world: World, what: Returnable) -> bool:
    """As a command works it out: the points as they were told up to the return, and now."""
    places = [place for place, event in enumerate(world.events) if isinstance(event, ReturnedForChanges) and event.what == what]
    if what not in world.consultation.returns.returned:
        return False
    before = History(world.events[: places[-1]]).decisions[DECISION].active_points()
    return _said(before) != _said(world.decision.active_points())


def _said(points: Iterable[Point]) -> dict[object, object]:
    return {point.id: (point.summary, point.articles, point.comment_ids, point.disposition) for point in points}
