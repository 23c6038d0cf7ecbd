"""A questionnaire, one address for life: how to answer it, how many have, and what was counted after its close."""

from __future__ import annotations

from typing import Any

from litestar import Response, get
from litestar.exceptions import NotFoundException

from projections.consultations.views import ConsultationView
from projections.questionnaires.queries import QuestionnaireView, questionnaire_counts, questionnaire_numbered
from web.pages.questionnaires.tables import tables_of
from web.shared.render import Cached, page
from web.shared.request import PageRequest, cache_until_changed, consultation_of
from web.shared.request_state import runtime_of

ROOT = "/consultations/{number:str}/questionnaires/{order:int}"


async def questionnaire_at(request: PageRequest, view: ConsultationView) -> QuestionnaireView:
    """The n-th questionnaire that the decision opened. Raises NotFoundException."""
    order = int(request.path_params["order"])
    found = await questionnaire_numbered(runtime_of(request).reads, view.id, order) if 0 < order < 1_000 else None
    if found is None or found.form is None:
        raise NotFoundException
    return found


@get([ROOT, f"/en{ROOT}"], name="questionnaire")
async def questionnaire(request: PageRequest) -> Response[bytes]:
    view, runtime = await consultation_of(request), runtime_of(request)
    asked, now = await questionnaire_at(request, view), runtime.clock.now()
    counts = await questionnaire_counts(runtime.reads, asked.questionnaire_id) if asked.figures_at else None
    context = {
        "c": view,
        "q": asked,
        "taking": asked.taking(now) and view.ended_at is None,
        "upcoming": asked.opens_at is not None and now < asked.opens_at,
        "tables": tables_of(asked, counts) if counts else (),
        "kinds": counts.kinds if counts else (),
    }
    return page(request, "questionnaire.html", context, section="consultations", cached=_cached(request, view, asked))


def _cached(request: PageRequest, view: ConsultationView, asked: QuestionnaireView) -> Cached:
    """Also until it opens or closes."""
    cached = cache_until_changed(request, view)
    now = runtime_of(request).clock.now()
    moments = [at for at in (cached.until, asked.opens_at, asked.closes_at) if at is not None and at > now]
    return Cached(cached.about, min(moments))


handlers: list[Any] = [questionnaire]
