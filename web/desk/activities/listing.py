"""All participation activities of a decision at the desk, and the plan of another."""

from __future__ import annotations

from typing import Any

from litestar import Response, get, post

from consult.commands.activity.planning import PlanActivity
from consult.commands.table import row_of
from web.desk.access.decision import ROOT, AtDesk, at_desk, decision_context
from web.desk.access.notices import outcome_notice
from web.desk.access.session import DeskRequest
from web.desk.activities import forms
from web.desk.forms.command import command_from
from web.desk.forms.form import FormCommand, carry_out
from web.desk.forms.input import FormInput
from web.shared.idempotency import new_key
from web.shared.render import page
from web.shared.request_state import runtime_of
from web.shared.wording.languages import locale_of

HERE = f"{ROOT}/activities"


async def _context(request: DeskRequest, desk: AtDesk) -> dict[str, Any]:
    runtime = runtime_of(request)
    found = await runtime.archive.activities(desk.state.id)
    row = row_of(PlanActivity)
    offered = row.may(desk.signed.actor, desk.state.divisions, desk.state, runtime.clock.now())
    return decision_context(desk, activities=found, offered=offered)


@get([HERE, f"/en{HERE}"], name="desk_activities")
async def activities(request: DeskRequest) -> Response[bytes]:
    """For whoever may read the decision; the form only for whom it is the time to plan one."""
    desk = await at_desk(request)
    form = forms.plan(locale_of(request.url.path))
    known: dict[str, Any] = {"form": form, "values": FormInput(), "errors": {}, "key": new_key(), "action": request.url.path}
    return page(request, form.template, {**known, **await _context(request, desk)}, done=outcome_notice(request))


@post([HERE, f"/en{HERE}"], name="desk_activity_planned", status_code=200)
async def plan_activity(request: DeskRequest) -> Response[Any]:
    desk = await at_desk(request, row_of(PlanActivity).role)
    asked = FormCommand(
        form=forms.plan(locale_of(request.url.path)),
        build=lambda given: command_from(PlanActivity, given, consultation_id=desk.state.id),
        back=lambda done: f"/desk/activities/{done.id}",
        context=lambda: _context(request, desk),
    )
    return await carry_out(request, asked)


handlers: list[Any] = [activities, plan_activity]
