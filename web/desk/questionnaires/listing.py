"""All questionnaires of a decision at the desk, and the heading of another."""

from __future__ import annotations

from typing import Any

from litestar import Response, get, post

from consult.commands.questionnaire.drafting import StartQuestionnaire
from consult.commands.table import row_of
from web.desk.access.decision import ROOT, AtDesk, at_desk, decision_context
from web.desk.access.notices import outcome_notice
from web.desk.access.session import DeskRequest
from web.desk.forms.command import command_from
from web.desk.forms.form import FormCommand, carry_out, list_page
from web.desk.questionnaires import forms
from web.shared.request_state import runtime_of
from web.shared.wording.languages import locale_of

HERE = f"{ROOT}/questionnaires"


async def _context(request: DeskRequest, desk: AtDesk) -> dict[str, Any]:
    runtime = runtime_of(request)
    found = await runtime.archive.questionnaires(desk.state.id)
    row = row_of(StartQuestionnaire)
    offered = row.may(desk.signed.actor, desk.state.divisions, desk.state, runtime.clock.now())
    return decision_context(desk, questionnaires=found, offered=offered)


@get([HERE, f"/en{HERE}"], name="desk_questionnaires")
async def questionnaires(request: DeskRequest) -> Response[bytes]:
    """For whoever may read the decision; the form only for whom it is the time to write one."""
    desk = await at_desk(request)
    form = forms.start(locale_of(request.url.path))
    return list_page(request, form, await _context(request, desk), outcome_notice(request))


@post([HERE, f"/en{HERE}"], name="desk_questionnaire_started", status_code=200)
async def start_questionnaire(request: DeskRequest) -> Response[Any]:
    desk = await at_desk(request, row_of(StartQuestionnaire).role)
    asked = FormCommand(
        form=forms.start(locale_of(request.url.path)),
        build=lambda given: command_from(StartQuestionnaire, given, consultation_id=desk.state.id),
        back=lambda done: f"/desk/questionnaires/{done.id}",
        context=lambda: _context(request, desk),
    )
    return await carry_out(request, asked)


handlers: list[Any] = [questionnaires, start_questionnaire]
