"""A catalogue before its publication: matters are entered, changed, struck out, handed over, and published by another person."""

from __future__ import annotations

from datetime import datetime

from domain.access import Actor, Role, require_role
from domain.catalogue.checks import (
    checked_matter,
    refuse_title_twice,
    refuse_unknown_origin,
    require_carried_over,
    require_room,
    require_standing,
    require_year,
)
from domain.catalogue.events import CataloguePrepared, CataloguePublished, CatalogueSubmitted
from domain.catalogue.refusals import (
    CatalogueEmpty,
    CatalogueNotSubmitted,
    CataloguePublishedAlready,
    CatalogueSubmittedAlready,
    SamePersonPublishesCatalogue,
)
from domain.catalogue.state import Catalogue
from domain.catalogue.values import CatalogueMatter
from domain.event import next_fields


def enter_matter(
    catalogue: Catalogue, matter: CatalogueMatter, number: int | None, before: Catalogue, *, actor: Actor, at: datetime
) -> CataloguePrepared:
    """列入事项, as a new matter or in place of that of this number. `before`: the catalogue of the year before.

    Raises CataloguePublishedAlready, CatalogueYearTooFar, MatterUnknown, MatterTitleTwice, CatalogueFull, CarriedFromUnknown.
    """
    _require_unpublished(catalogue, Role.DRAFTER, actor)
    require_year(catalogue.year, at)
    clean, matters = checked_matter(matter), list(catalogue.all_matters)
    if number is None:
        require_room(len(matters))
        matters.append(clean)
    else:
        require_standing(catalogue, number)
        matters[number - 1] = clean
    refuse_title_twice(clean, number, catalogue.standing())
    refuse_unknown_origin(clean, number, catalogue.standing(), before)
    return _prepared(catalogue, matters, actor, at)


def strike_matter(catalogue: Catalogue, number: int, *, actor: Actor, at: datetime) -> CataloguePrepared:
    """删去事项 before publication: those after it move up. Raises CataloguePublishedAlready, MatterUnknown."""
    _require_unpublished(catalogue, Role.DRAFTER, actor)
    require_standing(catalogue, number)
    matters = list(catalogue.all_matters)
    del matters[number - 1]
    return _prepared(catalogue, matters, actor, at)


def _prepared(catalogue: Catalogue, matters: list[CatalogueMatter], actor: Actor, at: datetime) -> CataloguePrepared:
    return CataloguePrepared(year=catalogue.year, matters=tuple(matters), **next_fields(catalogue, actor, at))


def submit_catalogue(catalogue: Catalogue, *, actor: Actor, at: datetime) -> CatalogueSubmitted:
    """报送. Raises CataloguePublishedAlready, CatalogueEmpty, CatalogueSubmittedAlready."""
    _require_unpublished(catalogue, Role.DRAFTER, actor)
    if not catalogue.all_matters:
        raise CatalogueEmpty
    if catalogue.submitted_by is not None:
        raise CatalogueSubmittedAlready
    return CatalogueSubmitted(**next_fields(catalogue, actor, at))


def publish_catalogue(catalogue: Catalogue, before: Catalogue, *, actor: Actor, at: datetime) -> CataloguePublished:
    """公布目录 ([713] art. 3 §3) by another person than those who prepared it. `before`: the catalogue of the year before.

    Raises CataloguePublishedAlready, CatalogueEmpty, CatalogueNotSubmitted, SamePersonPublishesCatalogue, CarriedOverMissing.
    """
    _require_unpublished(catalogue, Role.RELEASER, actor)
    if not catalogue.all_matters:
        raise CatalogueEmpty
    if catalogue.submitted_by is None:
        raise CatalogueNotSubmitted
    if str(actor.id) in catalogue.prepared_by | {catalogue.submitted_by}:
        raise SamePersonPublishesCatalogue
    require_carried_over(before, catalogue.standing())
    return CataloguePublished(year=catalogue.year, matters=len(catalogue.all_matters), **next_fields(catalogue, actor, at))


def _require_unpublished(catalogue: Catalogue, role: Role, actor: Actor) -> None:
    require_role(actor, role)
    if catalogue.published_at is not None:
        raise CataloguePublishedAlready
