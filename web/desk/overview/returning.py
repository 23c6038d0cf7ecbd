"""退回修改 at the desk: the reason is written by whoever would sign, about what he was shown."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec
from litestar import Response
from litestar.handlers import HTTPRouteHandler

from consult.commands.consultation import adoption, answering, drafting, supplement
from consult.commands.consultation import returning as commands
from consult.commands.desk_step import DeskCommand
from consult.commands.table import row_of
from consult.reading.returns import pending_returns
from domain.enumerations import Returnable
from domain.text import REASON
from web.desk.access.decision import ROOT, AtDesk, at_desk, decision_context
from web.desk.access.session import DeskRequest
from web.desk.forms.command import command_from
from web.desk.forms.form import DeskForm, Field, FormCommand, FormContent, carry_out, show_form
from web.desk.forms.routes import form_routes
from web.shared.request_state import runtime_of

RETURNS: dict[Returnable, type[commands.Return]] = {
    Returnable.DRAFT: commands.ReturnDraft,
    Returnable.FEEDBACK: commands.ReturnFeedback,
    Returnable.SUPPLEMENT: commands.ReturnSupplement,
    Returnable.ADOPTION: commands.ReturnAdoption,
}
READ_BY: dict[Returnable, DeskCommand] = {
    Returnable.DRAFT: row_of(drafting.ReleaseDraft),
    Returnable.FEEDBACK: row_of(answering.SignOffFeedback),
    Returnable.SUPPLEMENT: row_of(supplement.SignOffSupplement),
    Returnable.ADOPTION: row_of(adoption.AdoptDecision),
}
"""Where it is read and signed."""


def may_return(what: Returnable, desk: AtDesk, now: datetime) -> bool:
    """Whether this person may return it now: whoever may sign it, as long as it is not signed."""
    return row_of(RETURNS[what]).may(desk.signed.actor, desk.state.divisions, desk.state, now)


def _form(row: DeskCommand) -> DeskForm:
    reason = Field(
        name="reason",
        label="退回的理由",
        kind="area",
        most=REASON,
        hint="写明要改什么，不少于10字。理由只有本处室人员和审计人员能看到；公开的办理记录只写明退回过。",
    )
    lead = "退回后由起草人修改、重新提交，原样不能重新提交。自己起草、提交的不能自己退回。"
    return DeskForm(title=row.label, lead=lead, button="退回修改", template="desk/returning.html", fields=(reason,))


async def _context(request: DeskRequest, desk: AtDesk, what: Returnable) -> dict[str, Any]:
    """Who submitted it, and when; or that it has been returned."""
    runtime, version = runtime_of(request), desk.state.returns.submitted.get(what)
    entries = await runtime.log.stream(desk.state.id, version - 1) if version else []
    submitted = next(iter(await runtime.archive.unsealed(entries[:1])), None)
    names = await runtime.staff.names() if submitted else {}
    return decision_context(
        desk,
        what=what,
        submitted=submitted,
        by=names.get(submitted.actor, "") if submitted else "",
        read_at=READ_BY[what].page,
        returned=await pending_returns(runtime, desk.state, what),
    )


def return_routes(what: Returnable, command: type[commands.Return]) -> list[HTTPRouteHandler]:
    """The form, and what it sends."""
    row = row_of(command)

    async def stored_of(desk: AtDesk) -> FormContent:
        return FormContent(seen=desk.state.returns.submitted.get(what))

    async def shown(request: DeskRequest) -> Response[bytes]:
        desk = await at_desk(request, row.role)
        return await show_form(request, _form(row), lambda: stored_of(desk), await _context(request, desk, what))

    async def sent(request: DeskRequest) -> Response[Any]:
        desk = await at_desk(request, row.role)

        async def now() -> AtDesk:
            return await at_desk(request, row.role)

        async def stored() -> FormContent:
            return await stored_of(await now())

        async def context() -> dict[str, Any]:
            return await _context(request, await now(), what)

        def build(given: Any) -> msgspec.Struct:
            return command_from(command, given, consultation_id=desk.state.id)

        asked = FormCommand(form=_form(row), build=build, back=desk.root, stored=stored, context=context)
        return await carry_out(request, asked)

    shown.__doc__ = sent.__doc__ = f"The step {row.page}."
    return form_routes(f"{ROOT}{row.page}", f"desk{row.page}", shown, sent)


handlers = [route for what, command in RETURNS.items() for route in return_routes(what, command)]
