"""Lists of grievances by the date due: of a division, or of one decision; and of those that are over."""

from __future__ import annotations

from datetime import date
from typing import Any

from litestar import Response, get

from consult.reading.grievances import GrievanceView, listed_grievances
from domain.access import Role
from domain.calendar import local_date
from web.desk.access.decision import ROOT, at_desk, decision_context
from web.desk.access.notices import outcome_notice
from web.desk.access.session import DeskRequest, signed_in
from web.shared.query import NotOffered, choice_in, number_in, text_in
from web.shared.render import page
from web.shared.request_state import runtime_of

SIZE = 50
HERE = f"{ROOT}/grievances"


@get(["/desk/grievances", "/en/desk/grievances"], name="desk_grievances")
async def grievances(request: DeskRequest) -> Response[bytes]:
    """Of the person's division."""
    signed = await signed_in(request)
    context: dict[str, Any] = {"signed": signed, "section": "grievances", "here": "/desk/grievances", "state": None, "title": ""}
    return await _page(request, context, None)


@get([HERE, f"/en{HERE}"], name="desk_decision_grievances")
async def grievances_of_decision(request: DeskRequest) -> Response[bytes]:
    desk = await at_desk(request)
    context = decision_context(desk, here=f"{desk.root}/grievances", may_register=desk.may(Role.SCREENER))
    return await _page(request, context, desk.state.id)


async def _page(request: DeskRequest, context: dict[str, Any], consultation_id: Any) -> Response[bytes]:
    runtime, signed = runtime_of(request), context["signed"]
    over = choice_in(request, "show", ("over",)) is not None
    rows = await listed_grievances(
        runtime,
        signed.actor,
        over=over,
        consultation_id=consultation_id,
        after=_after(request),
        before=number_in(request, "before", 0) or None,
        limit=SIZE + 1,
    )
    more = rows[SIZE - 1] if len(rows) > SIZE else None
    known = {
        "over": over,
        "rows": rows[:SIZE],
        "today": local_date(runtime.clock.now()),
        "first_page": not (request.query_params.get("after") or request.query_params.get("before")),
        "next_query": _next(more, over=over) if more else "",
        "done": outcome_notice(request),
    }
    return page(request, "desk/grievances.html", {**context, **known})


def _next(last: GrievanceView, *, over: bool) -> str:
    return f"show=over&before={last.position}" if over else f"after={last.due_on.isoformat()}.{last.position}"


def _after(request: DeskRequest) -> tuple[date, int] | None:
    """Date due and position of the last one on the page before, as `2026-03-05.120`. Raises NotOffered."""
    asked = text_in(request, "after")
    if not asked:
        return None
    day, _, position = asked.partition(".")
    try:
        return date.fromisoformat(day), int(position)
    except ValueError as error:
        raise NotOffered(field="after") from error


handlers: list[Any] = [grievances, grievances_of_decision]
