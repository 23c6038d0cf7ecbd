"""My work: what waits for me, with its clocks; and all decisions of my division."""

from __future__ import annotations

from typing import Any

from litestar import Response, get

from consult.worklists.my_work import decisions_of, division_of, items_of, work_of
from projections.worklists.queries import finished_work
from web.desk.access.notices import outcome_notice
from web.desk.access.session import DeskRequest, signed_in
from web.shared.query import PAGES, number_in
from web.shared.render import page
from web.shared.request_state import runtime_of

SIZE = 20  # finished decisions on a page


@get(["/desk", "/en/desk"], name="desk_home")
async def home(request: DeskRequest) -> Response[bytes]:
    signed, runtime = await signed_in(request), runtime_of(request)
    items = await work_of(runtime, signed.actor)
    waiting = [item for item in items if item.mine]
    others = [item for item in items if not item.mine and (item.stage is not None or item.turn)]
    context: dict[str, Any] = {"signed": signed, "section": "work", "waiting": waiting, "others": others}
    return page(request, "desk/work.html", context, done=outcome_notice(request))


@get(["/desk/decisions", "/en/desk/decisions"], name="desk_decisions")
async def decisions(request: DeskRequest) -> Response[bytes]:
    """Those that run, and a page of those that are over, the last published first."""
    signed, runtime = await signed_in(request), runtime_of(request)
    number = number_in(request, "page", 1, 1, PAGES)
    division, now = division_of(signed.actor), runtime.clock.now()
    over = await finished_work(runtime.reads, now, division, limit=SIZE + 1, offset=(number - 1) * SIZE)
    first = await work_of(runtime, signed.actor) if number == 1 else []
    shown = {item.state.id for item in first}
    finished = items_of(await decisions_of(runtime, over[:SIZE]), signed.actor, now)
    items = [*first, *(item for item in finished if item.state.id not in shown)]
    context = {"signed": signed, "section": "decisions", "items": items}
    return page(request, "desk/decisions.html", context, number=number, more=len(over) > SIZE)


handlers = [home, decisions]
