"""The pages of the steps about the period: form with calendar, what will be published in words, then the step itself."""

from __future__ import annotations

from typing import Any

from litestar import Response
from litestar.handlers import HTTPRouteHandler
from msgspec.structs import replace

from consult.commands.desk_step import DeskCommand
from consult.commands.table import row_of
from domain.refusals import Refusal
from web.desk.access.decision import ROOT, AtDesk, at_desk, decision_context
from web.desk.access.session import DeskRequest, require_fresh
from web.desk.drafting.calendar import months
from web.desk.drafting.periods import PERIOD_STEPS, PeriodStep
from web.desk.forms.form import (
    DeskForm,
    FormCommand,
    FormContent,
    execute_form,
    form_page,
    refuse_missing,
    show_form,
    show_refused,
    submitted_form,
)
from web.desk.forms.input import FormInput
from web.desk.forms.routes import form_routes
from web.shared.render import page
from web.shared.request_state import runtime_of
from web.shared.wording.languages import locale_of


async def _asked(request: DeskRequest, row: DeskCommand, step: PeriodStep) -> tuple[AtDesk, DeskForm]:
    desk = await at_desk(request, row.role)
    form = replace(step.form(locale_of(request.url.path)), template="desk/drafting/period.html")
    return desk, form


def _context(request: DeskRequest, desk: AtDesk, row: DeskCommand, step: PeriodStep, given: FormInput) -> dict[str, Any]:
    runtime = runtime_of(request)
    shape = step.shape(desk, given, runtime.clock.now(), runtime.calendar)
    shown = months(shape.plan.opens_on, shape.plan.closes_on, shape.marks, runtime.calendar)
    return decision_context(desk, shape=shape, plan=shape.plan, months=shown, step=row.page)


def period_routes(row: DeskCommand, step: PeriodStep) -> list[HTTPRouteHandler]:
    """The form, and what it sends."""

    async def shown(request: DeskRequest) -> Response[bytes]:
        desk, form = await _asked(request, row, step)
        if form.fresh:
            require_fresh(request, desk.signed)
        runtime = runtime_of(request)
        begins = step.begins(desk, runtime.clock.now(), runtime.calendar)

        async def stored() -> FormContent:
            return FormContent(typed=begins)

        return await show_form(request, form, stored, _context(request, desk, row, step, begins))

    async def answered(request: DeskRequest) -> Response[Any]:
        desk, form = await _asked(request, row, step)
        signed, given = await submitted_form(request)
        context = _context(request, desk, row, step, given)
        if given["step"] in ("calendar", "change"):
            return form_page(request, signed, form, given, context)
        if given["step"] == "preview":
            return await _preview(request, desk, step, form, given, context)
        asked = FormCommand(form=form, build=lambda typed: step.build(desk, typed), back=desk.root, context=context)
        return await execute_form(request, signed, given, asked)

    shown.__doc__ = answered.__doc__ = f"The step {row.page}."
    return form_routes(f"{ROOT}{row.page}", f"desk{row.page}", shown, answered)


async def _preview(
    request: DeskRequest, desk: AtDesk, step: PeriodStep, form: DeskForm, given: FormInput, context: dict[str, Any]
) -> Response[bytes]:
    """In words what would happen, where the rules let it."""
    try:
        refuse_missing(form, given)
        event = step.decide(desk.state, step.build(desk, given), desk.signed.actor, runtime_of(request).clock.now())
    except Refusal as refusal:
        return await show_refused(request, desk.signed, form, given, refusal, context=context)
    return page(request, "desk/drafting/period_words.html", {**context, "form": form, "values": given, "event": event})


handlers: list[Any] = [route for command, step in PERIOD_STEPS.items() for route in period_routes(row_of(command), step)]
