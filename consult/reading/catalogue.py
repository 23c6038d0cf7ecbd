"""A year's catalogue at the desk, published or not: what is in preparation, and where its matters lead."""

from __future__ import annotations

from datetime import datetime

import msgspec

from consult.archive.streams import NotFound
from consult.commands.catalogue.loading import Catalogues, catalogues_around
from consult.reading.access import READERS
from consult.runtime import Runtime
from domain.access import Actor, Role, RoleMissing
from domain.calendar import local_date
from domain.catalogue.state import Catalogue
from domain.consultation.state import Consultation
from domain.sealing import CLOSED

AHEAD = (1, 0)
BEFORE = 20  # years that are looked for


class MatterChoice(msgspec.Struct, frozen=True):
    """A matter that a decision may be about."""

    year: int
    number: int
    title: str

    @property
    def value(self) -> str:
        """As a form's option."""
        return f"{self.year}-{self.number}"


def require_reader(actor: Actor) -> None:
    """Whoever works on decisions reads what is in preparation, whatever his division; an auditor too. Raises RoleMissing."""
    if not actor.roles & (READERS | {Role.AUDITOR}):
        raise RoleMissing(role=Role.DRAFTER.value)


async def catalogue_at_desk(runtime: Runtime, actor: Actor, year: int) -> Catalogues:
    """That of this year or the next, or one that there is. Raises RoleMissing, NotFound."""
    require_reader(actor)
    if not 2000 <= year < 9000:
        raise NotFound
    found = await catalogues_around(runtime, year)
    if not found.year.version and year - local_date(runtime.clock.now()).year not in AHEAD:
        raise NotFound
    return found


async def catalogues_at_desk(runtime: Runtime, actor: Actor) -> list[Catalogue]:
    """The next year's and this year's, and earlier ones that there are; the latest first. Raises RoleMissing."""
    require_reader(actor)
    this = local_date(runtime.clock.now()).year
    found = await runtime.archive.catalogues(range(this - BEFORE, this + 2))
    return [found[year] for year in sorted(found, reverse=True) if found[year].version or year - this in AHEAD]


async def matter_choices(runtime: Runtime, now: datetime, state: Consultation | None = None) -> list[MatterChoice]:
    """Matters of the published catalogues of last year, this and the next that lead to no other decision that runs.

    `state`: the decision that chooses, whose own matter stays among them.
    """
    year = local_date(now).year
    found = await runtime.archive.catalogues([year, year + 1, year - 1])
    choices: list[MatterChoice] = []
    for catalogue in (each for each in found.values() if each.published_at):
        taken = await taken_matters(runtime, catalogue, state)
        standing = catalogue.standing().items()
        choices += [MatterChoice(catalogue.year, number, each.title) for number, each in standing if number not in taken]
    return choices


async def taken_matters(runtime: Runtime, catalogue: Catalogue, state: Consultation | None) -> set[int]:
    """Numbers of matters that another decision is about which has not ended."""
    around = await catalogues_around(runtime, catalogue.year)
    place = state.place if state else None
    own = place.matter if place is not None and place is not CLOSED and place.year == catalogue.year else None
    return set(around.leads) - ({own} if own else set())


async def catalogue_published(runtime: Runtime, now: datetime) -> bool:
    """Whether this year's catalogue is."""
    year = local_date(now).year
    return (await runtime.archive.catalogues([year]))[year].published_at is not None
