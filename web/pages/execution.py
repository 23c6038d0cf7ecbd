"""What became of adopted decisions: the tasks of one, one task with all that was said of it, those of the whole site."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from litestar import Response, get
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from consult.exports.tables import csv_file
from consult.exports.tables.execution import execution_csv
from domain.calendar import local_date
from projections.consultations.views import ConsultationView
from projections.undertakings.queries import (
    LAST,
    NEVER,
    UndertakingView,
    done_undertakings,
    executing_units,
    inspections_of,
    open_undertakings,
    undertaking_figures,
    undertaking_numbered,
    undertaking_steps,
    undertakings_of_decision,
)
from projections.worklists.telling import titles
from web.pages.course import MOST_TASKS, course_of
from web.shared.by_limit import after_in, place_of
from web.shared.export_files import say_in
from web.shared.query import choice_in, number_in, text_in
from web.shared.render import Cached, page
from web.shared.request import PageRequest, cache_until_changed, consultation_of
from web.shared.request_state import runtime_of
from web.shared.wording.languages import locale_of

SIZE, IN_FILE = 50, 1_000
SHOWN = ("open", "overdue", "done")
HERE = "/consultations/{number:str}/execution"


async def execution_context(request: PageRequest, view: ConsultationView) -> dict[str, object]:
    """What a decision's own page says of its course and of its execution."""
    runtime = runtime_of(request)
    db, now = runtime.reads, runtime.clock.now()
    if view.adopted_at is None:
        return {"course": course_of(view, (), (), now), "execution": None, "linked": await _linked(request, view)}
    figures = await undertaking_figures(db, view.id, now)
    tasks = await undertakings_of_decision(db, view.id, limit=MOST_TASKS)
    left_out = max(figures.tasks - len(tasks), 0)
    course = course_of(view, tasks, await inspections_of(db, view.id), now, left_out=left_out)
    return {"course": course, "execution": figures, "linked": await _linked(request, view)}


async def _linked(request: PageRequest, view: ConsultationView) -> dict[UUID, tuple[str, str]]:
    """Number and title of those decisions that it is linked with, as far as they are published."""
    links = [*view.execution.later, *([view.execution.earlier] if view.execution.earlier else [])]
    return await titles(runtime_of(request).reads, [link.decision for link in links]) if links else {}


def kept(request: PageRequest, view: ConsultationView) -> Cached:
    """Until something new is known of the decision; or of any, where it is linked with another one, whose page comes to be."""
    linked = view.execution.later or view.execution.earlier
    known = cache_until_changed(request, view)
    return Cached(None, known.until) if linked else known


@get([HERE, f"/en{HERE}"], name="execution")
async def board(request: PageRequest) -> Response[bytes]:
    """The tasks of one decision, with their progress."""
    view, runtime = await _adopted(request), runtime_of(request)
    after = number_in(request, "after", 0)
    rows = await undertakings_of_decision(runtime.reads, view.id, after=after, limit=SIZE + 1)
    context = await execution_context(request, view) | {
        "c": view,
        "state": view.state(runtime.clock.now()),
        "section": "execution",
        "rows": rows[:SIZE],
        "next_query": f"after={rows[SIZE - 1].number}" if len(rows) > SIZE else "",
        "first_page": not after,
    }
    return page(request, "execution.html", context, cached=kept(request, view))


@get([f"{HERE}/{{task:int}}", f"/en{HERE}/{{task:int}}"], name="execution_task")
async def task_page(request: PageRequest, task: FromPath[int]) -> Response[bytes]:
    """One task, with what was corrected beside what it was before."""
    view, db = await _adopted(request), runtime_of(request).reads
    found = await undertaking_numbered(db, view.id, task) if 0 < task < 2**31 else None
    if found is None:
        raise NotFoundException
    steps = await undertaking_steps(db, found.undertaking_id, after=number_in(request, "after", 0), limit=SIZE + 1)
    context = {
        "c": view,
        "section": "execution",
        "row": found,
        "steps": steps[:SIZE],
        "next_query": f"after={steps[SIZE - 1].version}" if len(steps) > SIZE else "",
        "corrections": [each for each in view.corrections if each.stream == found.undertaking_id],
    }
    return page(request, "execution_task.html", context, cached=cache_until_changed(request, view))


async def _adopted(request: PageRequest) -> ConsultationView:
    """Raises NotFoundException."""
    view = await consultation_of(request)
    if view.adopted_at is None:
        raise NotFoundException
    return view


@get(["/execution", "/en/execution"], name="executions")
async def all_tasks(request: PageRequest) -> Response[bytes]:
    """Of all decisions: the first limit first, those overdue alone, or completed ones; of one unit where it is asked for."""
    runtime = runtime_of(request)
    show, unit = choice_in(request, "show", SHOWN) or "open", text_in(request, "unit")
    rows = await _rows(request, show, unit, runtime.clock.now(), SIZE + 1)
    more = rows[SIZE - 1] if len(rows) > SIZE else None
    again = [("show", show if show != "open" else ""), ("unit", unit)]
    context = {
        "section": "execution",
        "show": show,
        "shown": SHOWN,
        "unit": unit,
        "units": await executing_units(runtime.reads),
        "rows": rows[:SIZE],
        "query": urlencode([each for each in again if each[1]]),
        "next_query": urlencode([*(each for each in again if each[1]), *_next(more, show)]) if more else "",
        "first_page": not (request.query_params.get("after") or request.query_params.get("before")),
        "most": IN_FILE,
    }
    return page(request, "executions.html", context, cached=cache_until_changed(request))


async def _rows(request: PageRequest, show: str, unit: str, now: datetime, limit: int) -> tuple[UndertakingView, ...]:
    db, whose = runtime_of(request).reads, unit or None
    if show == "done":
        return await done_undertakings(db, unit=whose, before=number_in(request, "before", 0) or LAST, limit=limit)
    until = local_date(now) if show == "overdue" else NEVER
    return await open_undertakings(db, unit=whose, before=until, after=after_in(request), limit=limit)


def _next(last: UndertakingView, show: str) -> list[tuple[str, str]]:
    return [("before", str(last.position))] if show == "done" else [("after", place_of(last))]


@get(["/execution.csv", "/en/execution.csv"], name="executions_csv")
async def file_of_tasks(request: PageRequest) -> Response[bytes]:
    """The same list as CSV, up to a thousand tasks from where the page begins."""
    now = runtime_of(request).clock.now()
    show = choice_in(request, "show", SHOWN) or "open"
    rows = await _rows(request, show, text_in(request, "unit"), now, IN_FILE)
    note = request.scope.get("page_cache")
    if isinstance(note, dict):
        note["cached"] = cache_until_changed(request)
    return _csv(request, rows, now, "execution.csv")


@get(["/consultations/{number:str}/execution.csv", "/en/consultations/{number:str}/execution.csv"], name="execution_csv")
async def file_of_decision(request: PageRequest) -> Response[bytes]:
    """The tasks of one decision as CSV, up to a thousand."""
    view, runtime = await _adopted(request), runtime_of(request)
    rows = await undertakings_of_decision(runtime.reads, view.id, limit=IN_FILE)
    note = request.scope.get("page_cache")
    if isinstance(note, dict):
        note["cached"] = cache_until_changed(request, view)
    return _csv(request, rows, runtime.clock.now(), f"{view.number}-execution.csv")


def _csv(request: PageRequest, rows: tuple[UndertakingView, ...], now: datetime, name: str) -> Response[bytes]:
    content = execution_csv(rows, now, say_in(locale_of(request.url.path)))
    headers = {"content-disposition": f'attachment; filename="{name}"', "cache-control": "public, max-age=0"}
    return Response(content, media_type=csv_file.MEDIA_TYPE.partition(";")[0], headers=headers)


handlers: list[Any] = [board, task_page, all_tasks, file_of_tasks, file_of_decision]
