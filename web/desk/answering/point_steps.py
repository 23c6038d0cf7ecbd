"""What is done with one point as a whole: its wording, its answer, merging it into another, superseding a published answer."""

from __future__ import annotations

from typing import Any

from litestar import Response, get, post

from consult.commands.point.points import (
    DraftDisposition,
    RewordPoint,
    SupersedeDisposition,
)
from consult.commands.point.regrouping import MergePoint
from consult.commands.recording import Done
from consult.commands.texts import whole_text
from consult.reading.answers import answers_of
from domain.access import UNDERTAKING_UNITS, Role
from domain.enumerations import CommentStatus
from domain.values import DispositionText
from projections.worklists.gathering import groups_of_point
from web.desk.access.session import DeskRequest, require_fresh
from web.desk.answering.answers import (
    AtPoint,
    address_after_merging,
    article_names,
    article_options,
    at_point,
    labels_of,
    points_context,
)
from web.desk.answering.point import PATH
from web.desk.answering.point_forms import (
    disposition_of,
    disposition_values,
    draft_disposition_form,
    merge_point_form,
    reword_point_form,
    supersede_disposition_form,
)
from web.desk.answering.points import chosen_point, point_options
from web.desk.forms.command import command_from
from web.desk.forms.form import FormCommand, FormContent, Option, carry_out, redirect_after, show_form
from web.desk.forms.input import FormInput, form_values
from web.shared.request_state import runtime_of
from web.shared.wording.languages import locale_of

EXAMPLES = 5  # comments shown beside the answer


async def _asked(request: DeskRequest) -> AtPoint:
    at = await at_point(request)
    at.desk.require(Role.ANSWERER, UNDERTAKING_UNITS)
    return at


async def _context(request: DeskRequest, at: AtPoint, *, answering: bool = True) -> dict[str, Any]:
    """The point beside the form: its words, some of its comments, the articles as consulted and as revised."""
    runtime, locale = runtime_of(request), locale_of(request.url.path)
    known = await labels_of(runtime, at.desk.state)
    groups = await groups_of_point(
        runtime.reads, at.desk.state.id, at.point.id, statuses=[CommentStatus.PUBLISHED], limit=EXAMPLES
    )
    revised = await whole_text(runtime, at.desk.state, at.desk.state.revised)
    return points_context(
        at.desk,
        p=at.point,
        point_root=at.root,
        rows=groups.rows,
        groups=groups,
        known=known,
        revised={article.id: article for article in revised.articles},
        answers=await answers_of(runtime, at.point.id) if answering else (),
        labels=article_names(known, locale),
    )


async def _stored(at: AtPoint, request: DeskRequest, words: bool) -> FormContent:
    """The point as it stands now."""
    point = await runtime_of(request).archive.point(at.point.id)
    if words:
        return FormContent(typed=form_values(summary=point.summary, articles=list(point.articles)), seen=point.version)
    answer = point.disposition if isinstance(point.disposition, DispositionText) else None
    return FormContent(typed=disposition_values(answer), seen=point.version)


async def _articles(request: DeskRequest, at: AtPoint) -> list[Option]:
    return article_options(await labels_of(runtime_of(request), at.desk.state))


@get([f"{PATH}/wording", f"/en{PATH}/wording"], name="desk_point_wording")
async def wording_page(request: DeskRequest) -> Response[bytes]:
    at = await _asked(request)
    form, context = reword_point_form(await _articles(request, at)), await _context(request, at, answering=False)
    return await show_form(request, form, lambda: _stored(at, request, True), context)


@post([f"{PATH}/wording", f"/en{PATH}/wording"], name="desk_point_reworded", status_code=200)
async def reword_point(request: DeskRequest) -> Response[Any]:
    at = await _asked(request)
    asked = FormCommand(
        form=reword_point_form(await _articles(request, at)),
        build=lambda given: command_from(RewordPoint, given, point_id=at.point.id),
        back=at.root,
        stored=lambda: _stored(at, request, True),
        context=lambda: _context(request, at, answering=False),
    )
    return await carry_out(request, asked)


@get([f"{PATH}/disposition", f"/en{PATH}/disposition"], name="desk_point_disposition")
async def disposition_page(request: DeskRequest) -> Response[bytes]:
    at = await _asked(request)
    form = draft_disposition_form(locale_of(request.url.path), await _articles(request, at))
    return await show_form(request, form, lambda: _stored(at, request, False), await _context(request, at))


@post([f"{PATH}/disposition", f"/en{PATH}/disposition"], name="desk_point_answered", status_code=200)
async def draft_disposition(request: DeskRequest) -> Response[Any]:
    at = await _asked(request)

    def build(given: FormInput) -> DraftDisposition:
        return DraftDisposition(point_id=at.point.id, disposition=disposition_of(given), seen=given.version("seen"))

    asked = FormCommand(
        form=draft_disposition_form(locale_of(request.url.path), await _articles(request, at)),
        build=build,
        back=at.root,
        stored=lambda: _stored(at, request, False),
        context=lambda: _context(request, at),
    )
    return await carry_out(request, asked)


@get([f"{PATH}/superseding", f"/en{PATH}/superseding"], name="desk_point_superseding")
async def superseding_page(request: DeskRequest) -> Response[bytes]:
    at = await _asked(request)
    require_fresh(request, at.desk.signed)
    form = supersede_disposition_form(locale_of(request.url.path), await _articles(request, at))
    return await show_form(request, form, lambda: _stored(at, request, False), await _context(request, at))


@post([f"{PATH}/superseding", f"/en{PATH}/superseding"], name="desk_point_superseded", status_code=200)
async def supersede_disposition(request: DeskRequest) -> Response[Any]:
    at = await _asked(request)

    def build(given: FormInput) -> SupersedeDisposition:
        return SupersedeDisposition(point_id=at.point.id, disposition=disposition_of(given), why=given["why"])

    asked = FormCommand(
        form=supersede_disposition_form(locale_of(request.url.path), await _articles(request, at)),
        build=build,
        back=at.root,
        context=lambda: _context(request, at),
    )
    return await carry_out(request, asked)


@get([f"{PATH}/merging", f"/en{PATH}/merging"], name="desk_point_merging")
async def merging_page(request: DeskRequest) -> Response[bytes]:
    at = await _asked(request)
    form = merge_point_form(point_options(locale_of(request.url.path), at.others))
    return await show_form(request, form, context=await _context(request, at, answering=False))


@post([f"{PATH}/merging", f"/en{PATH}/merging"], name="desk_point_merged", status_code=200)
async def merge_point(request: DeskRequest) -> Response[Any]:
    """Sent twice, the point is gone the second time: the person is led to the point it was merged into all the same."""
    if earlier := await address_after_merging(request):
        return redirect_after(request, earlier, "merge_point")
    at = await _asked(request)
    others = point_options(locale_of(request.url.path), at.others)
    into: list[str] = []

    def build(given: FormInput) -> MergePoint:
        chosen = chosen_point(given, "into", others)
        into.append(f"/desk/points/{chosen}")
        return MergePoint(point_id=at.point.id, into=chosen)

    def back(done: Done) -> str:
        return into[-1]

    asked = FormCommand(
        form=merge_point_form(others),
        build=build,
        back=back,
        context=lambda: _context(request, at, answering=False),
    )
    return await carry_out(request, asked)


handlers = [
    wording_page,
    reword_point,
    disposition_page,
    draft_disposition,
    superseding_page,
    supersede_disposition,
    merging_page,
    merge_point,
]
