"""Points at the desk: the gate with its figures, the points, and the comments without one, to be gathered in bulk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import parse_qsl, urlencode
from uuid import UUID

import msgspec
from litestar import Response, get, post

from consult.commands.point.points import GatherComments, MakePoint
from consult.commands.table import row_of
from consult.reading.answers import PointAtDesk, points_at_desk, with_closed_texts
from consult.reading.returns import pending_returns
from domain.access import UNDERTAKING_UNITS, Role
from domain.enumerations import CommentStatus, RespondentKind, Returnable
from domain.text import SUMMARY
from projections.consultations.queries import ArticleView
from projections.worklists.coverage_gate import coverage_gate as gate_query
from projections.worklists.gathering import articles_named, groups_without_point
from web.desk.access.decision import AtDesk
from web.desk.access.notices import outcome_notice
from web.desk.access.session import DeskRequest
from web.desk.answering.answers import (
    article_names,
    article_options,
    at_answers,
    contradicted_articles,
    labels_of,
    missing_in_point,
    points_context,
)
from web.desk.forms.form import DeskForm, Field, FormCommand, Option, carry_out, show_form, submitted_form
from web.desk.forms.input import FieldRefused, FormInput, NotAChoice
from web.desk.overview.decision import ROOT
from web.shared.query import choice_in, flag_in, number_in, text_in
from web.shared.request_state import runtime_of
from web.shared.wording.languages import Locale, locale_of

PATH = f"{ROOT}/points"
POINTS, COMMENTS = 100, 50
FILTERED = ("show", "page", "status", "article", "respondent", "words", "more", "after")
WHOLE = "whole"


class SelectionMissing(FieldRefused):
    """A bulk form acts on what was chosen."""

    message = "请先选择意见。"


class PointsQuery(msgspec.Struct, frozen=True):
    """What the address asks for. `article`: an id, "" for the whole draft, None for any. `more`: page of a point's comments,
    `after`: number after which those left over begin. `every`: all of the page are chosen."""

    show: str
    page: int
    status: CommentStatus
    article: str | None
    respondent: RespondentKind | None
    words: str
    more: int
    after: int
    every: bool
    query: str

    @property
    def filtered(self) -> bool:
        return bool(self.article is not None or self.respondent or self.words) or self.status != CommentStatus.PUBLISHED

    def with_query(self, **changed: object) -> str:
        """The same page with something else asked."""
        rest = {name: value for name, value in parse_qsl(self.query) if name not in changed}
        new = {name: value for name, value in changed.items() if value not in (None, "", 1)}
        return "?" + urlencode(rest | new)


def points_query_of(request: DeskRequest) -> PointsQuery:
    query = request.query_params
    article = text_in(request, "article")
    kept = urlencode([(name, query[name]) for name in FILTERED if query.get(name)])
    return PointsQuery(
        choice_in(request, "show", ("open",)) or "",
        number_in(request, "page", 1, 1),
        choice_in(request, "status", tuple(CommentStatus)) or CommentStatus.PUBLISHED,
        "" if article == WHOLE else article or None,
        choice_in(request, "respondent", tuple(RespondentKind)),
        text_in(request, "words"),
        number_in(request, "more", 1, 1),
        number_in(request, "after", 0),
        flag_in(request, "all"),
        kept,
    )


def point_options(locale: Locale, points: Sequence[PointAtDesk]) -> list[Option]:
    """Points as the options of a field."""
    name = locale.translate("要点")
    return [(str(point.id), f"{name}{point.number}　{point.summary[:40]}") for point in points]


def make_point_fields(articles: Sequence[Option]) -> tuple[Field, ...]:
    return (
        Field(name="comments", kind="checks"),
        Field(name="summary", label="要点", kind="area", rows=3, most=SUMMARY, hint="用本单位的话概括一条意见，反馈时公布。"),
        Field(
            name="articles",
            label="涉及条款",
            kind="checks",
            optional=True,
            options=articles,
            hint="不选时取所选意见针对的条款。",
        ),
    )


def make_point_form(articles: Sequence[Option]) -> DeskForm:
    return DeskForm(
        title=row_of(MakePoint).label, button="建立新要点", fields=make_point_fields(articles), template="desk/points.html"
    )


def gather_comments_form(options: Sequence[Option]) -> DeskForm:
    into = Field(name="into", label=row_of(GatherComments).label, kind="select", options=options)
    fields = (Field(name="comments", kind="checks"), into)
    return DeskForm(title=row_of(MakePoint).label, button="归入该要点", fields=fields, template="desk/points.html")


@get([PATH, f"/en{PATH}"], name="desk_points_page")
async def points(request: DeskRequest) -> Response[bytes]:
    """Points, the gate, and what is still to be gathered."""
    desk = await at_answers(request)
    known = await labels_of(runtime_of(request), desk.state)
    context = await list_context(request, desk, known)
    return await show_form(request, make_point_form(article_options(known)), context=context)


@post([PATH, f"/en{PATH}"], name="desk_points_gathered", status_code=200)
async def gather_selected(request: DeskRequest) -> Response[Any]:
    """A selection of comments into a new point, or into one there is."""
    desk = await at_answers(request, Role.ANSWERER, UNDERTAKING_UNITS)
    known = await labels_of(runtime_of(request), desk.state)
    _, given = await submitted_form(request)
    return await (_add if given["do"] == "add" else _make)(request, desk, known, given)


async def _make(request: DeskRequest, desk: AtDesk, known: Mapping[str, ArticleView], given: FormInput) -> Response[Any]:
    chosen = given.ids("comments")
    articles = given.all("articles") or await articles_named(runtime_of(request).reads, desk.state.id, chosen)

    def build(given: FormInput) -> MakePoint:
        articles_known = tuple(article for article in articles if article in known)
        return MakePoint(
            consultation_id=desk.state.id,
            summary=given["summary"],
            articles=articles_known,
            comment_ids=chosen,
            identical=True,
        )

    asked = FormCommand(
        form=make_point_form(article_options(known)),
        build=build,
        back=_back(request, desk, known),
        context=lambda: list_context(request, desk, known),
    )
    return await carry_out(request, asked)


async def _add(request: DeskRequest, desk: AtDesk, known: Mapping[str, ArticleView], given: FormInput) -> Response[Any]:
    options = point_options(locale_of(request.url.path), await points_at_desk(runtime_of(request), desk.state.id))

    def build(given: FormInput) -> GatherComments:
        into = chosen_point(given, "into", options)
        return GatherComments(point_id=into, comment_ids=selected_comments(given), identical=True)

    asked = FormCommand(
        form=gather_comments_form(options),
        build=build,
        back=_back(request, desk, known),
        context=lambda: list_context(request, desk, known),
    )
    return await carry_out(request, asked)


def chosen_point(given: FormInput, name: str, options: Sequence[Option]) -> UUID:
    """The chosen point. Raises NotAChoice."""
    if given[name] not in dict(options):
        raise NotAChoice(field=name)
    return UUID(given[name])


def selected_comments(given: FormInput) -> tuple[UUID, ...]:
    """The chosen comments. Raises SelectionMissing, NotAChoice."""
    if not given.all("comments"):
        raise SelectionMissing(field="comments")
    return given.ids("comments")


def _back(request: DeskRequest, desk: AtDesk, known: Mapping[str, ArticleView]) -> str:
    """The same filters, at the comments that are left."""
    asked = points_query_of(request)
    return f"{desk.root}/points{asked.with_query()}".rstrip("?") + "#left"


async def list_context(request: DeskRequest, desk: AtDesk, known: Mapping[str, ArticleView]) -> dict[str, Any]:
    """Everything on the page; texts that are still closed are read for these staff."""
    runtime, locale = runtime_of(request), locale_of(request.url.path)
    asked = points_query_of(request)
    made = await points_at_desk(runtime, desk.state.id)
    unkept = contradicted_articles(desk.state, made)
    shown = [point for point in made if not asked.show or missing_in_point(point, unkept)]
    groups = await groups_without_point(
        runtime.reads,
        desk.state.id,
        asked.status,
        article=asked.article,
        respondent=asked.respondent,
        words=asked.words,
        after=asked.after,
        limit=COMMENTS,
    )
    first = (min(asked.page, max(1, -(-len(shown) // POINTS))) - 1) * POINTS
    return points_context(
        desk,
        asked=asked,
        gate=await gate_query(runtime.reads, desk.state.id),
        points=shown[first : first + POINTS],
        pages=-(-len(shown) // POINTS),
        made=len(made),
        unkept=unkept,
        groups=groups,
        rows=await with_closed_texts(runtime, groups.rows),
        labels=article_names(known, locale),
        fields={
            field.name: field
            for field in (*make_point_fields(article_options(known)), *gather_comments_form(point_options(locale, made)).fields)
        },
        respondents=list(RespondentKind),
        statuses=[status for status in CommentStatus if status != CommentStatus.WITHDRAWN],
        returned=await pending_returns(runtime, desk.state, Returnable.FEEDBACK, Returnable.SUPPLEMENT),
        done=outcome_notice(request),
    )


handlers = [points, gather_selected]
