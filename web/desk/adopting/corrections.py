"""Corrections at the desk: what is published with its present value, the corrected value, and why."""

from __future__ import annotations

from typing import Any

import msgspec
from litestar import Response, get, post
from litestar.exceptions import NotFoundException

from consult.commands.consultation.correcting import MakeCorrection
from consult.reading.corrections import CorrectableField, correctable_field, correctable_fields
from domain.access import Role
from domain.consultation.steps.checks import reason_text
from domain.text import REASON
from projections.consultations.queries import consultation
from web.desk.access.decision import AtDesk, decision_context, id_in
from web.desk.access.notices import outcome_notice
from web.desk.access.session import DeskRequest, require_fresh
from web.desk.adopting.corrected_values import given_value, typed_value, value_fields
from web.desk.answering.answers import article_options, at_answers, labels_of
from web.desk.answering.points import points_query_of
from web.desk.forms.form import DeskForm, Field, FormCommand, FormContent, carry_out, show_form
from web.desk.forms.input import FormInput
from web.desk.overview.decision import ROOT
from web.shared.render import page
from web.shared.request_state import runtime_of
from web.shared.wording.languages import locale_of

PATH = f"{ROOT}/corrections"
ONE = f"{PATH}/{{stream:str}}/{{version:int}}/{{field:str}}"
SIZE = 50


@get([PATH, f"/en{PATH}"], name="desk_corrections")
async def corrections_page(request: DeskRequest) -> Response[bytes]:
    """What can be corrected, and what was."""
    desk, runtime = await at_answers(request, Role.RELEASER), runtime_of(request)
    asked = points_query_of(request)
    found = await correctable_fields(runtime, desk.state, size=SIZE, page=asked.page, after=asked.after)
    view = await consultation(runtime.reads, desk.state.id)
    context = decision_context(
        desk,
        found=found,
        plain=msgspec.to_builtins,
        asked=asked,
        point_pages=-(-found.points_total // SIZE),
        made=view.corrections if view else (),
        done=outcome_notice(request),
    )
    return page(request, "desk/corrections.html", context)


async def _one(request: DeskRequest) -> tuple[AtDesk, CorrectableField, DeskForm]:
    desk, runtime = await at_answers(request, Role.RELEASER), runtime_of(request)
    require_fresh(request, desk.signed)
    version, field = request.path_params["version"], request.path_params["field"]
    named = 0 < version < 2**31
    found = await correctable_field(runtime, desk.state, id_in(request, "stream"), version, field) if named else None
    if found is None:
        raise NotFoundException
    articles = article_options(await labels_of(runtime, desk.state))
    form = DeskForm(
        title="更正",
        lead="更正立即公布：写明原来的内容、更正后的内容和理由。",
        button="公布更正",
        fresh=True,
        grave=True,
        template="desk/correction.html",
        fields=(
            *value_fields(locale_of(request.url.path), found, articles),
            Field(name="correction_reason", label="更正的理由", kind="area", rows=4, most=REASON, hint="不少于10字，会公开。"),
            Field(
                name="closes_original",
                label="不再显示原来的内容",
                kind="check",
                optional=True,
                hint="仅在原来的内容误写了个人信息等不应公开的内容时选择。公众只看到有过更正和理由。",
            ),
        ),
    )
    return desk, found, form


@get([ONE, f"/en{ONE}"], name="desk_correction")
async def correction_form(request: DeskRequest) -> Response[bytes]:
    """The present value, to be corrected."""
    desk, found, form = await _one(request)

    async def stored() -> FormContent:
        return FormContent(typed=typed_value(found))

    return await show_form(request, form, stored, decision_context(desk, found=found, plain=msgspec.to_builtins))


@post([ONE, f"/en{ONE}"], name="desk_correction_made", status_code=200)
async def make_correction(request: DeskRequest) -> Response[Any]:
    """Publish the corrected value."""
    desk, found, form = await _one(request)

    def build(given: FormInput) -> msgspec.Struct:
        return MakeCorrection(
            consultation_id=desk.state.id,
            corrected_stream=found.stream,
            corrected_version=found.version,
            field=found.field,
            value=given_value(found, given, desk.state),
            closes_original=given.flag("closes_original"),
            reason=reason_text(given["correction_reason"], desk.state, field="correction_reason"),
        )

    back = f"{desk.root}/corrections"
    context = decision_context(desk, found=found, plain=msgspec.to_builtins)
    return await carry_out(request, FormCommand(form=form, build=build, back=back, context=context))


handlers = [corrections_page, correction_form, make_correction]
