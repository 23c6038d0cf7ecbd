"""A matter is entered or changed: before publication at once, afterwards as an adjustment with its public reason."""

from __future__ import annotations

from typing import Any

import msgspec
from litestar import Response

from consult.commands.catalogue.adjusting import PrepareChange
from consult.commands.catalogue.preparing import EnterMatter
from domain.access import Role
from domain.catalogue.checks import BASIS
from domain.catalogue.values import CatalogueMatter
from domain.consultation.steps.drafting import EXCLUDED
from domain.enumerations import AdjustmentKind, MatterKind
from domain.text import ORGANISATION, REASON, TITLE
from web.desk.access.session import DeskRequest
from web.desk.catalogue.access import ROOT, AtCatalogue, at_catalogue, catalogue_context, number_of
from web.desk.forms.form import DeskForm, Field, FormCommand, FormContent, Option, carry_out, show_form
from web.desk.forms.input import FormInput, Missing, NotAChoice, form_values
from web.desk.forms.routes import form_routes
from web.desk.forms.step_forms import options
from web.shared.wording.languages import Locale, locale_of
from web.shared.wording.planned import planned_options

NEW, ONE = f"{ROOT}/matters", f"{ROOT}/matters/{{number:int}}"
FORESEEN = ("hearing", "experts", "risk")
REASON_FIELD = Field(name="reason", label="调整的理由", kind="area", rows=4, most=REASON, hint="不少于10字，会公开。")


def matter_form(locale: Locale, at: AtCatalogue, number: int | None) -> DeskForm:
    """`number`: of the matter that is changed; None: a new one."""
    title = ("目录增加事项" if at.published else "列入事项") if number is None else "修改目录事项"
    lead = "目录已经公布：改动由他人公布后生效，并公开理由。" if at.published else "目录公布以前，这里的内容不公开。"
    return DeskForm(
        title=title,
        lead=lead,
        button="保存",
        template="desk/catalogue/form.html",
        fields=(*matter_fields(locale, at, number), *((REASON_FIELD,) if at.published else ())),
    )


def matter_fields(locale: Locale, at: AtCatalogue, number: int | None) -> tuple[Field, ...]:
    kinds = [kind for kind in MatterKind if kind not in EXCLUDED]
    origins = carried_options(at, number)
    carried = Field(name="carried_from", label="上年度结转", kind="select", optional=True, options=origins)
    return (
        Field(name="title", label="事项名称", most=TITLE),
        Field(name="undertaker", label="承办单位", most=ORGANISATION),
        Field(name="planned", label="计划完成时间", kind="select", options=planned_options(locale)),
        Field(name="matter_kind", label="事项类别", kind="radios", options=options(locale, "matter", kinds)),
        Field(
            name="basis",
            label="依据或者列入理由",
            kind="area",
            rows=4,
            most=BASIS,
            hint="写明所依据的法律、文件，或者为什么属于重大行政决策。",
        ),
        Field(
            name="foreseen",
            label="拟履行的程序",
            kind="checks",
            optional=True,
            options=options(locale, "foreseen", FORESEEN),
            hint="公众参与、合法性审查和集体讨论每项都有，不必选择。",
        ),
        *((carried,) if origins else ()),
    )


def carried_options(at: AtCatalogue, number: int | None) -> list[Option]:
    """What the year before carried over and does not stand here yet."""
    before = at.found.before
    taken = {matter.carried_from for other, matter in at.catalogue.standing().items() if other != number}
    numbers = [each for each in before.carried_over() if each not in taken]
    return [(str(each), f"{each} {before.all_matters[each - 1].title}") for each in numbers]


def typed_matter(matter: CatalogueMatter, reason: str = "") -> FormInput:
    """A matter as its form begins with it."""
    facts = {name: getattr(matter, name) for name in ("title", "undertaker", "matter_kind", "basis", "carried_from")}
    foreseen = [name for name in FORESEEN if getattr(matter, name)]
    return form_values(**facts, planned=f"{matter.first_month}-{matter.last_month}", foreseen=foreseen, reason=reason)


def given_matter(given: FormInput) -> CatalogueMatter:
    """What was typed. Raises Missing, NotAChoice."""
    foreseen = given.all("foreseen")
    if not set(foreseen) <= set(FORESEEN):
        raise NotAChoice(field="foreseen")
    first, last = _months(given)
    return CatalogueMatter(
        title=given["title"],
        undertaker=given["undertaker"],
        first_month=first,
        last_month=last,
        matter_kind=given.choice("matter_kind", MatterKind),
        basis=given["basis"],
        **dict.fromkeys(foreseen, True),
        carried_from=_number(given, "carried_from"),
    )


def _months(given: FormInput) -> tuple[int, int]:
    first, _, last = given["planned"].partition("-")
    if not given["planned"]:
        raise Missing(field="planned")
    if not (first.isdecimal() and last.isdecimal() and len(first + last) < 5):
        raise NotAChoice(field="planned")
    return int(first), int(last)


def _number(given: FormInput, name: str) -> int | None:
    if not given[name]:
        return None
    if not given[name].isdecimal() or len(given[name]) > 9:
        raise NotAChoice(field=name)
    return int(given[name])


def matter_command(at: AtCatalogue, number: int | None, given: FormInput) -> msgspec.Struct:
    year, matter, seen = at.catalogue.year, given_matter(given), given.version("seen")
    if not at.published:
        return EnterMatter(year=year, number=number, matter=matter, seen=seen)
    known = len(at.catalogue.all_matters)
    added = number is None or number > known  # by the adjustment in preparation
    kind = AdjustmentKind.ADDED if added else AdjustmentKind.CHANGED
    return PrepareChange(year=year, kind=kind, number=number, matter=matter, reason=given["reason"], seen=seen)


async def _new(request: DeskRequest) -> Response[bytes]:
    at = await at_catalogue(request, Role.DRAFTER)
    form = matter_form(locale_of(request.url.path), at, None)
    return await show_form(request, form, context=catalogue_context(request, at))


async def _change(request: DeskRequest) -> Response[bytes]:
    at, number = await at_catalogue(request, Role.DRAFTER), number_of(request)
    form = matter_form(locale_of(request.url.path), at, number)

    async def stored() -> FormContent:
        return _stored(at, number)

    return await show_form(request, form, stored, catalogue_context(request, at))


def _stored(at: AtCatalogue, number: int) -> FormContent:
    pending = at.pending(number)
    return FormContent(typed=typed_matter(at.matter(number), pending.reason if pending else ""), seen=at.catalogue.version)


async def _new_sent(request: DeskRequest) -> Response[Any]:
    at = await at_catalogue(request, Role.DRAFTER)
    return await _sent(request, at, None, FormContent())


async def _change_sent(request: DeskRequest) -> Response[Any]:
    at, number = await at_catalogue(request, Role.DRAFTER), number_of(request)
    stands = number in at.catalogue.standing() or at.pending(number)
    return await _sent(request, at, number, _stored(at, number) if stands else FormContent(seen=at.catalogue.version))


async def _sent(request: DeskRequest, at: AtCatalogue, number: int | None, now: FormContent) -> Response[Any]:
    async def stored() -> FormContent:
        return now

    asked = FormCommand(
        form=matter_form(locale_of(request.url.path), at, number),
        build=lambda given: matter_command(at, number, given),
        back=at.root,
        stored=stored,
        context=catalogue_context(request, at),
    )
    return await carry_out(request, asked)


handlers: list[Any] = [
    *form_routes(NEW, "desk_catalogue_matters", _new, _new_sent),
    *form_routes(ONE, "desk_catalogue_matter", _change, _change_sent),
]
