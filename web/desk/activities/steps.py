"""The steps of a participation activity: each a form of a few fields, a command, and back to the activity."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

import msgspec
from litestar import Response
from litestar.handlers import HTTPRouteHandler

from consult.commands.activity import confirming, holding, participants, planning
from consult.commands.desk_step import DeskCommand
from consult.commands.table import row_of
from domain.activity.state import Activity
from domain.calendar import SHANGHAI
from domain.sealing import value_or_none
from web.desk.access.session import DeskRequest
from web.desk.activities import forms, held_forms, reading
from web.desk.activities.at_activity import PATH, AtActivity, activity_context, at_activity
from web.desk.forms.command import command_from
from web.desk.forms.form import DeskForm, FormCommand, FormContent, Option, carry_out, show_form
from web.desk.forms.input import FormInput, form_values
from web.desk.forms.routes import form_routes
from web.shared.request_state import runtime_of
from web.shared.wording.languages import Locale, locale_of

Form = Callable[[Locale, Activity], DeskForm]
Read = Callable[[FormInput, UUID], msgspec.Struct]


def plain(kind: type[msgspec.Struct]) -> Read:
    """A command of which every field but the ids is read by its type."""
    return lambda given, activity_id: command_from(kind, given, activity_id=activity_id)


def about_one(kind: type[msgspec.Struct]) -> Read:
    """A command about one participant."""
    return lambda given, activity_id: command_from(
        kind, given, activity_id=activity_id, participant=reading.one_id(given, "participant")
    )


def _delivery(given: FormInput, activity_id: UUID) -> msgspec.Struct:
    return command_from(participants.DeliverMaterials, given, activity_id=activity_id, participants=given.ids("participants"))


STEPS: dict[type[msgspec.Struct], tuple[Form, Read]] = {
    planning.AnnounceActivity: (forms.announce, reading.announcement),
    planning.CallOffActivity: (forms.call_off, plain(planning.CallOffActivity)),
    participants.InviteParticipant: (forms.invite, plain(participants.InviteParticipant)),
    participants.DeclineParticipant: (forms.decline, about_one(participants.DeclineParticipant)),
    participants.PublishList: (forms.publish_list, plain(participants.PublishList)),
    participants.DeliverMaterials: (forms.deliver, _delivery),
    holding.HoldActivity: (held_forms.hold, reading.beginning),
    holding.TakePoll: (held_forms.poll, reading.poll),
    holding.RecordStatement: (held_forms.statement, reading.statement),
    holding.CloseRecord: (held_forms.close, plain(holding.CloseRecord)),
    confirming.ConfirmRecord: (held_forms.confirm, about_one(confirming.ConfirmRecord)),
    holding.ReportActivity: (lambda locale, activity: held_forms.report(locale, activity, ()), reading.report),
}


def step_routes(row: DeskCommand) -> list[HTTPRouteHandler]:
    """The form, and what it sends."""
    _, read = STEPS[row.command]

    async def shown(request: DeskRequest) -> Response[bytes]:
        at, form = await _asked(request, row)

        async def begins() -> FormContent:
            return FormContent(typed=_begins(at))

        return await show_form(request, form, begins, activity_context(at))

    async def sent(request: DeskRequest) -> Response[Any]:
        at, form = await _asked(request, row)

        async def context() -> dict[str, Any]:
            return activity_context(await at_activity(request))

        back = f"{at.root}/statements" if row.command is holding.RecordStatement else at.root
        asked = FormCommand(form=form, build=lambda given: read(given, at.activity.id), back=back, context=context)
        return await carry_out(request, asked)

    shown.__doc__ = sent.__doc__ = f"The step {row.page} of a participation activity."
    return form_routes(f"{PATH}{row.page}", f"desk_activity{row.page}", shown, sent)


async def _asked(request: DeskRequest, row: DeskCommand) -> tuple[AtActivity, DeskForm]:
    at, locale = await at_activity(request), locale_of(request.url.path)
    at.desk.require(row.role)
    if row.command is holding.ReportActivity:
        return at, held_forms.report(locale, at.activity, await _points(request, at))
    return at, STEPS[row.command][0](locale, at.activity)


async def _points(request: DeskRequest, at: AtActivity) -> list[Option]:
    """The points of the decision by id."""
    found = await runtime_of(request).archive.points(at.desk.state.id)
    return [(str(point.id), f"{number}　{value_or_none(point.summary) or ''}"[:60]) for number, point in enumerate(found, 1)]


def _begins(at: AtActivity) -> FormInput:
    """Today and now, and everybody who is expected."""
    now = at.now.astimezone(SHANGHAI)
    today = now.date().isoformat()
    return form_values(
        began_on=today,
        began_time=now.strftime("%H:%M"),
        signed_on=today,
        delivered_on=today,
        attended=[each.id for each in at.activity.participants],
        shown="yes",
    )


handlers: list[Any] = [route for command in STEPS for route in step_routes(row_of(command))]
