"""Registering a grievance that came alone."""

from __future__ import annotations

from typing import Any

import msgspec
from litestar import Response, get, post

from consult.commands.grievance.registration import RegisterGrievance
from consult.commands.recording import Done
from domain.access import Role
from domain.calendar import local_date
from domain.enumerations import Channel
from web.desk.access.decision import ROOT, at_desk, decision_context
from web.desk.access.session import DeskRequest
from web.desk.forms.command import command_from
from web.desk.forms.form import FormCommand, FormContent, carry_out, show_form
from web.desk.forms.input import FormInput, form_values
from web.desk.grievances.forms import registration
from web.shared.request_state import runtime_of
from web.shared.wording.languages import locale_of

HERE = f"{ROOT}/grievances/new"


@get([HERE, f"/en{HERE}"], name="desk_grievance_registration")
async def registration_form(request: DeskRequest) -> Response[bytes]:
    desk = await at_desk(request, Role.SCREENER)
    today = local_date(runtime_of(request).clock.now()).isoformat()

    async def begins() -> FormContent:
        return FormContent(typed=form_values(channel=Channel.LETTER.value, received_on=today))

    return await show_form(request, registration(locale_of(request.url.path)), begins, decision_context(desk))


@post([HERE, f"/en{HERE}"], name="desk_grievance_registration_sent", status_code=200)
async def register_grievance(request: DeskRequest) -> Response[Any]:
    desk = await at_desk(request, Role.SCREENER)

    def build(given: FormInput) -> msgspec.Struct:
        return command_from(RegisterGrievance, given, consultation_id=desk.state.id)

    def back(done: Done) -> str:
        return f"/desk/grievances/{done.id}"

    form = registration(locale_of(request.url.path))
    return await carry_out(request, FormCommand(form=form, build=build, back=back, context=decision_context(desk)))


handlers: list[Any] = [registration_form, register_grievance]
