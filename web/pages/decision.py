"""A decision, one address for life: its page, draft, articles, comparison, adoption notice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import msgspec
from litestar import Response, get
from litestar.exceptions import NotFoundException
from markupsafe import Markup

from consult.runtime import Runtime
from domain.articles.difference import ArticleChange
from domain.articles.full_text import FullText, TextChanges, compare_texts
from domain.articles.identity import IdentifiedArticle
from domain.enumerations import ConsultationState
from projections.activities.queries import activities_of
from projections.comments.queries import comments_after
from projections.consultations.queries import article, texts
from projections.consultations.views import ArticleView, ConsultationView, TextKind, TextView
from projections.expertise.queries import expert_reviews
from projections.grievances.queries import GrievanceFigures, grievance_figures_of
from projections.points.queries import PointView, points
from projections.questionnaires.queries import QuestionnaireView, questionnaires_of
from projections.risk_assessments.queries import risk_assessments
from web.pages.execution import execution_context, kept
from web.shared.article_labels import labels_of_both
from web.shared.render import page
from web.shared.request import PageRequest, cache_until_changed, consultation_of, is_open, labels_of
from web.shared.request_state import runtime_of
from web.shared.wording.languages import locale_of

STEPS = ("起草", "公布", "征求意见", "研究反馈", "公布结果")
FORCE = {"adopted": "InForce", "suspended": "PartiallyInForce", "ended": "NotInForce"}


@get(["/consultations/{number:str}", "/en/consultations/{number:str}"], name="consultation")
async def consultation(request: PageRequest) -> Response[bytes]:
    view = await consultation_of(request)
    consulted = await published_text(request, view, "consulted")
    context = consultation_context(request, view, consulted.articles) | {"grievances": await _grievances(request, view)}
    context |= await execution_context(request, view)
    context["activities"] = await activities_of(runtime_of(request).reads, view.id)
    context["questionnaires"] = await _opened_questionnaires(request, view)
    return page(request, "consultation.html", context, cached=kept(request, view))


async def _opened_questionnaires(request: PageRequest, view: ConsultationView) -> list[QuestionnaireView]:
    return [each for each in await questionnaires_of(runtime_of(request).reads, view.id) if each.form is not None]


async def _grievances(request: PageRequest, view: ConsultationView) -> GrievanceFigures | None:
    """None where there are none: then the page says nothing of them."""
    if not view.grievances.received:
        return None
    runtime = runtime_of(request)
    return await grievance_figures_of(runtime.reads, view.id, runtime.clock.now())


def consultation_context(
    request: PageRequest, view: ConsultationView, consulted: Sequence[IdentifiedArticle]
) -> dict[str, object]:
    """What the page of a decision shows; the same for one that is only previewed."""
    runtime = runtime_of(request)
    now = runtime.clock.now()
    state = view.state(now)
    return {
        "section": "results" if view.answered_at else "consultations",
        "c": view,
        "state": state,
        "steps": steps(view, state),
        "overdue": view.overdue(now),
        "first_due": _first_due(view),
        "due_provisional": _provisional(runtime, view),
        "points_total": sum(count for kind, count in view.dispositions.items() if kind != "unanswered"),
        "article_structs": {item.id: item for item in consulted},
        "json_ld": json_ld(view, state, runtime.settings.public_url),
    }


def steps(view: ConsultationView, state: ConsultationState) -> list[tuple[str, bool, bool]]:
    """Name, done, current: how far the procedure is."""
    at = {
        "upcoming": 2,
        "open": 2,
        "closed": 3,
        "answered": 4,
        "adopted": 5,
        "suspended": 5,
        "terminated": 5,
        "ended": 3 if view.period_closed_at else 2,
    }[state]
    ended = state == ConsultationState.ENDED
    return [(name, place < at, place == at and not ended) for place, name in enumerate(STEPS)]


def _first_due(view: ConsultationView) -> object:
    return view.answer_due_on or view.closes_at.date()


def _provisional(runtime: Runtime, view: ConsultationView) -> bool:
    """Whether the due date was counted into a year whose holidays are not known yet. One that was set by hand stands."""
    due = view.answer_due_on
    return due is not None and not view.answer_delays and runtime.calendar.provisional(due)


def json_ld(view: ConsultationView, state: ConsultationState, public_url: str) -> Markup:
    """schema.org Legislation; every character that could end the script element is escaped."""
    described = {
        "@context": "https://schema.org",
        "@type": "Legislation",
        "name": view.title,
        "legislationIdentifier": view.number,
        "url": f"{public_url}/consultations/{view.number}",
        "datePublished": view.published_at.date().isoformat(),
        "inLanguage": "zh-CN",
        "legislationLegalForce": f"https://schema.org/{FORCE.get(state, 'NotInForce')}",
        "legislationResponsible": {"@type": "GovernmentOrganization", "name": view.decision_organ},
    }
    text = msgspec.json.encode(described).decode()
    return Markup(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))  # noqa: S704 (escaped here)


async def _texts(request: PageRequest, view: ConsultationView) -> dict[str, TextView]:
    return {item.kind: item for item in await texts(runtime_of(request).reads, view.id)}


async def published_text(request: PageRequest, view: ConsultationView, kind: str) -> FullText:
    """The whole text of this kind ("consulted", "revised", "adopted"); an empty one where there is none."""
    found = (await _texts(request, view)).get(kind)
    return found.whole if found else FullText()


def text_context(text: FullText) -> dict[str, object]:
    """What shows a whole text (see `macros.html`): its articles, and what stands before each."""
    return {"articles": text.articles, "text_before": text.text_before_articles()}


@get(["/consultations/{number:str}/draft", "/en/consultations/{number:str}/draft"], name="draft")
async def draft(request: PageRequest) -> Response[bytes]:
    view = await consultation_of(request)
    context = draft_context(view, await published_text(request, view, "consulted"))
    now = runtime_of(request).clock.now()
    return page(request, "draft.html", context, open=is_open(view, now), cached=cache_until_changed(request, view))


def draft_context(view: ConsultationView, text: FullText) -> dict[str, object]:
    """What the page of a draft shows; the same for one that is only previewed."""
    return {"section": "consultations", "c": view, **text_context(text)}


@get(
    ["/consultations/{number:str}/articles/{article_id:str}", "/en/consultations/{number:str}/articles/{article_id:str}"],
    name="article",
)
async def article_page(request: PageRequest) -> Response[bytes]:
    view = await consultation_of(request)
    db = runtime_of(request).reads
    found = await article(db, view.id, request.path_params["article_id"])
    if found is None:
        raise NotFoundException
    stored = await _texts(request, view)
    versions = _versions(stored, found.id)
    named = [point for point in await points(db, view.id, numbers=0) if found.id in point.articles]
    return page(
        request,
        "article.html",
        cached=cache_until_changed(request, view),
        section="consultations",
        c=view,
        article=found,
        label=_label(found.versions),
        above=next(iter(found.versions.values())).path,
        versions=versions,
        points=named,
        comments=await comments_after(db, view.id, article=found.id, limit=50),
        labels=labels_of(view),
        open=is_open(view, runtime_of(request).clock.now()) and "consulted" in found.versions,
    )


def _versions(stored: dict[str, TextView], article_id: str) -> list[tuple[str, IdentifiedArticle]]:
    return [(kind, item) for kind, text in stored.items() for item in text.articles if item.id == article_id]


def _label(versions: Mapping[TextKind, ArticleView]) -> str:
    first = next(iter(versions.values()), None)
    return (first.label if first else "") or "全文"


def change_counts(changes: Sequence[ArticleChange]) -> list[tuple[str, int]]:
    """How many articles of each kind of change, the changed first."""
    counts = Counter[str](change.kind for change in changes)
    order = ("changed", "added", "removed", "renumbered", "unchanged")
    return [(name, counts[name]) for name in order if counts[name]]


def changes_context(changes: TextChanges) -> dict[str, object]:
    """What shows two texts compared."""
    return {"changes": changes.articles, "words": changes.words, "counts": change_counts(changes.articles)}


@get(["/consultations/{number:str}/comparison", "/en/consultations/{number:str}/comparison"], name="comparison")
async def comparison(request: PageRequest) -> Response[bytes]:
    view = await consultation_of(request)
    stored = await _texts(request, view)
    kind = "adopted" if "adopted" in stored else "revised"
    changed = stored[kind].whole if kind in stored else FullText()
    made = await points(runtime_of(request).reads, view.id, numbers=0)
    context = comparison_context(view, kind, stored["consulted"].whole, changed, made)
    return page(request, "comparison.html", context, cached=cache_until_changed(request, view))


def comparison_context(
    view: ConsultationView,
    kind: str,
    consulted: FullText,
    changed: FullText,
    made: Sequence[PointView],
) -> dict[str, object]:
    """What the page of a comparison knows, of a published text or of one to be published; no `changed` text, no changes."""
    changes = compare_texts(consulted, changed) if changed.articles else TextChanges()
    ids = [change.id for change in changes.articles]
    behind = {each: [p for p in made if p.disposition and each in p.disposition.articles_changed] for each in ids}
    return {"section": "results", "c": view, "kind": kind, "behind": behind, **changes_context(changes)}


@get(["/consultations/{number:str}/adoption", "/en/consultations/{number:str}/adoption"], name="adoption")
async def adoption(request: PageRequest) -> Response[bytes]:
    view = await consultation_of(request)
    if view.notice is None or view.adopted_at is None:
        raise NotFoundException
    db = runtime_of(request).reads
    context = adoption_context(request, view, await published_text(request, view, "adopted"))
    context["expert_reviews"] = await expert_reviews(db, view.id)
    context["risk_assessments"] = await risk_assessments(db, view.id)
    return page(request, "adoption.html", context, cached=cache_until_changed(request, view))


def adoption_context(request: PageRequest, view: ConsultationView, text: FullText) -> dict[str, object]:
    """What the page of an adoption notice knows, published or to be published."""
    labels = labels_of_both(view.articles, text.articles, "adopted", locale_of(request.url.path))
    return {"section": "results", "c": view, "labels": labels, **text_context(text)}
