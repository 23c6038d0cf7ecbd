"""One comment, the feedback summary, the history."""

from __future__ import annotations

from collections.abc import Sequence

from litestar import Response, get
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from domain.articles.identity import IdentifiedArticle
from domain.consultation.events import DispositionCount
from projections.anchors.queries import anchors_about
from projections.comments.queries import comment as comment_query
from projections.consultations.queries import ConsultationView
from projections.history.queries import history as history_query
from projections.points.breadth import breadth_of
from projections.points.queries import FeedbackView, PointView, SupplementView, points
from projections.points.queries import feedback as feedback_query
from projections.points.queries import supplements as supplements_query
from web.pages.decision import published_text
from web.shared.article_labels import labels_of_both
from web.shared.export_files import EXPORTS
from web.shared.query import number_in
from web.shared.render import page
from web.shared.request import PageRequest, cache_until_changed, consultation_of, labels_of
from web.shared.request_state import runtime_of
from web.shared.wording.languages import locale_of
from web.shared.wording.words import word_or_value

ROWS = 100
NUMBERS = 20  # of the comments of each point


@get(["/consultations/{number:str}/comments/{n:int}", "/en/consultations/{number:str}/comments/{n:int}"], name="comment")
async def comment(request: PageRequest, n: FromPath[int]) -> Response[bytes]:
    view = await consultation_of(request)
    found = await comment_query(runtime_of(request).reads, view.id, n) if 0 < n < 2**31 else None
    if found is None:
        raise NotFoundException
    context = {"c": view, "comment": found, "labels": labels_of(view), "section": "consultations"}
    return page(request, "comment.html", context, cached=cache_until_changed(request, view))


@get(["/consultations/{number:str}/feedback", "/en/consultations/{number:str}/feedback"], name="feedback")
async def feedback(request: PageRequest) -> Response[bytes]:
    view = await consultation_of(request)
    db = runtime_of(request).reads
    found = await feedback_query(db, view.id)
    if found is None:
        raise NotFoundException
    made, later = await points(db, view.id, numbers=NUMBERS), await supplements_query(db, view.id)
    revised = await published_text(request, view, "revised")
    context = feedback_context(request, view, found, made, later, revised.articles)
    return page(request, "feedback.html", context, cached=cache_until_changed(request, view))


def feedback_context(
    request: PageRequest,
    view: ConsultationView,
    found: FeedbackView,
    made: Sequence[PointView],
    supplements: Sequence[SupplementView] = (),
    revised: Sequence[IdentifiedArticle] = (),
) -> dict[str, object]:
    """What the page of a feedback summary knows, published or to be published; `revised`: the articles of its revised text."""
    rows = disposition_rows(request, supplements[-1].dispositions if supplements else found.dispositions)
    known = {
        "c": view,
        "f": found,
        "breadth": breadth_of(made, view.ledger.answered, view.ledger.distinct_texts),
        "points": made,
        "labels": labels_of_both(view.articles, revised, "revised", locale_of(request.url.path)),
        "files": list(EXPORTS.values()),
    }
    return {"section": "results", "disposition_rows": rows, "supplements": supplements, **known}


def disposition_rows(request: PageRequest, dispositions: Sequence[DispositionCount]) -> list[tuple[str, int]]:
    """Points by disposition, in words of the page's language."""
    translate = locale_of(request.url.path).translate
    return [(translate(word_or_value("disposition", item.kind)), item.points) for item in dispositions]


@get(["/consultations/{number:str}/history", "/en/consultations/{number:str}/history"], name="history")
async def history(request: PageRequest) -> Response[bytes]:
    view = await consultation_of(request)
    after = number_in(request, "after", -1)
    rows = await history_query(runtime_of(request).reads, view.id, after=after, limit=ROWS + 1)
    return page(
        request,
        "history.html",
        cached=cache_until_changed(request, view),
        section="consultations",
        c=view,
        rows=rows[:ROWS],
        anchors={one.position: one for one in await anchors_about(runtime_of(request).reads, view.id)},
        first=after < 0,
        next_after=rows[ROWS - 1].position if len(rows) > ROWS else None,
    )
