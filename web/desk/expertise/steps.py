"""The steps of an expert review: each a form of a few fields, a command, and back to the review."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
from litestar import Response, get, post
from litestar.handlers import HTTPRouteHandler

from consult.commands.desk_step import DeskCommand
from consult.commands.expertise import opinions, panel
from consult.commands.table import row_of
from consult.commands.uploads import Upload
from domain.calendar import local_date
from domain.expertise.state import Expert, Expertise
from domain.sealing import value_or_none
from web.desk.access.session import DeskRequest
from web.desk.expertise import forms
from web.desk.expertise.at_review import PATH, AtReview, at_review, review_context
from web.desk.filing.kept_file import carry_out_with_file
from web.desk.forms.command import command_from
from web.desk.forms.form import DeskForm, FormCommand, FormContent, carry_out, show_form
from web.desk.forms.input import FormInput, NotAChoice, form_values
from web.shared.request_state import runtime_of
from web.shared.wording.languages import Locale, locale_of

STEPS: dict[type[msgspec.Struct], Callable[[Locale, Expertise], DeskForm]] = {
    panel.AskExpert: forms.ask,
    panel.DeclareInterest: forms.declare,
    panel.InviteExpert: forms.invite,
    opinions.GiveOpinion: forms.give,
    opinions.UseOpinion: forms.use,
    opinions.ConcludeReview: forms.conclude,
}


def step_routes(row: DeskCommand) -> list[HTTPRouteHandler]:
    """The form, and what it sends."""
    paths = [f"{PATH}{row.page}", f"/en{PATH}{row.page}"]
    name = f"desk_expert_review{row.page.replace('/', '_').replace('-', '_')}"

    async def shown(request: DeskRequest) -> Response[bytes]:
        at, form = await _asked(request, row)
        number = str(request.query_params.get("expert", ""))

        async def begins() -> FormContent:
            return _begins(at, number, local_date(runtime_of(request).clock.now()).isoformat())

        return await show_form(request, form, begins, review_context(at, about=_about(at, number), waiting=()))

    async def sent(request: DeskRequest) -> Response[Any]:
        at, form = await _asked(request, row)

        async def context() -> dict[str, Any]:
            return review_context(await at_review(request), about=None, waiting=())

        if row.files:
            return await carry_out_with_file(
                request, form, lambda given, files: _command(row, at, given, files), at.root, context
            )

        async def stored() -> FormContent:
            now = await at_review(request)
            return FormContent(typed=_begins(now, (await _sent_number(request)), "").typed, seen=now.review.version)

        asked = FormCommand(form=form, build=lambda given: _command(row, at, given), back=at.root, stored=stored, context=context)
        return await carry_out(request, asked)

    shown.__doc__ = sent.__doc__ = f"The step {row.page} of an expert review."
    return [get(paths, name=name)(shown), post(paths, name=f"{name}_sent", status_code=200)(sent)]


async def _asked(request: DeskRequest, row: DeskCommand) -> tuple[AtReview, DeskForm]:
    at = await at_review(request)
    at.desk.require(row.role, row.of)
    return at, STEPS[row.command](locale_of(request.url.path), at.review)


async def _sent_number(request: DeskRequest) -> str:
    return str((await request.form()).get("expert", ""))


def _about(at: AtReview, number: str) -> Expert | None:
    return next((expert for expert in at.review.experts if str(expert.number) == number), None)


def _begins(at: AtReview, number: str, today: str) -> FormContent:
    """What is said of this expert so far, to be changed; the version of the review that is shown."""
    expert = _about(at, number)
    said = {"use": expert.use, "reason": value_or_none(expert.reason)} if expert and expert.use else {}
    return FormContent(typed=form_values(expert=number, signed_on=today, **said), seen=at.review.version)


def _command(row: DeskCommand, at: AtReview, given: FormInput, files: tuple[Upload, ...] = ()) -> msgspec.Struct:
    known: dict[str, Any] = {"expertise_id": at.review.id}
    asked = {field.name for field in msgspec.structs.fields(row.command)}
    if "expert" in asked:
        known["expert"] = _number(given)
    if "files" in asked:
        known["files"] = files
    return command_from(row.command, given, **known)


def _number(given: FormInput) -> int:
    """Raises NotAChoice."""
    if not given["expert"].isdecimal() or len(given["expert"]) > 6:
        raise NotAChoice(field="expert")
    return int(given["expert"])


handlers: list[Any] = [route for command in STEPS for route in step_routes(row_of(command))]
