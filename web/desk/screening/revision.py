"""Revising a screening: shown in full after all, or no longer shown; blacking out is on the page beside it."""

from __future__ import annotations

from typing import Any

import msgspec
from litestar import Response, get, post

from consult.commands.comment.revision import ReviseScreening
from domain.access import UNDERTAKING_UNITS, Role
from web.desk.access.session import DeskRequest
from web.desk.forms.command import command_from
from web.desk.forms.form import FormCommand, carry_out, form_page
from web.desk.forms.input import FormInput
from web.desk.screening.comment import PATH, AtComment, at_comment, comment_context
from web.desk.screening.comment_forms import screening_revision
from web.shared.wording.languages import locale_of

HERE = f"{PATH}/revision"


@get([HERE, f"/en{HERE}"], name="desk_comment_revision")
async def revision_page(request: DeskRequest) -> Response[bytes]:
    """The form, beside what the comment says and what the public sees of it."""
    at = await _asked(request)
    context = comment_context(at, seen=at.file.state.version)
    return form_page(request, at.desk.signed, screening_revision(locale_of(request.url.path)), FormInput(), context)


@post([HERE, f"/en{HERE}"], name="desk_comment_revision_sent", status_code=200)
async def revise_screening(request: DeskRequest) -> Response[Any]:
    """Whoever was overtaken by a colleague is shown what stands now, and keeps what he typed."""
    at = await _asked(request)

    def build(given: FormInput) -> msgspec.Struct:
        return command_from(ReviseScreening, given, comment_id=at.file.row.comment_id, redacted_text=None)

    form = screening_revision(locale_of(request.url.path))
    asked = FormCommand(form=form, build=build, back=at.own_address, stored=at.stored, context=comment_context(at, stored=None))
    return await carry_out(request, asked)


async def _asked(request: DeskRequest) -> AtComment:
    at = await at_comment(request)
    at.desk.require(Role.SCREENER, UNDERTAKING_UNITS)
    return at


handlers: list[Any] = [revision_page, revise_screening]
