"""One participation activity: its announcement, who takes part, what is said there as it is recorded, its report."""

from __future__ import annotations

from typing import Any

from litestar import Response, get, post
from litestar.exceptions import NotFoundException

from consult.commands.activity.confirming import confirm_by_code
from domain.refusals import Refusal
from projections.activities.queries import ActivityView
from projections.activities.queries import activity as activity_query
from projections.applications.queries import names_shown
from projections.comments.queries import comments_after
from projections.consultations.views import ConsultationView
from projections.points.queries import points
from web.shared.error_pages import refusal_text
from web.shared.render import page
from web.shared.request import PageRequest, cache_until_changed, consultation_of, labels_of
from web.shared.request_state import runtime_of
from web.shared.wording.languages import locale_of

PATH = "/consultations/{number:str}/activities/{n:int}"
STATEMENTS = 30  # the last ones; all of them stand in the register
LAST = 2**31 - 1


async def activity_of(request: PageRequest) -> tuple[ConsultationView, ActivityView]:
    """Raises NotFoundException."""
    view, n = await consultation_of(request), int(request.path_params["n"])
    found = await activity_query(runtime_of(request).reads, view.id, n) if 0 < n <= LAST else None
    if found is None:
        raise NotFoundException
    return view, found


@get([PATH, f"/en{PATH}"], name="activity")
async def activity(request: PageRequest) -> Response[bytes]:
    view, found = await activity_of(request)
    db = runtime_of(request).reads
    said = await comments_after(db, view.id, activity=found.activity_id, after=LAST, limit=STATEMENTS, down=True)
    answering = {each.point_id for each in found.views if each.point_id}
    made = await points(db, view.id, numbers=0) if answering and view.answered_at else ()
    now, running = runtime_of(request).clock.now(), view.adopted_at is None and view.ended_at is None
    open_still = running and found.apply_until is not None and found.applications is None and now < found.apply_until
    context = {
        "a": found,
        "said": said[::-1],
        "numbers": {each.id: each.number for each in made},
        "applied": await names_shown(db, [each.participant for each in found.participants]),
        "open_for_applications": open_still,
    }
    return page(
        request,
        "activity.html",
        context,
        cached=cache_until_changed(request, view),
        section="consultations",
        c=view,
        labels=labels_of(view),
    )


@get([f"{PATH}/record", f"/en{PATH}/record"], name="activity_record")
async def record(request: PageRequest) -> Response[bytes]:
    """Where a participant confirms the record with his code."""
    view, found = await activity_of(request)
    return _record_page(request, view, found)


@post([f"{PATH}/record", f"/en{PATH}/record"], name="activity_record_confirmed", status_code=200)
async def confirm_record(request: PageRequest) -> Response[Any]:
    view, found = await activity_of(request)
    data: Any = await request.form()
    code = str(data.get("code") or "")[:60]
    runtime = runtime_of(request)
    try:
        done = await confirm_by_code(runtime, found.activity_id, code)
    except Refusal as refusal:
        error = refusal_text(refusal, locale_of(request.url.path))
        return _record_page(request, view, found, code=code, errors={"code": error}, status=refusal.status)
    await runtime.wait_until_projected(done.position, 1.0)
    return _record_page(request, view, found, confirmed=True)


def _record_page(
    request: PageRequest,
    view: ConsultationView,
    found: ActivityView,
    *,
    code: str = "",
    errors: dict[str, str] | None = None,
    confirmed: bool = False,
    status: int = 200,
) -> Response[bytes]:
    context = {"a": found, "code": code, "errors": errors or {}, "confirmed": confirmed}
    return page(request, "activity_record.html", context, section="consultations", c=view, status=status)


handlers: list[Any] = [activity, record, confirm_record]
