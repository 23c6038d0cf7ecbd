"""The figures 办理情况, by division and in all, on a page and as CSV; and the decisions that each of them counts.

All of it is public with the decisions themselves: every member of staff reads it, of every division.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from litestar import Response, get

from consult.exports.tables.columns import Cell, Say
from consult.exports.tables.csv_file import MEDIA_TYPE, written
from domain.calendar import local_date
from projections.performance.queries import Figure, Performance, in_all, late_now, measured, performance, years
from web.desk.access.session import DeskRequest, signed_in
from web.shared.export_files import say_in
from web.shared.query import choice_in, number_in, text_in
from web.shared.render import page
from web.shared.request_state import runtime_of
from web.shared.wording.languages import locale_of

HERE = "/desk/figures"
SIZE = 50
COLUMNS = (
    *("year", "division", "answered", "on_time", "late", "days", "answers", "blanket", "adopted", "changed", "unchanged"),
    "late_now",
)


async def _asked(request: DeskRequest) -> tuple[tuple[int, ...], int | None]:
    """The years there are, and the one asked for: this one where none is, None for all."""
    runtime = runtime_of(request)
    this = local_date(runtime.clock.now()).year
    found = tuple(sorted({this, *await years(runtime.reads)}, reverse=True))
    asked = choice_in(request, "year", ("all", *map(str, found)))
    return found, None if asked == "all" else int(asked or this)


async def _figures(request: DeskRequest, year: int | None) -> tuple[list[Performance], dict[str, int]]:
    """All divisions first, then each; and how many of each are late now."""
    runtime = runtime_of(request)
    rows, late = await performance(runtime.reads, year), await late_now(runtime.reads, runtime.clock.now())
    return [in_all(rows, year), *rows], late


@get([HERE, f"/en{HERE}"], name="desk_figures")
async def figures(request: DeskRequest) -> Response[bytes]:
    signed = await signed_in(request)
    found, year = await _asked(request)
    rows, late = await _figures(request, year)
    context: dict[str, Any] = {"signed": signed, "section": "figures", "years": found, "year": year, "rows": rows, "late": late}
    return page(request, "desk/leading/figures.html", context, here=HERE, Figure=Figure)


@get([f"{HERE}/decisions", f"/en{HERE}/decisions"], name="desk_figures_decisions")
async def decisions(request: DeskRequest) -> Response[bytes]:
    """What one figure counts."""
    signed, runtime = await signed_in(request), runtime_of(request)
    _, year = await _asked(request)
    figure = choice_in(request, "figure", list(Figure)) or Figure.ANSWERED
    division, before = text_in(request, "division") or None, number_in(request, "before", 0) or None
    rows = await measured(runtime.reads, figure, year=year, division=division, before=before, limit=SIZE + 1)
    query = {"figure": figure.value, "year": year or "all"} | ({"division": division} if division else {})
    more = urlencode({**query, "before": rows[SIZE - 1].position}) if len(rows) > SIZE else ""
    context: dict[str, Any] = {"signed": signed, "section": "figures", "rows": rows[:SIZE], "figure": figure, "year": year}
    first = urlencode(query) if before else ""
    return page(request, "desk/leading/decisions.html", context, here=HERE, division=division, more=more, first=first)


@get([f"{HERE}/figures.csv", f"/en{HERE}/figures.csv"], name="desk_figures_csv")
async def figures_csv(request: DeskRequest) -> Response[bytes]:
    await signed_in(request)
    _, year = await _asked(request)
    rows, late = await _figures(request, year)
    say = say_in(locale_of(request.url.path))
    content = written([[say("performance", name) for name in COLUMNS]], _cells(rows, late, say))
    headers = {"content-disposition": f'attachment; filename="figures-{year or "all"}.csv"', "cache-control": "no-store"}
    return Response(content, media_type=MEDIA_TYPE.partition(";")[0], headers=headers)


def _cells(rows: Iterable[Performance], late: dict[str, int], say: Say) -> Iterable[list[Cell]]:
    for row in rows:
        names = ("answered", "on_time", "late", "days", "answers", "blanket", "adopted", "changed", "unchanged")
        year = str(row.year) if row.year else say("performance", "all_years")
        division = say("performance", "all") if row.division_id is None else row.division_name
        waiting = sum(late.values()) if row.division_id is None else late.get(row.division_id, 0)
        yield [year, division, *(getattr(row, name) for name in names), waiting]


handlers: list[Any] = [figures, decisions, figures_csv]
