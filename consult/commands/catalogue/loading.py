"""A year's catalogue with its neighbours, decided on together: whichever of them moves on meanwhile, it is decided again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec

from consult.commands.recording import Done, actor_text, idempotency_of, once_per_key, record, refuse_overtaken
from consult.event_log import StreamGuard
from consult.runtime import Runtime
from domain.access import Actor
from domain.catalogue.adjusting import Leads
from domain.catalogue.state import Catalogue
from domain.event import Event

Year = Annotated[int, msgspec.Meta(ge=2000, lt=9000)]
Number = Annotated[int, msgspec.Meta(ge=1, lt=2**31)]
"""A matter's number in its catalogue."""


class Catalogues(msgspec.Struct, frozen=True):
    """The catalogue of a year, with those of the years before and after, and where its matters lead."""

    year: Catalogue
    before: Catalogue
    following: Catalogue
    leads: Leads


Decision = Callable[[Catalogues, datetime], Event]


async def execute_on_catalogue(
    runtime: Runtime,
    actor: Actor,
    command: msgspec.Struct,
    key: str,
    decision: Decision,
    year: int,
    *,
    over: type[Event] = Event,
    seen: int | None = None,
) -> Done:
    """`over`: the event whose content is written over, by someone who saw version `seen` of the catalogue."""
    once_only = idempotency_of(runtime, key, type(command).__name__, actor_text(actor), command)

    async def attempt() -> Done:
        found = await catalogues_around(runtime, year)
        await refuse_overtaken(runtime, found.year.id, over, seen)
        event = decision(found, runtime.clock.now())
        guards = [StreamGuard(each.id, each.version) for each in (found.before, found.following)]
        return await record(runtime, [event], owner_id=found.year.consultation_id, key=once_only, guards=guards)

    return await once_per_key(runtime, once_only, attempt)


async def catalogues_around(runtime: Runtime, year: int) -> Catalogues:
    """The three catalogues as they stand."""
    found = await runtime.archive.catalogues([year - 1, year, year + 1])
    return Catalogues(found[year], found[year - 1], found[year + 1], await leads_of(runtime, found[year]))


async def leads_of(runtime: Runtime, catalogue: Catalogue) -> dict[int, bool]:
    """Matters that a decision is about which has not ended, and whether its call is published."""
    leads: dict[int, bool] = {}
    for state in await runtime.archive.consultations([UUID(decision) for decision in catalogue.links]):
        if state.ended_at is None:
            number = catalogue.links[str(state.id)]
            leads[number] = leads.get(number, False) or state.published_at is not None
    return leads
