"""The steps of a risk assessment: a risk found or put in other words, and the conclusion with its report."""

from __future__ import annotations

from typing import Any

import msgspec
from litestar import Response, get, post

from consult.commands.risk_assessment.assessing import ConcludeAssessment, FindRisk
from consult.commands.table import row_of
from consult.commands.uploads import Upload
from domain.risk_assessment.events import RiskPoint
from web.desk.access.session import DeskRequest
from web.desk.filing.kept_file import carry_out_with_file
from web.desk.forms.command import command_from
from web.desk.forms.form import FormCommand, FormContent, carry_out, show_form
from web.desk.forms.input import FormInput, form_values
from web.desk.risk_assessment import forms
from web.desk.risk_assessment.at_assessment import PATH, AtAssessment, assessment_context, at_assessment
from web.shared.wording.languages import locale_of

RISKS, CONCLUSION = f"{PATH}/risks", f"{PATH}/conclusion"


async def _asked(request: DeskRequest, command: type[msgspec.Struct]) -> AtAssessment:
    at = await at_assessment(request)
    at.desk.require(row_of(command).role)
    return at


async def _context(request: DeskRequest) -> dict[str, Any]:
    return assessment_context(await at_assessment(request), waiting=())


async def _stored(request: DeskRequest, number: str) -> FormContent:
    """The risk of this number as it stands, to be replaced; nothing for another one."""
    assessment = (await at_assessment(request)).assessment
    risk = assessment.points.get(int(number)) if number.isdecimal() and len(number) < 6 else None
    said = msgspec.structs.asdict(risk) if isinstance(risk, RiskPoint) else {}
    return FormContent(typed=form_values(point=number if said else None, **said), seen=assessment.version)


@get([RISKS, f"/en{RISKS}"], name="desk_risk")
async def risk_page(request: DeskRequest) -> Response[bytes]:
    await _asked(request, FindRisk)
    number = str(request.query_params.get("point", ""))
    return await show_form(
        request, forms.risk(locale_of(request.url.path)), lambda: _stored(request, number), await _context(request)
    )


@post([RISKS, f"/en{RISKS}"], name="desk_risk_found", status_code=200)
async def find_risk(request: DeskRequest) -> Response[Any]:
    at = await _asked(request, FindRisk)
    number = str((await request.form()).get("point", ""))

    def build(given: FormInput) -> msgspec.Struct:
        point = int(number) if number.isdecimal() and len(number) < 6 else None
        return command_from(FindRisk, given, assessment_id=at.assessment.id, point=point)

    asked = FormCommand(
        form=forms.risk(locale_of(request.url.path)),
        build=build,
        back=at.root,
        stored=lambda: _stored(request, number),
        context=lambda: _context(request),
    )
    return await carry_out(request, asked)


@get([CONCLUSION, f"/en{CONCLUSION}"], name="desk_risk_conclusion")
async def conclusion_page(request: DeskRequest) -> Response[bytes]:
    await _asked(request, ConcludeAssessment)
    return await show_form(request, forms.conclusion(locale_of(request.url.path)), context=await _context(request))


@post([CONCLUSION, f"/en{CONCLUSION}"], name="desk_risk_concluded", status_code=200)
async def conclude_assessment(request: DeskRequest) -> Response[Any]:
    at = await _asked(request, ConcludeAssessment)

    def build(given: FormInput, files: tuple[Upload, ...]) -> msgspec.Struct:
        return command_from(ConcludeAssessment, given, assessment_id=at.assessment.id, files=files)

    form = forms.conclusion(locale_of(request.url.path))
    return await carry_out_with_file(request, form, build, at.root, lambda: _context(request))


handlers: list[Any] = [risk_page, find_risk, conclusion_page, conclude_assessment]
