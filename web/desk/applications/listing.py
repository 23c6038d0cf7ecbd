"""Applications received for an activity, with who applied: as they came, and by rank once the lot is drawn."""

from __future__ import annotations

from typing import Any

from litestar import Response, get

from consult.commands.application.drawing import CloseApplications, DrawLot
from consult.commands.application.erasure import EraseApplications
from consult.commands.table import row_of
from consult.reading.applications import Received, ranked_applications, received_applications
from domain.consultation.steps.checks import is_over
from projections.applications.queries import application_counts
from web.desk.access.notices import outcome_notice
from web.desk.access.session import DeskRequest
from web.desk.activities.at_activity import PATH, AtActivity, activity_context, at_activity
from web.shared.query import NotOffered, number_in, text_in
from web.shared.render import page
from web.shared.request_state import runtime_of

SIZE = 50
HERE = f"{PATH}/applications"


@get([HERE, f"/en{HERE}"], name="desk_applications")
async def applications(request: DeskRequest) -> Response[bytes]:
    at = await at_activity(request)
    drawn = at.activity.drawn is not None and text_in(request, "show") != "received"
    rows = await _rows(request, at, drawn=drawn)
    more = rows[SIZE - 1] if len(rows) > SIZE else None
    known = {
        "rows": rows[:SIZE],
        "by_rank": drawn,
        "next_query": _next(more, drawn=drawn) if more else "",
        "first_page": not request.query_params.get("after"),
        "counts": await application_counts(runtime_of(request).reads, at.activity.id),
        "steps": steps_of(at),
        "done": outcome_notice(request),
    }
    return page(request, "desk/applications/listing.html", activity_context(at, **known))


def steps_of(at: AtActivity) -> dict[str, str]:
    """The steps about all applications whose time it is, for this person: page by name of the command."""
    activity, announced = at.activity, at.activity.announced
    due: list[Any] = []
    if announced and announced.apply_until and not activity.over:
        shut = activity.applications_closed_at is not None
        due += [CloseApplications] if not shut and at.now >= announced.apply_until else []
        due += [DrawLot] if shut and announced.lot_commitment and activity.drawn is None else []
    due += [EraseApplications] if activity.over or is_over(at.desk.state) else []
    return {row.name: row.page for row in map(row_of, due) if row.role in at.desk.signed.actor.roles}


async def _rows(request: DeskRequest, at: AtActivity, *, drawn: bool) -> tuple[Received, ...]:
    runtime, actor = runtime_of(request), at.desk.signed.actor
    if drawn:
        return await ranked_applications(runtime, actor, at.activity.id, after=_after(request), limit=SIZE + 1)
    after = number_in(request, "after", -1)
    return await received_applications(runtime, actor, at.activity.id, after=after, limit=SIZE + 1)


def _next(last: Received, *, drawn: bool) -> str:
    if drawn:
        return f"after={last.view.side or ''}.{last.view.rank}"
    return f"show=received&after={last.view.position}"


def _after(request: DeskRequest) -> tuple[str, int]:
    """Side and rank of the last one on the page before. Raises NotOffered."""
    side, _, rank = text_in(request, "after").rpartition(".")
    if rank and not (rank.isdecimal() and len(rank) < 10):
        raise NotOffered(field="after")
    return side, int(rank or 0)


handlers: list[Any] = [applications]
