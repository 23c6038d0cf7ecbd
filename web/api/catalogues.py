"""Reading: the catalogues of decision matters."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from litestar import Request, get
from litestar.params import FromPath

from consult.archive.streams import NotFound
from domain.catalogue.values import CatalogueMatter
from projections.catalogues.queries import CatalogueView, MatterView, catalogue, catalogue_years
from web.shared.request_state import runtime_of

ApiRequest = Request[Any, Any, Any]


class ApiCatalogues(msgspec.Struct, frozen=True):
    """The latest first."""

    years: list[int]


class ApiCatalogueMatter(msgspec.Struct, frozen=True):
    """`first_month` to `last_month`: when it is planned to be decided. `carried_from`: its number in the year before."""

    title: str
    undertaker: str
    first_month: int
    last_month: int
    matter_kind: str
    basis: str
    hearing: bool
    experts: bool
    risk: bool
    carried_from: int | None


class ApiMatterDecision(msgspec.Struct, frozen=True):
    """A published decision about a matter; `number`: its public number."""

    id: UUID
    number: str
    state: str


class ApiMatter(msgspec.Struct, frozen=True):
    """`state`: not_begun, removed, carried_over, or that of its last decision; what is in preparation is not public."""

    number: int
    state: str
    matter: ApiCatalogueMatter
    decisions: list[ApiMatterDecision]


class ApiMatterChange(msgspec.Struct, frozen=True):
    """`kind`: added, changed, removed, carried_over."""

    number: int
    kind: str
    before: ApiCatalogueMatter | None
    after: ApiCatalogueMatter | None
    reason: str


class ApiAdjustment(msgspec.Struct, frozen=True):
    adjustment: int
    at: datetime
    position: int
    changes: list[ApiMatterChange]


class ApiCatalogue(msgspec.Struct, frozen=True):
    """Matters by number, adjustments the last first. `position`: of the last event of it in the log."""

    year: int
    published_at: datetime
    position: int
    matters: list[ApiMatter]
    adjustments: list[ApiAdjustment]


@get("/api/v1/catalogues", name="api_catalogues")
async def all_catalogues(request: ApiRequest) -> ApiCatalogues:
    """Years whose catalogue of decision matters is published."""
    return ApiCatalogues(list(await catalogue_years(runtime_of(request).reads)))


@get("/api/v1/catalogues/{year:int}", name="api_catalogue")
async def one_catalogue(request: ApiRequest, year: FromPath[int]) -> ApiCatalogue:
    """The catalogue of decision matters of a year, with the decisions that its matters lead to, and its adjustments."""
    runtime = runtime_of(request)
    found = await catalogue(runtime.reads, year, runtime.clock.now())
    if found is None:
        raise NotFound
    return api_catalogue(found)


def api_catalogue(view: CatalogueView) -> ApiCatalogue:
    adjustments = [
        ApiAdjustment(
            each.adjustment,
            each.at,
            each.position,
            [ApiMatterChange(c.number, c.kind, _matter(c.before), _matter(c.after), c.reason) for c in each.changes],
        )
        for each in view.adjustments
    ]
    return ApiCatalogue(view.year, view.published_at, view.position, [_row(each) for each in view.matters], adjustments)


def _row(each: MatterView) -> ApiMatter:
    decisions = [ApiMatterDecision(one.id, one.number, one.state) for one in each.decisions]
    return ApiMatter(each.number, each.state, msgspec.convert(each.matter, ApiCatalogueMatter, from_attributes=True), decisions)


def _matter(matter: CatalogueMatter | None) -> ApiCatalogueMatter | None:
    return None if matter is None else msgspec.convert(matter, ApiCatalogueMatter, from_attributes=True)
