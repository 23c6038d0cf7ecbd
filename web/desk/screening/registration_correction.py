"""Correcting the registration of a comment: the form begins with what is registered, and changes what is changed in it."""

from __future__ import annotations

from typing import Any

import msgspec
from litestar import Response, get, post

from consult.commands.comment.registration import CorrectRegistration
from domain.access import Role
from domain.comment.events import REGISTERED
from domain.enumerations import BY_AUTHOR
from web.desk.access.articles import article_labels
from web.desk.access.session import DeskRequest
from web.desk.forms.command import command_from
from web.desk.forms.form import DeskForm, FormCommand, FormContent, carry_out, form_page
from web.desk.forms.input import FormInput, form_values
from web.desk.screening.comment import PATH, AtComment, at_comment, comment_context
from web.desk.screening.registration_forms import closing_of_name, correction
from web.shared.wording.languages import Locale, locale_of

HERE = f"{PATH}/registration-correction"


@get([HERE, f"/en{HERE}"], name="desk_comment_registration_correction")
async def registration_correction(request: DeskRequest) -> Response[bytes]:
    """The form, beside the comment."""
    at = await _asked(request)
    context = comment_context(at, seen=at.file.state.version)
    return form_page(request, at.desk.signed, _form(at, locale_of(request.url.path)), _registered(at), context)


@post([HERE, f"/en{HERE}"], name="desk_comment_registration_correction_sent", status_code=200)
async def correct_registration(request: DeskRequest) -> Response[Any]:
    """Whoever was overtaken by a colleague is shown what stands now, and keeps what he typed."""
    at = await _asked(request)

    def build(given: FormInput) -> msgspec.Struct:
        comment_id = at.file.row.comment_id
        if by_author(at):
            kept: dict[str, Any] = dict.fromkeys(REGISTERED) | {"publish_name": False}
        else:
            kept = {"articles": given.all("articles"), "publish_name": given.flag("publish_name")}
        return command_from(CorrectRegistration, given, comment_id=comment_id, **kept)

    async def stored() -> FormContent:
        return FormContent(typed=_registered(at), seen=at.file.state.version)

    form = _form(at, locale_of(request.url.path))
    asked = FormCommand(form=form, build=build, back=at.own_address, stored=stored, context=comment_context(at, stored=None))
    return await carry_out(request, asked)


def by_author(at: AtComment) -> bool:
    return at.file.state.channel in BY_AUTHOR


def _form(at: AtComment, locale: Locale) -> DeskForm:
    return closing_of_name(locale) if by_author(at) else correction(locale, article_labels(at.desk.state))


def _registered(at: AtComment) -> FormInput:
    return form_values(**{name: getattr(at.file.state, name) for name in REGISTERED})


async def _asked(request: DeskRequest) -> AtComment:
    at = await at_comment(request)
    at.desk.require(Role.SCREENER)
    return at


handlers: list[Any] = [registration_correction, correct_registration]
