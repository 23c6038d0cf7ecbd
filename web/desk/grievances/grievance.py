"""One grievance at the desk: what it is about, how far it is, and every step about it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import msgspec
from litestar import Response, get
from litestar.handlers import HTTPRouteHandler

from consult.commands.desk_step import GRIEVANCE, DeskCommand
from consult.commands.grievance.handling import CloseGrievance, ForwardGrievance, TakeBackGrievance
from consult.commands.table import DESK, row_of
from consult.reading.grievances import GrievanceFile, grievance_file
from domain.calendar import local_date
from web.desk.access.decision import AtDesk, decision_context, id_in
from web.desk.access.notices import outcome_notice
from web.desk.access.session import DeskRequest, signed_in
from web.desk.forms.command import command_from
from web.desk.forms.form import DeskForm, FormCommand, FormContent, carry_out, form_page
from web.desk.forms.input import FormInput
from web.desk.forms.routes import form_routes
from web.desk.grievances import forms
from web.shared.render import page
from web.shared.request_state import runtime_of
from web.shared.wording.languages import Locale, locale_of

PATH = "/desk/grievances/{grievance_id:str}"


class AtGrievance(msgspec.Struct, frozen=True):
    """A person before one grievance."""

    desk: AtDesk
    file: GrievanceFile
    now: datetime

    @property
    def address(self) -> str:
        return f"/desk/grievances/{self.file.state.id}"

    async def stored(self) -> FormContent:
        """What whoever was overtaken has been shown now."""
        return FormContent(seen=self.file.state.version)

    @property
    def offered(self) -> dict[str, DeskCommand]:
        """The steps that can be taken now by this person, by path: taking back by another than who registered it."""
        actor, divisions, state = self.desk.signed.actor, self.desk.state.divisions, self.file.state
        rows = [row for row in DESK if row.path.startswith(f"{GRIEVANCE}/") and row.may(actor, divisions, state, self.now)]
        own = state.registered_by == str(actor.id)
        return {row.page: row for row in rows if not (own and row.page == "/taking-back")}

    @property
    def by_another(self) -> frozenset[str]:
        """The steps whose time it is, but not for this person."""
        standing = row_of(TakeBackGrievance)
        due = standing.when is not None and standing.when(self.file.state, self.now)
        return frozenset({standing.page} if due else ()) - frozenset(self.offered)


async def at_grievance(request: DeskRequest) -> AtGrievance:
    """Raises NotSignedIn, NotFoundException, NotFound, RoleMissing, OtherDivision."""
    signed, runtime = await signed_in(request), runtime_of(request)
    found = await grievance_file(runtime, signed.actor, id_in(request, "grievance_id"))
    return AtGrievance(AtDesk(signed, found.consultation), found, runtime.clock.now())


def grievance_context(at: AtGrievance, **more: object) -> dict[str, Any]:
    return decision_context(
        at.desk,
        file=at.file,
        row=at.file.view,
        address=at.address,
        offered=at.offered,
        by_another=at.by_another,
        overdue=at.file.view.overdue(local_date(at.now)),
        **more,
    )


@get([PATH, f"/en{PATH}"], name="desk_grievance")
async def grievance(request: DeskRequest) -> Response[bytes]:
    """The grievance."""
    at = await at_grievance(request)
    return page(request, "desk/grievance.html", grievance_context(at, done=outcome_notice(request)))


STEPS: dict[type[msgspec.Struct], Callable[[Locale], DeskForm]] = {
    ForwardGrievance: forms.forwarding,
    CloseGrievance: forms.closing,
    TakeBackGrievance: forms.taking_back,
}


def step_routes(row: DeskCommand, form: Callable[[Locale], DeskForm]) -> list[HTTPRouteHandler]:
    """The form, and what it sends."""

    async def shown(request: DeskRequest) -> Response[bytes]:
        at = await _asked(request, row)
        context = grievance_context(at, seen=at.file.state.version)
        return form_page(request, at.desk.signed, form(locale_of(request.url.path)), FormInput(), context)

    async def sent(request: DeskRequest) -> Response[Any]:
        at = await _asked(request, row)

        def build(given: FormInput) -> msgspec.Struct:
            return command_from(row.command, given, grievance_id=at.file.state.id)

        context = grievance_context(at, stored=None)
        asked = FormCommand(
            form=form(locale_of(request.url.path)), build=build, back=at.address, stored=at.stored, context=context
        )
        return await carry_out(request, asked)

    shown.__doc__ = sent.__doc__ = f"The step {row.page} of a grievance."
    return form_routes(f"{PATH}{row.page}", f"desk_grievance{row.page}", shown, sent)


async def _asked(request: DeskRequest, row: DeskCommand) -> AtGrievance:
    at = await at_grievance(request)
    at.desk.require(row.role, row.of)
    return at


handlers: list[Any] = [grievance, *(route for command, form in STEPS.items() for route in step_routes(row_of(command), form))]
