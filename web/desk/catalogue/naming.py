"""Which matter of the catalogue a decision is about, or why it is in none: chosen at its start, or later until its call."""

from __future__ import annotations

from typing import Any

import msgspec
from litestar import Response

from consult.commands.catalogue.naming import NameMatter
from consult.commands.table import row_of
from consult.reading.catalogue import MatterChoice, matter_choices
from domain.access import Role
from domain.consultation.matter_events import CataloguePlace
from domain.sealing import value_or_none
from domain.text import REASON
from web.desk.access.decision import ROOT, AtDesk, at_desk, decision_context
from web.desk.access.session import DeskRequest
from web.desk.forms.form import DeskForm, Field, FormCommand, FormContent, carry_out, show_form
from web.desk.forms.input import FormInput, NotAChoice, form_values
from web.desk.forms.routes import form_routes
from web.shared.request_state import runtime_of
from web.shared.wording.languages import Locale, locale_of

HERE = f"{ROOT}/matter"


def place_fields(locale: Locale, choices: list[MatterChoice]) -> tuple[Field, Field]:
    """The matter, and the reason where there is none."""
    words = locale.translate("{year}年度第{n}项")
    options = [(each.value, f"{words.format(year=each.year, n=each.number)} {each.title}") for each in choices]
    return (
        Field(
            name="matter",
            label="决策事项目录",
            kind="select",
            optional=True,
            options=options,
            hint="选择这项决策对应的目录事项，随征求意见公告公开。",
        ),
        Field(
            name="reason",
            label="没有列入目录的理由",
            kind="area",
            rows=3,
            optional=True,
            most=REASON,
            hint="没有对应的目录事项时填写，不少于10字，随征求意见公告公开。",
        ),
    )


def given_place(given: FormInput) -> CataloguePlace:
    """What was chosen or typed; both or neither are for the rule to refuse. Raises NotAChoice."""
    year, _, number = given["matter"].partition("-")
    reason = given.optional("reason")
    if not given["matter"]:
        return CataloguePlace(None, None, reason)
    if not (year.isdecimal() and number.isdecimal() and len(year) == 4 and len(number) < 10):
        raise NotAChoice(field="matter")
    return CataloguePlace(int(year), int(number), reason)


async def _asked(request: DeskRequest) -> tuple[AtDesk, DeskForm]:
    desk, runtime = await at_desk(request, Role.DRAFTER), runtime_of(request)
    choices = await matter_choices(runtime, runtime.clock.now(), desk.state)
    form = DeskForm(
        title=row_of(NameMatter).label,
        lead="本年度目录公布以后，重大行政决策在发布公告之前必须对应目录事项，或者写明没有列入的理由。",
        button="保存",
        fields=place_fields(locale_of(request.url.path), choices),
    )
    return desk, form


async def _shown(request: DeskRequest) -> Response[bytes]:
    desk, form = await _asked(request)

    async def stored() -> FormContent:
        return FormContent(typed=_typed(desk))

    return await show_form(request, form, stored, decision_context(desk))


def _typed(desk: AtDesk) -> FormInput:
    place = value_or_none(desk.state.place) if desk.state.place else None
    if place is None:
        return FormInput()
    return form_values(matter=f"{place.year}-{place.matter}" if place.matter else None, reason=place.reason)


async def _sent(request: DeskRequest) -> Response[Any]:
    desk, form = await _asked(request)

    def build(given: FormInput) -> msgspec.Struct:
        place = given_place(given)
        return NameMatter(consultation_id=desk.state.id, year=place.year, matter=place.matter, reason=place.reason)

    asked = FormCommand(form=form, build=build, back=desk.root, context=decision_context(desk))
    return await carry_out(request, asked)


handlers: list[Any] = form_routes(HERE, "desk_matter", _shown, _sent)
