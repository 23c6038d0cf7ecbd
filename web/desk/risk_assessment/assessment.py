"""One risk assessment at the desk: the risks with their measures, the result, the report."""

from __future__ import annotations

from typing import Any

from litestar import Response, get
from litestar.exceptions import NotFoundException

from consult.commands.risk_assessment import assessing
from consult.commands.table import row_of
from consult.reading.body_files import body_file
from domain.sealing import CLOSED
from web.desk.access.notices import outcome_notice
from web.desk.access.session import DeskRequest
from web.desk.risk_assessment.at_assessment import PATH, AtAssessment, assessment_context, at_assessment
from web.pages.files import file_answer
from web.shared.render import page
from web.shared.request_state import runtime_of


@get([PATH, f"/en{PATH}"], name="desk_risk_assessment")
async def risk_assessment(request: DeskRequest) -> Response[bytes]:
    at = await at_assessment(request)
    may_find, may_conclude = _may(at, assessing.FindRisk), _may(at, assessing.ConcludeAssessment)
    context = assessment_context(at, may_find=may_find, may_conclude=may_conclude)
    return page(request, "desk/risk_assessment/assessment.html", context, done=outcome_notice(request))


def _may(at: AtAssessment, command: type) -> bool:
    state = at.desk.state
    running = state.adopted_at is None and state.ended_at is None
    return running and at.assessment.concluded is None and row_of(command).role in at.desk.signed.actor.roles


@get(f"{PATH}/report", name="desk_risk_report")
async def report(request: DeskRequest) -> Response[bytes]:
    """The report, for staff. Raises NotFoundException, FileInfected."""
    at = await at_assessment(request)
    concluded = at.assessment.concluded
    if concluded is None or concluded.report is CLOSED:
        raise NotFoundException
    found = await body_file(runtime_of(request), at.desk.state.id, concluded.report)
    if found is None:
        raise NotFoundException
    return file_answer(found.content, concluded.report.media_type, "risk-report", "no-store", found.notes)


handlers: list[Any] = [risk_assessment, report]
