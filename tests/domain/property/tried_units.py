"""What can be tried between a decision and other units, with good and bad arguments."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta

from domain.access import Actor, Role
from domain.calendar import local_date
from domain.consultation.steps import countersigning, divisions, unit_opinions
from domain.consultation.unit_events import Dispute
from domain.enumerations import Coordination, UnitPosition
from domain.event import Event
from domain.values import Blob
from tests.domain.property.world import OUTSIDER, SHORT, WHY, NothingThere, World

Attempt = Callable[[World, Actor], Event | Iterable[Event]]
KNOWN = {"market": "市场处", "ports": "口岸处", "finance": "财务处"}
OTHER = Actor(OUTSIDER.id, "finance", frozenset(Role))
DISPUTE = Dispute(question="由谁核准。", unit_view="由公安。", own_view="由城管。", reasons="便于办理。", basis="条例第十四条。")


def _seldom(world: World) -> None:
    """Hand-overs set the story back: whoever goes on is of the first division."""
    if world.chance.one_of(range(4)):
        raise NothingThere


def name_joint_division(world: World, actor: Actor) -> Event:
    division = world.chance.one_of(("ports", "finance", "market", "nowhere"))
    facts = {"known": KNOWN, "actor": actor, "at": world.now}
    return divisions.name_joint_division(world.consultation, division, world.pick(WHY, SHORT), **facts)  # type: ignore[arg-type]


def end_joint_division(world: World, actor: Actor) -> Event:
    division = world.chance.one_of(("ports", "finance"))
    return divisions.end_joint_division(world.consultation, division, world.pick(WHY, SHORT), actor=actor, at=world.now)


def assign_parts(world: World, actor: Actor) -> Event:
    known = tuple(world.decision.points)
    articles = world.chance.one_of(((), ("a1",), ("a1", "a2"), ("a9",)))
    chosen = known[: world.chance.one_of((0, 1))]
    facts = {"known_points": known, "actor": actor, "at": world.now}
    division = world.chance.one_of(("ports", "finance"))
    return divisions.assign_parts(world.consultation, division, articles, chosen, **facts)  # type: ignore[arg-type]


def ask_unit(world: World, actor: Actor) -> Event:
    division, name = world.chance.one_of((("ports", None), ("finance", None), (None, "公安局"), ("market", None), (None, None)))
    due = local_date(world.now + world.pick(timedelta(days=5), timedelta(0)))
    facts = {"due_on": due, "letter": WHY, "known": KNOWN, "actor": actor, "at": world.now}
    return unit_opinions.ask_unit(world.consultation, division=division, name=name, **facts)  # type: ignore[arg-type]


def answer_as_unit(world: World, actor: Actor) -> Event:
    """By whoever tries, or by one of the divisions that are asked."""
    who = world.chance.one_of((actor, OUTSIDER, OTHER))
    position, text = world.chance.one_of(tuple(UnitPosition)), world.pick(WHY, SHORT, None)
    unit = world.chance.one_of((1, 2, 3))
    return unit_opinions.answer_as_unit(world.consultation, unit, position, text, actor=who, at=world.now)


def enter_unit_answer(world: World, actor: Actor) -> Event:
    day = local_date(world.now) + world.pick(timedelta(0), timedelta(days=1))
    facts = {"received_on": day, "file": world.pick(Blob("7" * 64, 9, "application/pdf"), None), "actor": actor, "at": world.now}
    unit, position = world.chance.one_of((1, 2, 3)), world.chance.one_of(tuple(UnitPosition))
    return unit_opinions.enter_unit_answer(world.consultation, unit, position, WHY, **facts)  # type: ignore[arg-type]


def coordinate_opinion(world: World, actor: Actor) -> Event:
    unit, result = world.chance.one_of((1, 2, 3)), world.chance.one_of(tuple(Coordination))
    dispute = world.pick(DISPUTE, None)
    return unit_opinions.coordinate_opinion(world.consultation, unit, result, WHY, dispute, actor=actor, at=world.now)


def countersign_draft(world: World, actor: Actor) -> Event:
    who = world.chance.one_of((actor, OUTSIDER, OTHER))
    return countersigning.countersign_draft(world.consultation, None, actor=who, at=world.now)


def excuse_countersignature(world: World, actor: Actor) -> Event:
    unsigned = [each.id for each in world.consultation.units.unsigned]
    division, reason = world.pick(world.any_of(unsigned), "market", "nowhere"), world.pick(WHY, SHORT)
    return countersigning.excuse_countersignature(world.consultation, division, reason, actor=actor, at=world.now)


def hand_over_decision(world: World, actor: Actor) -> Event:
    """To another division and, by its releaser, back again."""
    state = world.consultation
    if world.wild:
        _seldom(world)
    back = state.divisions.lead != "market"
    to = "market" if back else world.chance.one_of(("ports", "finance", "market"))
    who = (OUTSIDER if state.divisions.lead == "ports" else OTHER) if back else actor
    day = local_date(world.now) + world.pick(timedelta(0), timedelta(days=1))
    facts = {"agreed_on": day, "known": KNOWN, "drafters": {"d2": "market"}, "actor": who, "at": world.now}
    officer = world.chance.one_of((None, "d2", "d9"))
    return divisions.hand_over_decision(state, to, officer, world.pick(WHY, SHORT), **facts)  # type: ignore[arg-type]


def next_steps(world: World) -> Iterator[Attempt]:
    """What other units keep waiting: a diligent office takes the decision back, hears them, and talks over what they say."""
    state = world.consultation
    if state.divisions.lead != "market":
        yield hand_over_decision
    if any(each.unsettled for each in state.units.opinions):
        yield from (coordinate_opinion, answer_as_unit, enter_unit_answer)
    if state.review_requested_by is not None and state.published_at is None and state.units.unsigned:
        yield from (countersign_draft, excuse_countersignature)


def something_with_units(world: World, actor: Actor) -> Event | Iterable[Event]:
    """One of all, so that it is not tried more often than what the procedure is made of."""
    return world.chance.one_of(EACH)(world, actor)


UNITS: tuple[Attempt, ...] = (something_with_units,) * 4
EACH: tuple[Attempt, ...] = (
    name_joint_division,
    end_joint_division,
    assign_parts,
    ask_unit,
    answer_as_unit,
    enter_unit_answer,
    coordinate_opinion,
    countersign_draft,
    excuse_countersignature,
    hand_over_decision,
)
