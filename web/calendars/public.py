"""Public dates as iCalendar: of one decision, and of all that run; at addresses that stay."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from litestar import Response, get
from litestar.exceptions import NotFoundException

from projections.worklists.clocks import DatedDecision, clocks_of, dated_view, running_clocks
from web.calendars.icalendar_file import icalendar_file
from web.shared.render import Cached
from web.shared.request import PageRequest, cache_until_changed, consultation_of
from web.shared.request_state import runtime_of
from web.shared.wording.languages import locale_of

ALL = "/calendar.ics"
ONE = "/consultations/{number:str}/calendar.ics"


@get([ALL, f"/en{ALL}"], name="calendar")
async def calendar(request: PageRequest) -> Response[bytes]:
    """Of all published decisions that are neither answered nor ended."""
    _refuse_query(request)
    runtime, translate = runtime_of(request), locale_of(request.url.path).translate
    decisions = await running_clocks(runtime.reads)
    name = translate("{site}：征求意见日历").format(site=_site(request))
    return _kept(request, calendar_answer(request, name, decisions), cache_until_changed(request))


@get([ONE, f"/en{ONE}"], name="calendar_of_decision")
async def calendar_of_decision(request: PageRequest) -> Response[bytes]:
    """Of one decision, also when it is over."""
    _refuse_query(request)
    view = await consultation_of(request)
    name = f"{view.number} {view.title or ''}".strip()
    return _kept(request, calendar_answer(request, name, [dated_view(view)]), cache_until_changed(request, view))


def calendar_answer(request: PageRequest, name: str, decisions: Iterable[DatedDecision]) -> Response[bytes]:
    """The file with all dates of these decisions."""
    runtime = runtime_of(request)
    clocks = clocks_of(decisions, runtime.calendar, runtime.clock.now())
    ordered = sorted(clocks, key=lambda clock: (clock.decision.number, clock.kind))
    content = icalendar_file(runtime.settings, locale_of(request.url.path), name, ordered)
    headers = {"content-disposition": 'inline; filename="calendar.ics"', "cache-control": "public, max-age=0"}
    return Response(content, media_type="text/calendar", headers=headers)


def _site(request: PageRequest) -> str:
    settings = runtime_of(request).settings
    return settings.site_name_en if locale_of(request.url.path).english else settings.site_name


def _refuse_query(request: PageRequest) -> None:
    """An address with a query would be kept and made apart: there is none. Raises NotFoundException."""
    if request.url.query:
        raise NotFoundException


def _kept(request: PageRequest, answer: Response[bytes], cached: Cached) -> Response[bytes]:
    note = request.scope.get("page_cache")
    if isinstance(note, dict):
        note["cached"] = cached
    return answer


handlers: list[Any] = [calendar, calendar_of_decision]
