"""Tasks of one decision at the desk, and setting another."""

from __future__ import annotations

from typing import Any

from litestar import Response, get, post

from consult.commands.table import row_of
from consult.commands.undertaking.setting import SetUndertaking
from projections.undertakings.queries import undertakings_of_decision
from web.desk.access.decision import ROOT, at_desk, decision_context
from web.desk.access.notices import outcome_notice
from web.desk.access.session import DeskRequest
from web.desk.forms.command import command_from
from web.desk.forms.form import FormCommand, carry_out, show_form
from web.desk.undertakings import forms
from web.shared.query import number_in
from web.shared.render import page
from web.shared.request_state import runtime_of

HERE, NEW = f"{ROOT}/undertakings", f"{ROOT}/undertakings/new"
SIZE = 50


@get([HERE, f"/en{HERE}"], name="desk_decision_undertakings")
async def undertakings_of(request: DeskRequest) -> Response[bytes]:
    """In the order in which they were set."""
    desk, runtime = await at_desk(request), runtime_of(request)
    rows = await undertakings_of_decision(runtime.reads, desk.state.id, after=number_in(request, "after", 0), limit=SIZE + 1)
    now, row = runtime.clock.now(), row_of(SetUndertaking)
    context = decision_context(
        desk,
        rows=rows[:SIZE],
        next_query=f"after={rows[SIZE - 1].number}" if len(rows) > SIZE else "",
        here=f"{desk.root}/undertakings",
        tabs=(),
        may_set=row.may(desk.signed.actor, desk.state.divisions, desk.state, now),
        done=outcome_notice(request),
    )
    return page(request, "desk/undertakings/list.html", context)


@get([NEW, f"/en{NEW}"], name="desk_undertaking_setting")
async def setting_form(request: DeskRequest) -> Response[bytes]:
    desk = await at_desk(request, row_of(SetUndertaking).role)
    form = forms.setting(await runtime_of(request).staff.divisions())
    return await show_form(request, form, context=decision_context(desk))


@post([NEW, f"/en{NEW}"], name="desk_undertaking_set", status_code=200)
async def set_undertaking(request: DeskRequest) -> Response[Any]:
    desk = await at_desk(request, row_of(SetUndertaking).role)
    asked = FormCommand(
        form=forms.setting(await runtime_of(request).staff.divisions()),
        build=lambda given: command_from(SetUndertaking, given, consultation_id=desk.state.id),
        back=lambda done: f"/desk/undertakings/{done.id}",
        context=decision_context(desk),
    )
    return await carry_out(request, asked)


handlers: list[Any] = [undertakings_of, setting_form, set_undertaking]
