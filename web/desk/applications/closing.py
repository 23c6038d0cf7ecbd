"""The steps about all applications to an activity: close, draw, erase once it is over."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
from litestar import Response
from litestar.handlers import HTTPRouteHandler

from consult.commands.application.drawing import CloseApplications, DrawLot
from consult.commands.application.erasure import EraseApplications
from consult.commands.desk_step import DeskCommand
from consult.commands.table import row_of
from domain.activity.state import Activity
from web.desk.access.session import DeskRequest
from web.desk.activities.at_activity import PATH, AtActivity, activity_context, at_activity
from web.desk.applications import forms
from web.desk.forms.form import DeskForm, FormCommand, carry_out, show_form
from web.desk.forms.routes import form_routes
from web.shared.wording.languages import Locale, locale_of

STEPS: dict[type[msgspec.Struct], Callable[[Locale, Activity], DeskForm]] = {
    CloseApplications: forms.close,
    DrawLot: forms.draw,
    EraseApplications: forms.erase_all,
}


def step_routes(row: DeskCommand) -> list[HTTPRouteHandler]:
    """The form, and what it sends."""

    async def shown(request: DeskRequest) -> Response[bytes]:
        at, form = await _asked(request, row)
        return await show_form(request, form, context=activity_context(at))

    async def sent(request: DeskRequest) -> Response[Any]:
        at, form = await _asked(request, row)

        async def context() -> dict[str, Any]:
            return activity_context(await at_activity(request))

        def build(given: object) -> msgspec.Struct:
            return row.command(activity_id=at.activity.id)

        return await carry_out(request, FormCommand(form=form, build=build, back=f"{at.root}/applications", context=context))

    shown.__doc__ = sent.__doc__ = f"The step {row.page} of an activity."
    return form_routes(f"{PATH}{row.page}", f"desk_activity{row.page}", shown, sent)


async def _asked(request: DeskRequest, row: DeskCommand) -> tuple[AtActivity, DeskForm]:
    at = await at_activity(request)
    at.desk.require(row.role)
    return at, STEPS[row.command](locale_of(request.url.path), at.activity)


handlers: list[Any] = [route for command in STEPS for route in step_routes(row_of(command))]
