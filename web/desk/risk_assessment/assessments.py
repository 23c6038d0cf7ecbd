"""All risk assessments of a decision at the desk, and the start of another."""

from __future__ import annotations

from typing import Any

from litestar import Response, get, post

from consult.commands.risk_assessment.assessing import StartAssessment
from consult.commands.table import row_of
from domain.consultation.assessed import require_risk
from domain.refusals import refusal_of
from web.desk.access.decision import ROOT, AtDesk, at_desk, decision_context
from web.desk.access.notices import outcome_notice
from web.desk.access.session import DeskRequest
from web.desk.forms.command import command_from
from web.desk.forms.form import FormCommand, carry_out, list_page
from web.desk.risk_assessment import forms
from web.shared.error_pages import refusal_text
from web.shared.request_state import runtime_of
from web.shared.wording.languages import locale_of

HERE = f"{ROOT}/risk-assessments"


async def _context(request: DeskRequest, desk: AtDesk) -> dict[str, Any]:
    runtime = runtime_of(request)
    found = await runtime.archive.assessments(desk.state.id)
    row = row_of(StartAssessment)
    offered = row.may(desk.signed.actor, desk.state.divisions, desk.state, runtime.clock.now())
    return decision_context(desk, assessments=found, offered=offered, blocking=_blocking(request, desk))


def _blocking(request: DeskRequest, desk: AtDesk) -> str:
    """Why the last result does not let the decision through."""
    refusal = refusal_of(lambda: require_risk(desk.state)) if desk.state.risk else None
    return refusal_text(refusal, locale_of(request.url.path)) if refusal else ""


@get([HERE, f"/en{HERE}"], name="desk_risk_assessments")
async def risk_assessments(request: DeskRequest) -> Response[bytes]:
    """For whoever may read the decision; the form only for whom it is the time to start one."""
    desk = await at_desk(request)
    form = forms.start(locale_of(request.url.path))
    return list_page(request, form, await _context(request, desk), outcome_notice(request))


@post([HERE, f"/en{HERE}"], name="desk_risk_assessment_started", status_code=200)
async def start_assessment(request: DeskRequest) -> Response[Any]:
    desk = await at_desk(request, row_of(StartAssessment).role)
    asked = FormCommand(
        form=forms.start(locale_of(request.url.path)),
        build=lambda given: command_from(StartAssessment, given, consultation_id=desk.state.id),
        back=lambda done: f"/desk/risk-assessments/{done.id}",
        context=lambda: _context(request, desk),
    )
    return await carry_out(request, asked)


handlers: list[Any] = [risk_assessments, start_assessment]
