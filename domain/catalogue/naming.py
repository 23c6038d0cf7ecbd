"""A decision names the matter of the catalogue it is about 对应目录事项, or why it is in none; until its call is published."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from domain.access import Actor, Role
from domain.calendar import local_date
from domain.catalogue.checks import checked_reason, require_standing
from domain.catalogue.events import MatterLinked
from domain.catalogue.refusals import (
    CatalogueNotPublished,
    MatterNamedLate,
    MatterNotNamed,
    MatterOrReason,
    MatterTaken,
)
from domain.catalogue.state import Catalogue
from domain.consultation.events import MatterNamed
from domain.consultation.matter_events import CataloguePlace
from domain.consultation.state import Consultation
from domain.consultation.steps.checks import require_running
from domain.enumerations import Regime
from domain.event import next_fields
from domain.text import is_blank

MAJOR = frozenset({Regime.GOVERNMENT_DECISION, Regime.BUREAU_DECISION})
"""What the catalogue is of ([713] art. 3, 42); other documents may stand in it, and need not say why they do not."""


def name_matter(state: Consultation, place: CataloguePlace, *, actor: Actor, at: datetime) -> MatterNamed:
    """对应目录事项, or the public reason why there is none. Raises MatterNamedLate, MatterOrReason, ReasonTooShort."""
    require_running(state, actor, Role.DRAFTER)
    if state.published_at is not None:
        raise MatterNamedLate
    return MatterNamed(place=_checked(place), **next_fields(state, actor, at))


def _checked(place: CataloguePlace) -> CataloguePlace:
    reason = None if place.reason is None or is_blank(place.reason) else place.reason
    if (place.matter is None) != (place.year is None) or (place.matter is None) == (reason is None):
        raise MatterOrReason(field="matter")
    return CataloguePlace(place.year, place.matter, reason and checked_reason(reason))


def link_matter(
    catalogue: Catalogue, number: int | None, decision: UUID, running: frozenset[str], *, actor: Actor, at: datetime
) -> MatterLinked | None:
    """The catalogue's own record of it; None where it stands already. `running`: decisions that have not ended.

    Raises CatalogueNotPublished, MatterUnknown, MatterGone, MatterTaken.
    """
    if catalogue.links.get(str(decision)) == number:
        return None
    if number is not None:
        if catalogue.published_at is None:
            raise CatalogueNotPublished
        require_standing(catalogue, number)
        if set(catalogue.leads_to(number)) & running - {str(decision)}:
            raise MatterTaken(field="matter", number=number)
    return MatterLinked(decision=str(decision), matter=number, **next_fields(catalogue, actor, at))


def require_named(state: Consultation, this_year: Catalogue, named: Catalogue | None, at: datetime) -> None:
    """Before the call is published. `this_year`: the catalogue of the year of `at`; `named`: that of the matter named.

    Raises MatterNotNamed, MatterGone.
    """
    place = state.place
    if place is None and this_year.published_at is not None and state.regime in MAJOR:
        raise MatterNotNamed(year=local_date(at).year)
    if isinstance(place, CataloguePlace) and place.matter is not None and named is not None:
        require_standing(named, place.matter)
