"""Reading: consultations, comments, feedback."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from litestar import Request, get
from litestar.params import FromPath

from consult.archive.streams import NotFound
from consult.instance.site_facts import SiteFacts, site_facts
from domain.enumerations import ConsultationState, DispositionKind
from projections.comments.queries import comment as comment_query
from projections.comments.queries import comments_after
from projections.consultations.listing import consultation_list
from projections.consultations.queries import consultation
from projections.consultations.views import ConsultationView
from projections.points.breadth import breadth_of
from projections.points.queries import feedback as feedback_query
from projections.points.queries import points, supplements
from web.api.filling import api_comment, api_consultation, api_feedback
from web.api.shapes import ApiComment, ApiComments, ApiConsultation, ApiConsultations, ApiFeedback
from web.shared.query import PAGES, choice_in, choices_in, number_in, text_in
from web.shared.request_state import runtime_of

ApiRequest = Request[Any, Any, Any]
MOST = 200
MOST_SIZE = 100
DISPOSITIONS = (*DispositionKind, "unanswered")


async def view_of(request: ApiRequest) -> ConsultationView:
    """The consultation named in the address, by id or number. Raises NotFound."""
    found = await consultation(runtime_of(request).reads, request.path_params["consultation_id"])
    if found is None:
        raise NotFound
    return found


@get("/api/v1/site", name="api_site")
async def site(request: ApiRequest) -> SiteFacts:
    """The facts that public pages show beside what follows from the log, for whoever rebuilds and compares them."""
    return site_facts(runtime_of(request).settings)


@get("/api/v1/consultations", name="api_consultations")
async def consultations(request: ApiRequest) -> ApiConsultations:
    """Published decisions, by state, division and words."""
    runtime = runtime_of(request)
    states = choices_in(request, "state", tuple(ConsultationState))
    page, size = number_in(request, "page", 1, 1, PAGES), number_in(request, "size", 20, 1, MOST_SIZE)
    now = runtime.clock.now()
    found = await consultation_list(
        runtime.reads,
        now=now,
        states=states,
        division=text_in(request, "division") or None,
        q=text_in(request, "q") or None,
        page=page,
        size=size,
    )
    return ApiConsultations([api_consultation(item, now) for item in found.items], found.total, page, size, found.more)


@get("/api/v1/consultations/{consultation_id:str}", name="api_consultation")
async def one_consultation(request: ApiRequest) -> ApiConsultation:
    """One decision, by id or number."""
    return api_consultation(await view_of(request), runtime_of(request).clock.now())


@get("/api/v1/consultations/{consultation_id:str}/comments", name="api_comments")
async def comments(request: ApiRequest) -> ApiComments:
    """Comments in order of number, one row for every comment received; `next` leads on."""
    view = await view_of(request)
    limit = number_in(request, "limit", 100, 1, MOST)
    article, disposition = text_in(request, "article") or None, choice_in(request, "disposition", DISPOSITIONS)
    rows = await comments_after(
        runtime_of(request).reads,
        view.id,
        after=number_in(request, "after", 0),
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
