"""The register of erasure requests of a division: who asked for what, what waits for a second person, what is done."""

from __future__ import annotations

from typing import Any

from litestar import Response, get

from consult.reading.erasures import erasure_register
from web.desk.access.session import DeskRequest, signed_in
from web.shared.query import choice_in, number_in
from web.shared.render import page
from web.shared.request_state import runtime_of

SIZE = 50


@get(["/desk/erasures", "/en/desk/erasures"], name="desk_erasures")
async def erasures(request: DeskRequest) -> Response[bytes]:
    signed = await signed_in(request)
    done, before = choice_in(request, "show", ("done",)) is not None, number_in(request, "before", 0) or None
    rows = await erasure_register(runtime_of(request), signed.actor, done=done, before=before, limit=SIZE + 1)
    context = {
        "signed": signed,
        "section": "erasures",
        "done_ones": done,
        "rows": rows[:SIZE],
        "before": before,
        "next_before": rows[SIZE - 1].listed.comment.position if len(rows) > SIZE else None,
        "me": str(signed.actor.id),
    }
    return page(request, "desk/erasures.html", context)


handlers: list[Any] = [erasures]
