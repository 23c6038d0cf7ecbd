"""The calendar at the desk: every clock of every running decision by division, the overdue ones first."""

from __future__ import annotations

from itertools import groupby
from typing import Any

import msgspec
from litestar import Response, get

from consult.reading.access import READERS
from consult.worklists.awaiting_publication import awaiting_publication
from consult.worklists.my_work import division_of, work_of
from domain.access import Actor, Role
from domain.calendar import local_date
from projections.activities.queries import awaited_activities
from projections.grievances.queries import telling_clocks
from projections.undertakings.queries import open_undertakings
from projections.worklists.clocks import MOST, Clock, clocks_of, running_clocks
from web.desk.access.session import DeskRequest, signed_in
from web.shared.query import flag_in
from web.shared.render import page
from web.shared.request_state import runtime_of

PATH = "/desk/calendar"
TASKS = 100


class OfDivision(msgspec.Struct, frozen=True):
    """`name`: None where it is not public any more. The clocks by date."""

    name: str | None
    clocks: tuple[Clock, ...]


@get([PATH, f"/en{PATH}"], name="desk_calendar")
async def calendar(request: DeskRequest) -> Response[bytes]:
    """One's own division's, or everybody's: what is published may be read by all; what is not, only by whoever may read it."""
    signed, runtime = await signed_in(request), runtime_of(request)
    own = division_of(signed.actor)
    everybody = own is None or flag_in(request, "all")
    found = await running_clocks(runtime.reads, None if everybody else own, limit=MOST + 1)
    clocks = clocks_of(found[:MOST], runtime.calendar, runtime.clock.now())
    context: dict[str, Any] = {
        "signed": signed,
        "section": "calendar",
        "own": own,
        "everybody": everybody,
        "overdue": [clock for clock in clocks if clock.overdue],
        "divisions": _by_division([clock for clock in clocks if not (clock.passed or clock.overdue)]),
        "more": MOST if len(found) > MOST else 0,
        "tasks": await open_undertakings(runtime.reads, unit=None if everybody else own, limit=TASKS),
        "units": [item for item in await work_of(runtime, signed.actor) if item.units_due],
        "activities": await awaited_activities(runtime.reads, None if everybody else own),
        "today": local_date(runtime.clock.now()),
        "telling": await telling_clocks(runtime.reads, None if everybody else own, limit=MOST),
        "unpublished": await awaiting_publication(runtime, signed.actor),
        "readable": {clock.decision.id for clock in clocks if _may_read(signed.actor, clock)},
    }
    return page(request, "desk/calendar.html", context)


def _by_division(clocks: list[Clock]) -> list[OfDivision]:
    """By name of the division; within it by date, as given."""
    named = sorted(clocks, key=_name)
    return [OfDivision(name or None, tuple(group)) for name, group in groupby(named, key=_name)]


def _name(clock: Clock) -> str:
    return clock.decision.division.name if clock.decision.division else ""


def _may_read(actor: Actor, clock: Clock) -> bool:
    """Whether this person has the decision's page at the desk; others have the public one."""
    own = bool(actor.roles & READERS) and actor.division_id in clock.decision.undertaking
    return own or Role.AUDITOR in actor.roles


handlers: list[Any] = [calendar]
