"""Checks that the decisions on a catalogue share: a matter well written, its number known, its title there once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from domain.calendar import local_date
from domain.catalogue.refusals import (
    CarriedFromUnknown,
    CarriedOverMissing,
    CatalogueFull,
    CatalogueYearTooFar,
    MatterGone,
    MatterTitleTwice,
    MatterUnknown,
    PlannedBackwards,
)
from domain.catalogue.state import Catalogue
from domain.catalogue.values import CatalogueMatter
from domain.consultation.refusals import MatterExcluded, ReasonTooShort
from domain.consultation.steps.drafting import EXCLUDED
from domain.rules import NATIONAL_RULES
from domain.text import ORGANISATION, REASON, TITLE, name_text, normalised_text, visible_length

MOST_MATTERS = 100
BASIS = 1_000  # code points
SHORTEST_REASON = NATIONAL_RULES.min_reason_length


def require_year(year: int, at: datetime) -> None:
    """This year (Beijing) or the next. Raises CatalogueYearTooFar."""
    if year - local_date(at).year not in (0, 1):
        raise CatalogueYearTooFar(field="year")


def checked_matter(matter: CatalogueMatter) -> CatalogueMatter:
    """Its texts normalised. Raises TextRefused, PlannedBackwards, MatterExcluded."""
    if not 1 <= matter.first_month <= matter.last_month <= 12:
        raise PlannedBackwards(field="planned")
    if matter.matter_kind in EXCLUDED:
        raise MatterExcluded(field="matter_kind")
    return CatalogueMatter(
        title=name_text(matter.title, field="title", max_length=TITLE, required=True),
        undertaker=name_text(matter.undertaker, field="undertaker", max_length=ORGANISATION, required=True),
        first_month=matter.first_month,
        last_month=matter.last_month,
        matter_kind=matter.matter_kind,
        basis=normalised_text(matter.basis, field="basis", max_length=BASIS),
        hearing=matter.hearing,
        experts=matter.experts,
        risk=matter.risk,
        carried_from=matter.carried_from,
    )


def checked_reason(reason: str) -> str:
    """A public reason of ten characters or more. Raises ReasonTooShort, TextRefused."""
    text = normalised_text(reason, field="reason", max_length=REASON)
    if visible_length(text) < SHORTEST_REASON:
        raise ReasonTooShort(field="reason", length=SHORTEST_REASON)
    return text


def require_standing(catalogue: Catalogue, number: int) -> CatalogueMatter:
    """The matter of this number. Raises MatterUnknown, MatterGone."""
    if not 1 <= number <= len(catalogue.all_matters):
        raise MatterUnknown
    if number in catalogue.gone:
        raise MatterGone(number=number)
    return catalogue.all_matters[number - 1]


def require_room(count: int) -> None:
    """Raises CatalogueFull where there are as many already as there may be."""
    if count >= MOST_MATTERS:
        raise CatalogueFull(limit=MOST_MATTERS)


def refuse_title_twice(matter: CatalogueMatter, number: int | None, others: Mapping[int, CatalogueMatter]) -> None:
    """`number`: its own, where it has one already. Raises MatterTitleTwice."""
    for other, known in others.items():
        if other != number and "".join(known.title.split()).casefold() == "".join(matter.title.split()).casefold():
            raise MatterTitleTwice(field="title", number=other)


def refuse_unknown_origin(
    matter: CatalogueMatter, number: int | None, others: Mapping[int, CatalogueMatter], before: Catalogue
) -> None:
    """`before`: the catalogue of the year before. Raises CarriedFromUnknown."""
    origin = matter.carried_from
    if origin is None:
        return
    taken = any(known.carried_from == origin for other, known in others.items() if other != number)
    if taken or origin not in before.carried_over():
        raise CarriedFromUnknown(field="carried_from")


def require_carried_over(before: Catalogue, listed: Mapping[int, CatalogueMatter]) -> None:
    """All that `before` carries over stands among the matters `listed` of the next year. Raises CarriedOverMissing."""
    found = {matter.carried_from for matter in listed.values()}
    if missing := [number for number in before.carried_over() if number not in found]:
        raise CarriedOverMissing(numbers="、".join(map(str, missing)))
