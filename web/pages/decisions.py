"""Home and the list of decisions."""

from __future__ import annotations

from urllib.parse import urlencode

from litestar import Response, get

from domain.enumerations import ConsultationState
from projections.consultations.listing import MOST_COUNTED, consultation_list
from projections.consultations.queries import divisions
from projections.figures.queries import figures, overdue
from projections.grievances.queries import grievance_figures
from web.shared.query import PAGES, choices_in, number_in, text_in
from web.shared.render import page
from web.shared.request import PageRequest, cache_until_changed
from web.shared.request_state import runtime_of

SIZE = 20


@get(["/", "/en"], name="home")
async def home(request: PageRequest) -> Response[bytes]:
    runtime = runtime_of(request)
    db, now = runtime.reads, runtime.clock.now()
    found = {
        name: (await consultation_list(db, now=now, states=states, size=10, with_articles=False)).items
        for name, states in (
            ("open", [ConsultationState.OPEN]),
            ("upcoming", [ConsultationState.UPCOMING]),
            ("results", [ConsultationState.ANSWERED, ConsultationState.ADOPTED, ConsultationState.SUSPENDED]),
        )
    }
    cached = cache_until_changed(request, *found["open"][:1])
    cached = type(cached)(None, cached.until)
    context = {**found, "overdue": await overdue(db, now), "figures": await figures(db, now)}
    context["grievances"] = await grievance_figures(db, now)
    return page(request, "home.html", context, cached=cached)


@get(["/consultations", "/en/consultations"], name="consultations")
async def consultations(request: PageRequest) -> Response[bytes]:
    runtime = runtime_of(request)
    db, now = runtime.reads, runtime.clock.now()
    chosen = choices_in(request, "state", tuple(ConsultationState))
    q, division, number = text_in(request, "q"), text_in(request, "division"), number_in(request, "page", 1, 1, PAGES)
    result = await consultation_list(
        db, now=now, states=chosen, division=division or None, q=q or None, page=number, size=SIZE, with_articles=False
    )
    again = urlencode([*(("state", state) for state in chosen), ("q", q), ("division", division)])
    results = {"answered", "adopted", "suspended", "terminated"}
    return page(
        request,
        "decisions.html",
        cached=cache_until_changed(request),
        section="results" if chosen and set(chosen) <= results else "consultations",
        result=result,
        q=q,
        chosen=chosen,
        division=division,
        divisions=await divisions(db),
        states=list(ConsultationState),
        pages=None if result.total is None else -(-result.total // SIZE),
        many=MOST_COUNTED,
        query=again + "&",
    )
