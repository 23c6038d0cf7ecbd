"""Reading: consultations, comments, feedback."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from litestar import Request, get
from litestar.params import FromPath

from consult.archive.streams import NotFound
from domain.enumerations import ConsultationState, DispositionKind
from projections.comments.queries import comment as comment_query
from projections.comments.queries import comments_after
from projections.consultations.queries import consultation, consultation_list
from projections.consultations.views import ConsultationView
from projections.points.breadth import breadth_of
from projections.points.queries import feedback as feedback_query
from projections.points.queries import points, supplements
from web.api.shapes import (
    ApiComment,
    ApiComments,
    ApiConsultation,
    ApiConsultations,
    ApiFeedback,
    api_comment,
    api_consultation,
    api_feedback,
)
from web.shared.problems import ApiError
from web.shared.request_state import runtime_of

ApiRequest = Request[Any, Any, Any]
MOST = 200


async def view_of(request: ApiRequest) -> ConsultationView:
    """The consultation named in the address, by id or number. Raises NotFound."""
    found = await consultation(runtime_of(request).reads, request.path_params["consultation_id"])
    if found is None:
        raise NotFound
    return found


def query_number(request: ApiRequest, name: str, default: int, most: int) -> int:
    """A whole number of the query. Raises ApiError 400."""
    text = request.query_params.get(name)
    if text is None:
        return default
    if not text.isdecimal() or len(text) > 9:
        raise ApiError(400, "请求有误", field=name)
    return min(int(text), most)


def query_text(request: ApiRequest, name: str) -> str | None:
    """A text of the query, None where empty. Raises ApiError 400 for what no database takes."""
    text = request.query_params.get(name) or None
    if text and ("\x00" in text or len(text) > 200):
        raise ApiError(400, "请求有误", field=name)
    return text


@get("/api/v1/consultations", name="api_consultations")
async def consultations(request: ApiRequest) -> ApiConsultations:
    """Published decisions, by state, division and words."""
    runtime = runtime_of(request)
    states = [state for item in request.query_params.getall("state", []) for state in item.split(",") if state]
    if set(states) - set(ConsultationState):
        raise ApiError(400, "请求有误", field="state")
    page, size = max(query_number(request, "page", 1, 100_000), 1), max(query_number(request, "size", 20, 100), 1)
    now = runtime.clock.now()
    found = await consultation_list(
        runtime.reads,
        now=now,
        states=states,
        division=query_text(request, "division"),
        q=query_text(request, "q"),
        page=page,
        size=size,
    )
    return ApiConsultations([api_consultation(item, now) for item in found.items], found.total, page, size)


@get("/api/v1/consultations/{consultation_id:str}", name="api_consultation")
async def one_consultation(request: ApiRequest) -> ApiConsultation:
    """One decision, by id or number."""
    return api_consultation(await view_of(request), runtime_of(request).clock.now())


@get("/api/v1/consultations/{consultation_id:str}/comments", name="api_comments")
async def comments(request: ApiRequest) -> ApiComments:
    """Comments in order of number, one row for every comment received; `next` leads on."""
    view = await view_of(request)
    limit = max(query_number(request, "limit", 100, MOST), 1)
    article, disposition = query_text(request, "article"), query_text(request, "disposition")
    if disposition and disposition not in {*DispositionKind, "unanswered"}:
        raise ApiError(400, "请求有误", field="disposition")
    rows = await comments_after(
        runtime_of(request).reads,
        view.id,
        after=query_number(request, "after", 0, 2**31 - 1),
        limit=limit + 1,
        article=article,
        disposition=disposition,
    )
    more = len(rows) > limit
    query = {"after": rows[limit - 1].number if more else 0, "limit": limit, "article": article, "disposition": disposition}
    address = f"/api/v1/consultations/{view.id}/comments?" + urlencode({k: v for k, v in query.items() if v})
    return ApiComments([api_comment(row) for row in rows[:limit]], address if more else None)


@get("/api/v1/consultations/{consultation_id:str}/comments/{n:int}", name="api_comment")
async def one_comment(request: ApiRequest, n: FromPath[int]) -> ApiComment:
    """One comment by its number."""
    view = await view_of(request)
    found = await comment_query(runtime_of(request).reads, view.id, n) if 0 < n < 2**31 else None
    if found is None:
        raise NotFound
    return api_comment(found)


@get("/api/v1/consultations/{consultation_id:str}/feedback", name="api_feedback")
async def feedback(request: ApiRequest) -> ApiFeedback:
    """The feedback summary with every point and its answer."""
    view = await view_of(request)
    db = runtime_of(request).reads
    found = await feedback_query(db, view.id)
    if found is None:
        raise NotFound
    made = await points(db, view.id)
    breadth = breadth_of(made, view.ledger.answered, view.ledger.distinct_texts)
    return api_feedback(found, made, await supplements(db, view.id), breadth)
