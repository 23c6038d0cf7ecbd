"""The catalogue of decision matters of a year: each matter with where it is, the adjustments below; as files to download."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import Any

from litestar import Response, get
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from consult.exports.tables import csv_file, docx_file
from consult.exports.tables.catalogue import catalogue_csv, catalogue_docx
from domain.calendar import local_date
from projections.catalogues.queries import CatalogueView, catalogue_years
from projections.catalogues.queries import catalogue as catalogue_query
from web.shared.export_files import say_in
from web.shared.render import Cached, page
from web.shared.request import PageRequest, cache_until_changed
from web.shared.request_state import runtime_of
from web.shared.wording.languages import locale_of
from web.shared.wording.planned import planned_words

FILES = {
    "catalogue.docx": (catalogue_docx, docx_file.MEDIA_TYPE),
    "catalogue.csv": (catalogue_csv, csv_file.MEDIA_TYPE),
}


@get(["/catalogue", "/en/catalogue"], name="catalogue")
async def this_year(request: PageRequest) -> Response[bytes]:
    """This year's; before it is published, the page says so and leads to those of other years."""
    year = local_date(runtime_of(request).clock.now()).year
    return await _shown(request, year, await _found(request, year))


@get(["/catalogue/{year:int}", "/en/catalogue/{year:int}"], name="catalogue_of_year")
async def of_year(request: PageRequest, year: FromPath[int]) -> Response[bytes]:
    """That of a year whose catalogue is published."""
    view = await _found(request, year)
    if view is None:
        raise NotFoundException
    return await _shown(request, year, view)


async def _found(request: PageRequest, year: int) -> CatalogueView | None:
    runtime = runtime_of(request)
    return await catalogue_query(runtime.reads, year, runtime.clock.now())


async def _shown(request: PageRequest, year: int, view: CatalogueView | None) -> Response[bytes]:
    years = await catalogue_years(runtime_of(request).reads)
    context = {"year": year, "view": view, "years": years, "planned": partial(planned_words, locale=locale_of(request.url.path))}
    return page(request, "catalogue.html", context, section="catalogue", cached=_kept(request, view))


def _kept(request: PageRequest, view: CatalogueView | None) -> Cached:
    """Until something new is known; or a period of one of its decisions opens or closes."""
    until = cache_until_changed(request).until
    moments = [at for at in (until, view.next_change if view else None) if at is not None]
    return Cached(None, min(moments))


HERE = "/catalogue/{year:int}/downloads/{file:str}"


@get([HERE, f"/en{HERE}"], name="catalogue_download")
async def download(request: PageRequest, year: FromPath[int], file: FromPath[str]) -> Response[bytes]:
    """One of the files; kept like a page, so that it is built once for everybody."""
    # An address with a query would be kept and built apart: there is none.
    view = await _found(request, year) if file in FILES and not request.url.query else None
    if view is None:
        raise NotFoundException
    build, media_type = FILES[file]
    locale = locale_of(request.url.path)
    content = await asyncio.to_thread(build, view, say_in(locale), partial(planned_words, locale=locale))
    note = request.scope.get("page_cache")
    if isinstance(note, dict):
        note["cached"] = _kept(request, view)
    headers = {"content-disposition": f'attachment; filename="{year}-{file}"', "cache-control": "public, max-age=0"}
    return Response(content, media_type=media_type.partition(";")[0], headers=headers)


handlers: list[Any] = [this_year, of_year, download]
