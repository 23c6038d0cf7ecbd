"""The steps of a questionnaire: each a form of a few fields, a command, and back to the questionnaire."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from litestar import Response, get, post
from litestar.handlers import HTTPRouteHandler

from consult.commands.desk_step import DeskCommand
from consult.commands.questionnaire import drafting, erasure, running
from consult.commands.table import row_of
from domain.calendar import end_of_day
from domain.enumerations import QuestionKind
from domain.refusals import Refusal
from projections.questionnaires.queries import responses_to_erase
from web.desk.access.session import DeskRequest
from web.desk.forms.command import command_from
from web.desk.forms.form import DeskForm, FormCommand, FormContent, carry_out, show_form
from web.desk.forms.input import FormInput, NotAChoice, form_values
from web.desk.questionnaires import forms
from web.desk.questionnaires.at_questionnaire import PATH, AtQuestionnaire, at_questionnaire, questionnaire_context
from web.shared.request_state import runtime_of
from web.shared.wording.languages import locale_of


class NotANumber(Refusal):
    """Where a number is asked for, one is given, in figures."""

    message = "请填写整数，例如 3。"
    status = 422


def _heading(given: FormInput, at: AtQuestionnaire) -> msgspec.Struct:
    return command_from(drafting.ChangeHeading, given, questionnaire_id=at.state.id)


def _question(given: FormInput, at: AtQuestionnaire) -> msgspec.Struct:
    lines = tuple(line.strip() for line in given["options"].split("\n"))
    return drafting.WriteQuestion(
        questionnaire_id=at.state.id,
        kind=given.choice("kind", QuestionKind),
        text=given["text"],
        required=given["required"] == "yes",
        options=lines if given["kind"] == QuestionKind.SCALE else tuple(filter(None, lines)),
        least=_whole(given, "least") or 0,
        most=_whole(given, "most") or 0,
        number=_whole(given, "number"),
        place=_whole(given, "place"),
        seen=given.version("seen"),
    )


def _removal(given: FormInput, at: AtQuestionnaire) -> msgspec.Struct:
    number = _whole(given, "number") or 0
    return drafting.RemoveQuestion(questionnaire_id=at.state.id, number=number, seen=given.version("seen"))


def _opening(given: FormInput, at: AtQuestionnaire) -> msgspec.Struct:
    day = given.optional_day("last_day")
    closes_at: datetime | None = end_of_day(day) if day else None
    return running.OpenQuestionnaire(questionnaire_id=at.state.id, closes_at=closes_at, seen=given.version("seen"))


def _withdrawal(given: FormInput, at: AtQuestionnaire) -> msgspec.Struct:
    return command_from(running.WithdrawQuestionnaire, given, questionnaire_id=at.state.id)


def _figures(given: FormInput, at: AtQuestionnaire) -> msgspec.Struct:
    return command_from(running.PublishFigures, given, questionnaire_id=at.state.id)


def _erasure_request(given: FormInput, at: AtQuestionnaire) -> msgspec.Struct:
    return command_from(erasure.RequestResponseErasure, given, questionnaire_id=at.state.id)


def _erasure(given: FormInput, at: AtQuestionnaire) -> msgspec.Struct:
    try:
        return erasure.EraseResponse(questionnaire_id=at.state.id, response_id=UUID(given["response"]))
    except ValueError as error:
        raise NotAChoice(field="response") from error


def _whole(given: FormInput, name: str) -> int | None:
    """Raises NotANumber."""
    text = given[name].strip()
    if text and not (text.isdecimal() and len(text) < 5):
        raise NotANumber(field=name)
    return int(text) if text else None


Build = Callable[[FormInput, AtQuestionnaire], msgspec.Struct]
STEPS: dict[type[msgspec.Struct], tuple[Any, Build]] = {
    drafting.ChangeHeading: (forms.heading, _heading),
    drafting.WriteQuestion: (forms.question, _question),
    drafting.RemoveQuestion: (forms.remove, _removal),
    running.OpenQuestionnaire: (forms.opening, _opening),
    running.WithdrawQuestionnaire: (forms.withdraw, _withdrawal),
    running.PublishFigures: (forms.figures, _figures),
    erasure.RequestResponseErasure: (forms.ask_erasure, _erasure_request),
    erasure.EraseResponse: (forms.erase, _erasure),
}


def step_routes(row: DeskCommand) -> list[HTTPRouteHandler]:
    """The form, and what it sends."""
    paths = [f"{PATH}{row.page}", f"/en{PATH}{row.page}"]
    name = f"desk_questionnaire{row.page.replace('/', '_').replace('-', '_')}"

    async def shown(request: DeskRequest) -> Response[bytes]:
        at, form = await _asked(request, row)
        number = str(request.query_params.get("question", ""))

        async def begins() -> FormContent:
            return _begins(at, number)

        return await show_form(request, form, begins, questionnaire_context(at))

    async def sent(request: DeskRequest) -> Response[Any]:
        at, form = await _asked(request, row)
        number = str((await request.form()).get("number", ""))

        async def stored() -> FormContent:
            return _begins(await at_questionnaire(request), number)

        build = STEPS[row.command][1]
        context = questionnaire_context(at)
        asked = FormCommand(form=form, build=lambda given: build(given, at), back=at.root, stored=stored, context=context)
        return await carry_out(request, asked)

    shown.__doc__ = sent.__doc__ = f"The step {row.page} of a questionnaire."
    return [get(paths, name=name)(shown), post(paths, name=f"{name}_sent", status_code=200)(sent)]


async def _asked(request: DeskRequest, row: DeskCommand) -> tuple[AtQuestionnaire, DeskForm]:
    at, locale = await at_questionnaire(request), locale_of(request.url.path)
    at.desk.require(row.role)
    if row.command is erasure.EraseResponse:
        return at, forms.erase(locale, await responses_to_erase(runtime_of(request).reads, at.state.id))
    return at, STEPS[row.command][0](locale, at)


def _begins(at: AtQuestionnaire, number: str) -> FormContent:
    """What stands: the heading, and the question of this number, to be changed."""
    known: dict[str, Any] = {"title": at.form.title, "introduction": at.form.introduction or "", "number": ""}
    if question := at.question(number):
        known |= {"kind": question.kind, "text": question.text, "options": "\n".join(question.options), "number": number}
        known |= {"required": "yes" if question.required else "no", "place": number}
        bounded = question.kind in (QuestionKind.SEVERAL, QuestionKind.SCALE)
        known |= {"least": question.least, "most": question.most} if bounded else {}
    return FormContent(typed=form_values(**known), seen=at.state.version)


handlers: list[Any] = [route for command in STEPS for route in step_routes(row_of(command))]
