"""Finding one comment by its number, or by the e-mail address or telephone number of whoever asks about it."""

from __future__ import annotations

from typing import Any

from litestar import Response, post
from litestar.response import Redirect

from consult.reading.found_comments import found_comments
from domain.access import UNDERTAKING_UNITS, Role
from web.desk.access.decision import ROOT, at_desk, decision_context
from web.desk.access.session import DeskRequest
from web.desk.forms.form import redirect_after, submitted_form
from web.shared.render import page
from web.shared.request_state import runtime_of

PATH = f"{ROOT}/screening/found"
MOST = 254  # characters, as of an address


@post([PATH, f"/en{PATH}"], name="desk_comment_found", status_code=200)
async def found(request: DeskRequest) -> Response[bytes] | Redirect:
    """On to the comment, where there is one; a list of several. What is looked for is personal: it stands in no address."""
    desk = await at_desk(request, Role.SCREENER, UNDERTAKING_UNITS)
    _, given = await submitted_form(request)
    sought = given["sought"].strip()[:MOST]
    rows = await found_comments(runtime_of(request), desk.signed.actor, desk.state.id, sought)
    if len(rows) == 1:
        return redirect_after(request, f"/desk/comments/{rows[0].comment_id}", "")
    return page(request, "desk/found.html", decision_context(desk, rows=rows, sought=sought))


handlers: list[Any] = [found]
