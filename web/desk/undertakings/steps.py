"""The steps of a task: each a form of a few fields, two of them with a file, and back to the task."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import msgspec
from litestar import Response
from litestar.handlers import HTTPRouteHandler

from consult.commands.desk_step import DeskCommand
from consult.commands.table import row_of
from consult.commands.undertaking.inspecting import InspectExecution, RectifyFindings
from consult.commands.undertaking.reporting import CompleteUndertaking, ReportProblem, ReportProgress
from consult.commands.undertaking.setting import ChangeUndertaking
from consult.commands.uploads import Upload
from domain.sealing import value_or_none
from domain.undertaking.state import Undertaking
from web.desk.access.session import DeskRequest
from web.desk.filing.kept_file import carry_out_with_file
from web.desk.forms.command import command_from
from web.desk.forms.form import DeskForm, FormCommand, FormContent, carry_out, show_form
from web.desk.forms.input import FormInput, NotAChoice, form_values
from web.desk.forms.routes import form_routes
from web.desk.undertakings import forms
from web.desk.undertakings.at_task import PATH, AtTask, at_task, task_context
from web.shared.request_state import runtime_of
from web.shared.wording.languages import Locale, locale_of

Form = Callable[[Locale, Mapping[str, str], Undertaking], DeskForm]
STEPS: dict[type[msgspec.Struct], Form] = {
    ChangeUndertaking: forms.change,
    ReportProgress: forms.progress,
    ReportProblem: forms.problem,
    CompleteUndertaking: forms.completion,
    InspectExecution: forms.inspection,
    RectifyFindings: forms.rectification,
}


def step_routes(row: DeskCommand, make: Form) -> list[HTTPRouteHandler]:
    """The form, and what it sends."""

    async def shown(request: DeskRequest) -> Response[bytes]:
        at, form = await _asked(request, row, make)

        async def begins() -> FormContent:
            return _begins(at, row)

        return await show_form(request, form, begins, task_context(at, waiting=()))

    async def sent(request: DeskRequest) -> Response[Any]:
        at, form = await _asked(request, row, make)

        async def stored() -> FormContent:
            return _begins(at, row)

        async def context() -> dict[str, object]:
            return task_context(at, waiting=())

        if form.files:
            return await carry_out_with_file(request, form, _with_file(row, at), at.address, context)
        asked = FormCommand(form=form, build=_plain(row, at), back=at.address, stored=stored, context=context)
        return await carry_out(request, asked)

    shown.__doc__ = sent.__doc__ = f"The step {row.page} of a task."
    return form_routes(f"{PATH}{row.page}", f"desk_undertaking{row.page}", shown, sent)


async def _asked(request: DeskRequest, row: DeskCommand, make: Form) -> tuple[AtTask, DeskForm]:
    at = await at_task(request)
    at.require(row)
    units = await runtime_of(request).staff.divisions() if row.command is ChangeUndertaking else {}
    return at, make(locale_of(request.url.path), units, at.file.state)


def _begins(at: AtTask, row: DeskCommand) -> FormContent:
    """As stored now, where a task is changed; else empty, with the version that is looked at."""
    task = at.file.state
    if row.command is not ChangeUndertaking:
        return FormContent(seen=task.version)
    words = value_or_none(task.words)
    said = msgspec.structs.asdict(words) if words else {}
    return FormContent(typed=form_values(unit=task.unit_id, limit=task.limit.isoformat(), **said), seen=task.version)


def _plain(row: DeskCommand, at: AtTask) -> Callable[[FormInput], msgspec.Struct]:
    return lambda given: command_from(row.command, given, undertaking_id=at.file.state.id)


def _with_file(row: DeskCommand, at: AtTask) -> Callable[[FormInput, tuple[Upload, ...]], msgspec.Struct]:
    def build(given: FormInput, files: tuple[Upload, ...]) -> msgspec.Struct:
        known: dict[str, Any] = {"undertaking_id": at.file.state.id, "files": files}
        if row.command is RectifyFindings:
            known["inspection"] = _inspection(given)
        return command_from(row.command, given, **known)

    return build


def _inspection(given: FormInput) -> int:
    """Raises NotAChoice."""
    number = given["inspection"]
    if not (number.isdecimal() and len(number) < 6):
        raise NotAChoice(field="inspection")
    return int(number)


handlers: list[Any] = [route for command, form in STEPS.items() for route in step_routes(row_of(command), form)]
