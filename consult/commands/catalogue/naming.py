"""A decision names its matter of the catalogue, or says why it is in none; and must have, before its call."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from consult.commands.catalogue.loading import Number, Year
from consult.commands.recording import Done, Guard, actor_text, idempotency_of, once_per_key, record
from consult.event_log import StreamGuard
from consult.runtime import Runtime
from domain.access import Actor
from domain.calendar import local_date
from domain.catalogue import naming as decisions
from domain.catalogue.state import Catalogue
from domain.consultation.matter_events import CataloguePlace
from domain.consultation.state import Consultation
from domain.event import Event
from domain.sealing import CLOSED


class NameMatter(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The matter `matter` of the catalogue of `year`; or, with neither, the `reason` why there is none, public with the call."""

    consultation_id: UUID
    year: Year | None = None
    matter: Number | None = None
    reason: str | None = None


async def name_matter(runtime: Runtime, actor: Actor, command: NameMatter, key: str) -> Done:
    once_only = idempotency_of(runtime, key, "NameMatter", actor_text(actor), command)
    place = CataloguePlace(command.year, command.matter, command.reason)

    async def attempt() -> Done:
        state = await runtime.archive.consultation(command.consultation_id)
        events = await naming_events(runtime, state, place, actor=actor, at=runtime.clock.now())
        return await record(runtime, events, owner_id=state.id, key=once_only)

    return await once_per_key(runtime, once_only, attempt)


async def naming_events(
    runtime: Runtime, state: Consultation, place: CataloguePlace, *, actor: Actor, at: datetime
) -> list[Event]:
    """What the catalogues concerned record of it, and then the decision itself."""
    named = decisions.name_matter(state, place, actor=actor, at=at)
    years = {each.year for each in (state.place, named.place) if isinstance(each, CataloguePlace) and each.year}
    found = await runtime.archive.catalogues(sorted(years))
    linked = [await _link(runtime, each, place, state.id, actor, at) for each in found.values()]
    return [*filter(None, linked), named]


async def _link(
    runtime: Runtime, catalogue: Catalogue, place: CataloguePlace, decision: UUID, actor: Actor, at: datetime
) -> Event | None:
    """Of the catalogue of the matter named, or of that which the decision stood in before."""
    number = place.matter if place.year == catalogue.year else None
    about = [UUID(other) for other in catalogue.leads_to(number)] if number is not None else []
    others = await runtime.archive.consultations(about) if about else []
    running = frozenset(str(other.id) for other in others if other.ended_at is None)
    return decisions.link_matter(catalogue, number, decision, running, actor=actor, at=at)


async def place_guards(runtime: Runtime, state: Consultation, at: datetime) -> Sequence[Guard]:
    """That the decision may publish its call, by the catalogues as they stand, which the guards hold to.

    Raises MatterNotNamed, MatterGone, MatterUnknown.
    """
    this_year, place = local_date(at).year, state.place
    of = place.year if place is not None and place is not CLOSED else None
    found = await runtime.archive.catalogues(sorted({this_year, *([of] if of else [])}))
    decisions.require_named(state, found[this_year], found[of] if of else None, at)
    return [StreamGuard(each.id, each.version) for each in found.values()]
