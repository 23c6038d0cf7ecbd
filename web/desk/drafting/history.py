"""The history of one decision at the desk: every event in plain words, with who and when, and reviews with their remarks."""

from __future__ import annotations

from litestar import Response, get

from consult.reading.history import history_rows
from web.desk.access.decision import ROOT, at_desk
from web.desk.access.session import DeskRequest
from web.desk.drafting.context import drafting_context
from web.desk.drafting.history_words import facts_of
from web.shared.query import flag_in, number_in
from web.shared.render import page
from web.shared.request_state import runtime_of
from web.shared.wording.languages import locale_of

TAB = "/history"
PATHS = [f"{ROOT}{TAB}", f"/en{ROOT}{TAB}"]
ROWS = 100


@get(PATHS, name="desk_history")
async def history(request: DeskRequest) -> Response[bytes]:
    desk, runtime = await at_desk(request), runtime_of(request)
    after = number_in(request, "after", -1)
    everything = flag_in(request, "all")
    rows = await history_rows(runtime, desk.state.id, after=after, limit=ROWS + 1, everything=everything)
    shown, locale = rows[:ROWS], locale_of(request.url.path)
    context = {
        "rows": [(row, facts_of(row.event, locale)) for row in shown],
        "names": await runtime.staff.names(),
        "everything": everything,
        "first": after < 0,
        "next_after": shown[-1].position if len(rows) > ROWS else None,
    }
    return page(request, "desk/drafting/history.html", drafting_context(request, desk, TAB, **context))


handlers = [history]
