"""One point at the desk: what it says, how it is answered, and the comments it gathers, to be unlinked, moved or split off."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

import msgspec
from litestar import Response, get, post

from consult.commands.point.points import (
    GatherComments,
    ReleaseComments,
    SupersedeDisposition,
)
from consult.commands.point.regrouping import MoveComments, SplitPoint
from consult.commands.recording import Done
from consult.commands.table import row_of
from consult.reading.answers import answers_of, with_closed_texts
from domain.access import UNDERTAKING_UNITS, Role
from domain.text import SUMMARY
from projections.consultations.queries import consultation
from projections.worklists.gathering import comment_ids_by_number, groups_of_point
from web.desk.access.notices import outcome_notice
from web.desk.access.session import DeskRequest
from web.desk.answering.answers import (
    AtPoint,
    address_after_merging,
    article_names,
    article_options,
    at_point,
    contradicted_articles,
    labels_of,
    may_change,
    points_context,
)
from web.desk.answering.points import COMMENTS, chosen_point, point_options, points_query_of, selected_comments
from web.desk.forms.form import DeskForm, Field, FormCommand, Option, carry_out, redirect_after, show_form, submitted_form
from web.desk.forms.input import FieldRefused, FormInput, NotAChoice
from web.shared.request_state import runtime_of
from web.shared.wording.languages import locale_of

PATH = "/desk/points/{point_id:str}"
TEMPLATE = "desk/point.html"
NUMBER = re.compile(r"\d{1,7}")


class NumbersUnknown(FieldRefused):
    """Comments are named by the numbers of the decision's register."""

    message = "没有这些编号的意见：{numbers}。"


class PointAction(msgspec.Struct, frozen=True):
    """One thing done with the comments of a point: its fields beside the selection, and its command."""

    fields: tuple[str, ...]
    build: Callable[[AtPoint, FormInput, Sequence[UUID]], msgspec.Struct]


DOINGS = {
    "release": PointAction(
        (),
        lambda at, given, chosen: ReleaseComments(point_id=at.point.id, comment_ids=tuple(chosen), identical=True),
    ),
    "move": PointAction(
        ("into",),
        lambda at, given, chosen: MoveComments(
            point_id=at.point.id, comment_ids=tuple(chosen), identical=True, into=UUID(given["into"])
        ),
    ),
    "split": PointAction(
        ("summary", "articles"),
        lambda at, given, chosen: SplitPoint(
            point_id=at.point.id,
            comment_ids=tuple(chosen),
            identical=True,
            summary=given["summary"],
            articles=given.all("articles"),
        ),
    ),
    "gather": PointAction(
        ("numbers",),
        lambda at, given, chosen: GatherComments(point_id=at.point.id, comment_ids=tuple(chosen)),
    ),
}


def point_fields(articles: Sequence[Option], others: Sequence[Option]) -> dict[str, Field]:
    found = (
        Field(name="comments", kind="checks"),
        Field(name="into", label=row_of(MoveComments).label, kind="select", options=others),
        Field(name="summary", label="分出的新要点", kind="area", rows=3, most=SUMMARY),
        Field(name="articles", label="涉及条款", kind="checks", optional=True, options=articles, hint="不选表示全文。"),
        Field(name="numbers", label="按编号添加意见", hint="例如：3、15、27。一条意见可以归入多个要点。"),
    )
    return {field.name: field for field in found}


@get([PATH, f"/en{PATH}"], name="desk_point_page")
async def point(request: DeskRequest) -> Response[Any]:
    """The point, its answer, its comments."""
    if into := await address_after_merging(request):
        return redirect_after(request, into, "merge_point")
    at = await at_point(request)
    return await show_form(request, _form(()), context=await point_context(request, at))


@post([PATH, f"/en{PATH}"], name="desk_point_regrouped", status_code=200)
async def regroup_comments(request: DeskRequest) -> Response[Any]:
    """A selection of the point's comments unlinked, moved, split off; or others gathered by number."""
    at = await at_point(request)
    at.desk.require(Role.ANSWERER, UNDERTAKING_UNITS)
    _, given = await submitted_form(request)
    doing = DOINGS.get(given["do"], DOINGS["release"])
    fields = point_fields((), point_options(locale_of(request.url.path), at.others))
    by_number = await _numbered(request, at, given) if given["do"] == "gather" else {}

    def build(given: FormInput) -> msgspec.Struct:
        if "into" in doing.fields:
            chosen_point(given, "into", fields["into"].options)
        chosen = _named(given, by_number) if "numbers" in doing.fields else selected_comments(given)
        return doing.build(at, given, chosen)

    def back(done: Done) -> str:
        return f"/desk/points/{done.id}" if given["do"] == "split" else f"{at.root}#comments-of"

    form = _form([fields["comments"], *(fields[name] for name in doing.fields)])
    return await carry_out(request, FormCommand(form=form, build=build, back=back, context=lambda: point_context(request, at)))


def _form(fields: Sequence[Field]) -> DeskForm:
    return DeskForm(title="要点", button="", fields=fields, template=TEMPLATE)


def _numbers(given: FormInput) -> list[int]:
    return [int(number) for number in NUMBER.findall(given["numbers"])[:1000]]


async def _numbered(request: DeskRequest, at: AtPoint, given: FormInput) -> dict[int, UUID]:
    return await comment_ids_by_number(runtime_of(request).reads, at.desk.state.id, _numbers(given))


def _named(given: FormInput, known: dict[int, UUID]) -> list[UUID]:
    """Raises NotAChoice, NumbersUnknown."""
    numbers = _numbers(given)
    if not numbers:
        raise NotAChoice(field="numbers")
    unknown = [str(number) for number in numbers if number not in known]
    if unknown:
        raise NumbersUnknown(field="numbers", numbers=unknown[:20])
    return [known[number] for number in dict.fromkeys(numbers)]


async def point_context(request: DeskRequest, at: AtPoint) -> dict[str, Any]:
    runtime, locale = runtime_of(request), locale_of(request.url.path)
    actor, state = at.desk.signed.actor, at.desk.state
    known = await labels_of(runtime, state)
    asked = points_query_of(request)
    public = await consultation(runtime.reads, state.id)
    groups = await groups_of_point(runtime.reads, state.id, at.point.id, limit=COMMENTS, offset=(asked.more - 1) * COMMENTS)
    everything = tuple(sorted((*at.others, at.point), key=lambda each: each.number))
    waiting = [each for each in everything if each.disposition is None and each.id != at.point.id]
    following = [each for each in waiting if each.number > at.point.number]
    return points_context(
        at.desk,
        p=at.point,
        point_root=at.root,
        asked=asked,
        answers=await answers_of(runtime, at.point.id),
        groups=groups,
        rows=await with_closed_texts(runtime, groups.rows),
        comment_pages=-(-groups.groups // COMMENTS),
        labels=article_names(known, locale),
        fields=point_fields(article_options(known), point_options(locale, at.others)),
        others=len(at.others),
        unkept=contradicted_articles(state, everything),
        next_open=next(iter(following or waiting), None),
        number=public.number if public else None,
        may_change=may_change(at.desk, at.point),
        may_supersede=at.point.point.is_published
        and row_of(SupersedeDisposition).may(actor, state.divisions, state, runtime.clock.now()),
        done=outcome_notice(request),
    )


handlers = [point, regroup_comments]
