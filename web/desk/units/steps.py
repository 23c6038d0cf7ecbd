"""The steps on other units of a decision: each a form, a command, and back to the page of its units."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

import msgspec
from litestar import Response
from litestar.handlers import HTTPRouteHandler

from consult.commands.desk_step import DeskCommand
from consult.commands.table import row_of
from consult.commands.texts import source_of
from consult.commands.units import asking, countersigning, dividing
from consult.commands.uploads import Upload
from domain.calendar import local_date
from domain.consultation.assessed import current_text
from domain.consultation.state import Consultation
from domain.values import TextDocument
from web.desk.access.decision import ROOT, AtDesk, at_desk, decision_context
from web.desk.access.session import DeskRequest
from web.desk.filing.kept_file import carry_out_with_file
from web.desk.forms.command import command_from
from web.desk.forms.form import DeskForm, FormCommand, FormContent, carry_out, show_form
from web.desk.forms.input import FormInput, NotAChoice, form_values
from web.desk.forms.routes import form_routes
from web.desk.units import forms
from web.desk.units.at_units import Choices, at_question, choices_of, events_on_units, told_by_number
from web.shared.request_state import runtime_of
from web.shared.wording.languages import Locale, locale_of

MadeForm = Callable[[Locale, Consultation, Choices], DeskForm]
STEPS: dict[type[msgspec.Struct], MadeForm] = {
    dividing.NameJointDivision: forms.joint,
    dividing.EndJointDivision: forms.joint_ending,
    dividing.AssignParts: forms.parts,
    asking.AskUnit: forms.ask,
    asking.AnswerAsUnit: forms.answer,
    asking.EnterUnitAnswer: forms.letter,
    asking.CoordinateOpinion: forms.coordination,
    countersigning.CountersignDraft: forms.countersign,
    countersigning.ExcuseCountersignature: forms.excuse,
    dividing.HandOverDecision: forms.hand_over,
}


def step_routes(row: DeskCommand) -> list[HTTPRouteHandler]:
    """The form, and what it sends."""

    async def shown(request: DeskRequest) -> Response[bytes]:
        desk = await _asked(request, row)

        async def begins() -> FormContent:
            today = local_date(runtime_of(request).clock.now()).isoformat()
            unit = str(request.query_params.get("unit", ""))
            return FormContent(typed=form_values(unit=unit or None, received_on=today, agreed_on=today))

        return await show_form(request, await _form(request, row, desk), begins, await _context(request, row, desk))

    async def sent(request: DeskRequest) -> Response[Any]:
        desk = await _asked(request, row)
        form, back = await _form(request, row, desk), "/desk" if _is_question(row) else f"{desk.root}/units"

        async def context() -> dict[str, Any]:
            return await _context(request, row, desk)

        if row.files:
            return await carry_out_with_file(request, form, lambda given, files: _command(row, desk, given, files), back, context)
        asked = FormCommand(form=form, build=lambda given: _command(row, desk, given), back=back, context=context)
        return await carry_out(request, asked)

    shown.__doc__ = sent.__doc__ = f"The step {row.page} with other units."
    return form_routes(f"{ROOT}{row.page}", f"desk_units{row.page}", shown, sent)


def _is_question(row: DeskCommand) -> bool:
    """Whether it is a division that was asked that takes the step: it reads nothing else of the decision."""
    return row.command is asking.AnswerAsUnit


async def _asked(request: DeskRequest, row: DeskCommand) -> AtDesk:
    return await at_question(request) if _is_question(row) else await at_desk(request, row.role, row.of)


async def _form(request: DeskRequest, row: DeskCommand, desk: AtDesk) -> DeskForm:
    form = STEPS[row.command](locale_of(request.url.path), desk.state, await choices_of(runtime_of(request), desk.state))
    return msgspec.structs.replace(form, fields=tuple(_own(field, desk) if _is_question(row) else field for field in form.fields))


def _own(field: Any, desk: AtDesk) -> Any:
    """Only what the person's own division was asked."""
    own = {str(each.number) for each in desk.state.units.opinions if each.division == desk.signed.actor.division_id}
    if field.name != "unit":
        return field
    return msgspec.structs.replace(field, options=[each for each in field.options if each[0] in own])


async def _context(request: DeskRequest, row: DeskCommand, desk: AtDesk) -> dict[str, Any]:
    known: dict[str, Any] = {"waiting": (), "letters": (), "source": "", "question": _is_question(row)}
    if not _is_question(row):
        return decision_context(desk, **known)
    runtime, own = runtime_of(request), desk.signed.actor.division_id
    told = told_by_number(await events_on_units(runtime, desk.state.id))
    known["letters"] = [(each, told[each.number]) for each in desk.state.units.opinions if each.awaited and each.division == own]
    _, text = current_text(desk.state)
    known["source"] = await source_of(runtime, desk.state.id, text) if isinstance(text, TextDocument) else ""
    return decision_context(desk, **known)


def _command(row: DeskCommand, desk: AtDesk, given: FormInput, files: tuple[Upload, ...] = ()) -> msgspec.Struct:
    known: dict[str, Any] = {"consultation_id": desk.state.id}
    asked = {field.name for field in msgspec.structs.fields(row.command)}
    if "unit" in asked:
        known["unit"] = _number(given)
    if "files" in asked:
        known["files"] = files
    if "points" in asked:
        known["points"] = tuple(_id(point, "points") for point in given.all("points"))
    if "articles" in asked:
        known["articles"] = given.all("articles")
    if "officer" in asked:
        known["officer"] = _id(given["officer"], "officer") if given["officer"] else None
    return command_from(row.command, given, **known)


def _number(given: FormInput) -> int:
    """Raises NotAChoice."""
    if not given["unit"].isdecimal() or len(given["unit"]) > 6:
        raise NotAChoice(field="unit")
    return int(given["unit"])


def _id(typed: str, field: str) -> UUID:
    """Raises NotAChoice."""
    try:
        return UUID(typed)
    except ValueError as error:
        raise NotAChoice(field=field) from error


handlers: list[Any] = [route for command in STEPS for route in step_routes(row_of(command))]
