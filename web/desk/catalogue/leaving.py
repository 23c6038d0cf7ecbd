"""A matter leaves: struck out before publication; afterwards taken out or carried over by an adjustment; or stays after all."""

from __future__ import annotations

from typing import Any

import msgspec
from litestar import Response

from consult.commands.catalogue.adjusting import DropChange, PrepareChange
from consult.commands.catalogue.preparing import StrikeMatter
from consult.commands.table import row_of
from domain.access import Role
from domain.enumerations import AdjustmentKind
from web.desk.access.session import DeskRequest
from web.desk.catalogue.access import ROOT, AtCatalogue, at_catalogue, catalogue_context, number_of
from web.desk.catalogue.matters import REASON_FIELD
from web.desk.forms.form import DeskForm, Field, FormCommand, FormContent, carry_out, show_form
from web.desk.forms.input import FieldRefused, FormInput
from web.desk.forms.routes import form_routes
from web.desk.forms.step_forms import options
from web.shared.wording.languages import Locale, locale_of

REMOVAL, DROPPING = f"{ROOT}/matters/{{number:int}}/removal", f"{ROOT}/changes/{{number:int}}/dropping"
LEAVING = (AdjustmentKind.REMOVED, AdjustmentKind.CARRIED_OVER)


class NotALeaving(FieldRefused):
    """A matter that leaves is taken out or carried over."""

    message = "请选择移出或者结转下一年度。"


def removal_form(locale: Locale, at: AtCatalogue) -> DeskForm:
    if not at.published:
        lead = "目录公布以前可以直接删去，其后的序号前移。"
        return DeskForm(title=row_of(StrikeMatter).label, lead=lead, button="删去", template="desk/catalogue/leaving.html")
    return DeskForm(
        title="移出或者结转事项",
        lead="由他人公布后生效，序号保留。已经启动决策的不能移出；已经公布征求意见的，也不能结转。",
        button="保存",
        template="desk/catalogue/leaving.html",
        fields=(
            Field(name="kind", label="调整方式", kind="radios", options=options(locale, "adjustment", LEAVING)),
            REASON_FIELD,
        ),
    )


def _command(at: AtCatalogue, number: int, given: FormInput) -> msgspec.Struct:
    year, seen = at.catalogue.year, given.version("seen")
    if not at.published:
        return StrikeMatter(year=year, number=number, seen=seen)
    kind = given.choice("kind", AdjustmentKind)
    if kind not in LEAVING:
        raise NotALeaving(field="kind")
    return PrepareChange(year=year, kind=kind, number=number, reason=given["reason"], seen=seen)


DROP = DeskForm(
    title="撤销拟订的调整", lead="撤销后，这一项保持已公布的样子。", button="撤销", template="desk/catalogue/leaving.html"
)


async def _removal(request: DeskRequest) -> Response[bytes]:
    at, number = await at_catalogue(request, Role.DRAFTER), number_of(request)
    context = catalogue_context(request, at, matter=at.matter(number), number=number)
    return await show_form(request, removal_form(locale_of(request.url.path), at), _seen(at), context)


async def _removed(request: DeskRequest) -> Response[Any]:
    at, number = await at_catalogue(request, Role.DRAFTER), number_of(request)
    context = catalogue_context(request, at, matter=at.catalogue.standing().get(number), number=number)
    asked = FormCommand(
        form=removal_form(locale_of(request.url.path), at),
        build=lambda given: _command(at, number, given),
        back=at.root,
        stored=_seen(at),
        context=context,
    )
    return await carry_out(request, asked)


async def _dropping(request: DeskRequest) -> Response[bytes]:
    at, number = await at_catalogue(request, Role.DRAFTER), number_of(request)
    context = catalogue_context(request, at, matter=at.matter(number), number=number)
    return await show_form(request, DROP, _seen(at), context)


async def _dropped(request: DeskRequest) -> Response[Any]:
    at, number = await at_catalogue(request, Role.DRAFTER), number_of(request)
    asked = FormCommand(
        form=DROP,
        build=lambda given: DropChange(year=at.catalogue.year, number=number, seen=given.version("seen")),
        back=at.root,
        stored=_seen(at),
        context=catalogue_context(request, at, matter=None, number=number),
    )
    return await carry_out(request, asked)


def _seen(at: AtCatalogue) -> Any:
    async def stored() -> FormContent:
        return FormContent(seen=at.catalogue.version)

    return stored


handlers: list[Any] = [
    *form_routes(REMOVAL, "desk_catalogue_removal", _removal, _removed),
    *form_routes(DROPPING, "desk_catalogue_dropping", _dropping, _dropped),
]
