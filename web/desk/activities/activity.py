"""One participation activity at the desk: how far it is, who takes part, what is due, and the steps whose time it is."""

from __future__ import annotations

from typing import Any

from litestar import Response, get

from projections.comments.queries import comments_after
from web.desk.access.notices import outcome_notice
from web.desk.access.session import DeskRequest
from web.desk.activities.at_activity import PATH, activity_context, at_activity
from web.desk.activities.forms import who
from web.shared.render import page
from web.shared.request_state import runtime_of
from web.shared.wording.languages import locale_of

STATEMENTS = 100  # the last ones; all of them stand in the register
LAST = 2**31 - 1


@get([PATH, f"/en{PATH}"], name="desk_activity")
async def activity(request: DeskRequest) -> Response[bytes]:
    at, locale = await at_activity(request), locale_of(request.url.path)
    reads = runtime_of(request).reads
    said = await comments_after(reads, at.desk.state.id, activity=at.activity.id, after=LAST, limit=STATEMENTS, down=True)
    names = {each.id: who(locale, each) for each in at.activity.participants}
    context = activity_context(at, said=said[::-1], names=names, done=outcome_notice(request))
    return page(request, "desk/activities/activity.html", context)


handlers: list[Any] = [activity]
