"""Handing a participant the one-time code with which he confirms the record: shown once, to the recorder."""

from __future__ import annotations

from typing import Any

from litestar import Response

from consult.commands.activity.confirming import IssueCode, confirmation_code
from consult.commands.table import row_of
from web.desk.access.session import DeskRequest
from web.desk.activities import held_forms
from web.desk.activities.at_activity import PATH, activity_context, at_activity
from web.desk.activities.reading import one_id
from web.desk.forms.form import FormCommand, execute_form, show_form, submitted_form
from web.desk.forms.routes import form_routes
from web.desk.signin.one_time_secrets import OneTimeSecret, redirect_to_secret
from web.shared.idempotency import new_key
from web.shared.request_state import runtime_of
from web.shared.wording.languages import locale_of

ROW = row_of(IssueCode)


async def code_form(request: DeskRequest) -> Response[bytes]:
    """Whose code it is."""
    at = await at_activity(request)
    at.desk.require(ROW.role)
    return await show_form(request, held_forms.code(locale_of(request.url.path), at.activity), context=activity_context(at))


async def issue_code(request: DeskRequest) -> Response[Any]:
    """The code is on the next page, and nowhere else."""
    at, locale = await at_activity(request), locale_of(request.url.path)
    at.desk.require(ROW.role)
    signed, given = await submitted_form(request)
    given = given.with_values(key=given["key"] or new_key())
    form = held_forms.code(locale, at.activity)
    asked = FormCommand(
        form=form,
        build=lambda given: IssueCode(activity_id=at.activity.id, participant=one_id(given, "participant")),
        back=at.root,
        context=activity_context(at),
    )
    answer = await execute_form(request, signed, given, asked)
    if answer.status_code not in (302, 303):
        return answer
    code = confirmation_code(runtime_of(request), one_id(given, "participant"), given["key"])
    return redirect_to_secret(request, OneTimeSecret("confirmation", (code,), f"{locale.prefix}{at.root}"))


handlers: list[Any] = form_routes(f"{PATH}{ROW.page}", "desk_activity_codes", code_form, issue_code)
