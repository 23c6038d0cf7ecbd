"""The result of an evaluation, with its report."""

from __future__ import annotations

from typing import Any

import msgspec
from litestar import Response, get, post

from consult.commands.consultation.evaluation import ReportEvaluation
from consult.commands.table import row_of
from consult.commands.uploads import Upload
from web.desk.access.decision import ROOT, at_desk, decision_context
from web.desk.access.session import DeskRequest
from web.desk.execution import forms
from web.desk.filing.kept_file import carry_out_with_file
from web.desk.forms.command import command_from
from web.desk.forms.form import show_form
from web.desk.forms.input import FormInput
from web.shared.wording.languages import locale_of

HERE = f"{ROOT}/evaluation/report"


@get([HERE, f"/en{HERE}"], name="desk_evaluation_report")
async def report_form(request: DeskRequest) -> Response[bytes]:
    desk = await at_desk(request, row_of(ReportEvaluation).role)
    form = forms.evaluation_report(locale_of(request.url.path))
    return await show_form(request, form, context=decision_context(desk, waiting=()))


@post([HERE, f"/en{HERE}"], name="desk_evaluation_reported", status_code=200)
async def report_evaluation(request: DeskRequest) -> Response[Any]:
    desk = await at_desk(request, row_of(ReportEvaluation).role)

    def build(given: FormInput, files: tuple[Upload, ...]) -> msgspec.Struct:
        return command_from(ReportEvaluation, given, consultation_id=desk.state.id, files=files)

    async def context() -> dict[str, Any]:
        return decision_context(desk, waiting=())

    return await carry_out_with_file(request, forms.evaluation_report(locale_of(request.url.path)), build, desk.root, context)


handlers: list[Any] = [report_form, report_evaluation]
