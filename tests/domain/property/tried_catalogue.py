"""What can be tried on the catalogues of two years, and on the place of the decision in them, with good and bad arguments."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from domain.access import Actor
from domain.calendar import local_date
from domain.catalogue import adjusting, naming, preparing
from domain.catalogue.events import CATALOGUES
from domain.catalogue.state import Catalogue, catalogue_stream, evolve
from domain.catalogue.values import CatalogueMatter
from domain.consultation.matter_events import CataloguePlace
from domain.enumerations import AdjustmentKind, MatterKind
from domain.event import Event
from tests.domain.property.world import DECISION, SHORT, WHY, NothingThere, World

TITLES = ("早市管理办法", "夜市管理办法", "菜市场改造规划", "停车场布局规划")


def catalogue(world: World, year: int) -> Catalogue:
    """As its events so far make it."""
    state = Catalogue(year=year)
    for event in world.events:
        if event.consultation_id == CATALOGUES and event.originator_id == catalogue_stream(year):
            state = evolve(state, event)
    return state


def this_year(world: World) -> int:
    return local_date(world.now).year


def _seldom(world: World) -> None:
    """Catalogues are not what most happens to."""
    if world.chance.one_of(range(2)):
        raise NothingThere


def _year(world: World) -> int:
    return this_year(world) + world.pick(0, 1, 2)


def _matter(world: World) -> CatalogueMatter:
    first = world.pick(4, 7)
    return CatalogueMatter(
        title=world.chance.one_of(TITLES),
        undertaker="市场处",
        first_month=first,
        last_month=world.pick(6, 13),
        matter_kind=world.pick(MatterKind.PLAN, MatterKind.LEGISLATION),
        basis=WHY,
        carried_from=world.pick(None, 1),
    )


def _leads(world: World, state: Catalogue) -> dict[int, bool]:
    decision = world.decision.consultation
    if decision is None or decision.ended_at is not None or str(DECISION) not in state.links:
        return {}
    return {state.links[str(DECISION)]: decision.published_at is not None}


def enter_matter(world: World, actor: Actor) -> Event:
    _seldom(world)
    year = _year(world)
    state, before = catalogue(world, year), catalogue(world, year - 1)
    return preparing.enter_matter(state, _matter(world), world.pick(None, 1, 9), before, actor=actor, at=world.now)


def strike_matter(world: World, actor: Actor) -> Event:
    return preparing.strike_matter(catalogue(world, _year(world)), 1, actor=actor, at=world.now)


def submit_catalogue(world: World, actor: Actor) -> Event:
    return preparing.submit_catalogue(catalogue(world, _year(world)), actor=actor, at=world.now)


def publish_catalogue(world: World, actor: Actor) -> Event:
    year = _year(world)
    return preparing.publish_catalogue(catalogue(world, year), catalogue(world, year - 1), actor=actor, at=world.now)


def prepare_change(world: World, actor: Actor) -> Event:
    year, kind = _year(world), world.chance.one_of(tuple(AdjustmentKind))
    state = catalogue(world, year)
    number = None if kind == AdjustmentKind.ADDED else world.pick(1, 2, 9)
    matter = _matter(world) if kind in (AdjustmentKind.ADDED, AdjustmentKind.CHANGED) else None
    leads, before = _leads(world, state), catalogue(world, year - 1)
    why = world.pick(WHY, SHORT)
    return adjusting.prepare_change(state, kind, number, matter, why, leads=leads, before=before, actor=actor, at=world.now)


def drop_change(world: World, actor: Actor) -> Event:
    _seldom(world)
    return adjusting.drop_change(catalogue(world, _year(world)), 1, actor=actor, at=world.now)


def adjust_catalogue(world: World, actor: Actor) -> Event:
    year = _year(world)
    state = catalogue(world, year)
    leads, following = _leads(world, state), catalogue(world, year + 1)
    return adjusting.adjust_catalogue(state, following, leads=leads, actor=actor, at=world.now)


def name_matter(world: World, actor: Actor) -> Iterable[Event]:
    """As the command does it: the catalogues concerned record it too."""
    state, year = world.consultation, this_year(world)
    listed = catalogue(world, year).published_at is not None
    good = CataloguePlace(year, 1) if listed and world.chance.one_of(range(2)) else CataloguePlace(reason=WHY)
    place = world.pick(good, CataloguePlace(year, 9), CataloguePlace(year, 1, WHY), CataloguePlace(reason=SHORT))
    named = naming.name_matter(state, place, actor=actor, at=world.now)
    years = {each.year for each in (state.place, place) if isinstance(each, CataloguePlace) and each.year}
    events: list[Event] = []
    for each in sorted(years):
        number = place.matter if place.year == each else None
        linked = naming.link_matter(catalogue(world, each), number, DECISION, frozenset(), actor=actor, at=world.now)
        if linked is not None:
            events.append(linked)
    return [*events, named]


def require_named(world: World) -> None:
    """What a call is refused for beside the catalogues."""
    place = world.consultation.place
    named = catalogue(world, place.year) if isinstance(place, CataloguePlace) and place.year else None
    naming.require_named(world.consultation, catalogue(world, this_year(world)), named, world.now)


def next_steps(world: World) -> tuple[Callable[[World, Actor], Event | Iterable[Event]], ...]:
    """What a diligent office does next about this year's catalogue."""
    state = catalogue(world, this_year(world))
    if state.published_at is not None:
        return (adjust_catalogue, prepare_change)
    if len(state.all_matters) < 2:
        return (enter_matter,)
    return (publish_catalogue, submit_catalogue)
