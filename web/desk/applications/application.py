"""One application at the desk: who applied and why, what became of it, and its steps."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import msgspec
from litestar import Response, get
from litestar.handlers import HTTPRouteHandler

from consult.commands.application.erasure import EraseApplication
from consult.commands.application.seating import InviteApplicant, RecordDeclined
from consult.commands.desk_step import APPLICATION, DeskCommand
from consult.commands.table import DESK, row_of
from consult.reading.applications import ApplicationFile, application_file
from domain.activity.state import Activity
from web.desk.access.decision import AtDesk, decision_context, id_in
from web.desk.access.notices import outcome_notice
from web.desk.access.session import DeskRequest, signed_in
from web.desk.applications import forms
from web.desk.forms.command import command_from
from web.desk.forms.form import DeskForm, FormCommand, carry_out, show_form
from web.desk.forms.input import FormInput
from web.desk.forms.routes import form_routes
from web.shared.render import page
from web.shared.request_state import runtime_of
from web.shared.wording.languages import Locale, locale_of

PATH = "/desk/applications/{application_id:str}"


class AtApplication(msgspec.Struct, frozen=True):
    """A person before one application."""

    desk: AtDesk
    file: ApplicationFile
    now: datetime

    @property
    def address(self) -> str:
        return f"/desk/applications/{self.file.state.id}"

    @property
    def offered(self) -> dict[str, DeskCommand]:
        """The steps that can be taken now by this person, by path."""
        actor, divisions, state = self.desk.signed.actor, self.desk.state.divisions, self.file.state
        rows = [row for row in DESK if row.path.startswith(f"{APPLICATION}/") and row.may(actor, divisions, state, self.now)]
        held = self.file.activity.held_at is not None
        return {row.page: row for row in rows if row.page == "/erasure" or not held}


async def at_application(request: DeskRequest) -> AtApplication:
    """Raises NotSignedIn, NotFoundException, NotFound, RoleMissing, OtherDivision."""
    signed, runtime = await signed_in(request), runtime_of(request)
    found = await application_file(runtime, signed.actor, id_in(request, "application_id"))
    return AtApplication(AtDesk(signed, found.consultation), found, runtime.clock.now())


def application_context(at: AtApplication, **more: object) -> dict[str, Any]:
    return decision_context(
        at.desk,
        file=at.file,
        address=at.address,
        offered=at.offered,
        activity_root=f"/desk/activities/{at.file.activity.id}",
        **more,
    )


@get([PATH, f"/en{PATH}"], name="desk_application")
async def application(request: DeskRequest) -> Response[bytes]:
    at = await at_application(request)
    return page(request, "desk/applications/application.html", application_context(at, done=outcome_notice(request)))


STEPS: dict[type[msgspec.Struct], Callable[[Locale, Activity], DeskForm]] = {
    RecordDeclined: forms.decline,
    InviteApplicant: forms.invite,
    EraseApplication: forms.erase,
}


def step_routes(row: DeskCommand) -> list[HTTPRouteHandler]:
    """The form, and what it sends."""

    async def shown(request: DeskRequest) -> Response[bytes]:
        at, form = await _asked(request, row)
        return await show_form(request, form, context=application_context(at))

    async def sent(request: DeskRequest) -> Response[Any]:
        at, form = await _asked(request, row)

        def build(given: FormInput) -> msgspec.Struct:
            return command_from(row.command, given, application_id=at.file.state.id)

        asked = FormCommand(form=form, build=build, back=at.address, context=application_context(at))
        return await carry_out(request, asked)

    shown.__doc__ = sent.__doc__ = f"The step {row.page} of an application."
    return form_routes(f"{PATH}{row.page}", f"desk_application{row.page}", shown, sent)


async def _asked(request: DeskRequest, row: DeskCommand) -> tuple[AtApplication, DeskForm]:
    at = await at_application(request)
    at.desk.require(row.role)
    return at, STEPS[row.command](locale_of(request.url.path), at.file.activity)


handlers: list[Any] = [application, *(route for command in STEPS for route in step_routes(row_of(command)))]
