"""How many attempts to comment on a decision were refused. They are not in the log, so this page is in no export."""

from __future__ import annotations

from litestar import Response, get

from web.admission.refusals import REASONS
from web.shared.render import page
from web.shared.request import PageRequest, consultation_of
from web.shared.request_state import runtime_of

PAGE = "/consultations/{number:str}/refused-attempts"


@get([PAGE, f"/en{PAGE}"], name="refused_attempts")
async def refused_attempts(request: PageRequest) -> Response[bytes]:
    view = await consultation_of(request)
    counts = await runtime_of(request).admission.refused(view.id)
    rows = [(reason, counts.get(reason, 0)) for reason in REASONS]
    return page(request, "refused_attempts.html", section="consultations", c=view, rows=rows, total=sum(counts.values()))
