"""A form with one file: chosen once, it waits encrypted for an hour while the form is shown again."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import msgspec
from litestar import Response

from consult.commands.uploads import Upload
from web.desk.access.session import DeskRequest
from web.desk.drafting.attachments import waiting_files, without_files
from web.desk.forms.form import DeskForm, Field, FormCommand, execute_form, show_refused, submitted_form
from web.desk.forms.input import FormInput
from web.shared.request_state import runtime_of

ACCEPT = ".pdf,.docx,.odt,.png,.jpg,.jpeg,.txt"
FILE = "files"

Build = Callable[[FormInput, tuple[Upload, ...]], msgspec.Struct]


def file_field(label: str, hint: str) -> Field:
    return Field(name=FILE, label=label, kind="file", hint=hint, accept=ACCEPT)


async def carry_out_with_file(
    request: DeskRequest, form: DeskForm, build: Build, back: str, context: Callable[[], Awaitable[Mapping[str, object]]]
) -> Response[Any]:
    """As `carry_out`; a file that came with the form, or waits since before, goes to `build`. The one chosen last counts."""
    signed, given = await submitted_form(request)
    files, refusal = await waiting_files(runtime_of(request), given)
    kept = files[-1:]
    uploads = tuple(upload for _, upload in kept)
    given = without_files(given, kept)
    if kept:  # the field counts as filled in
        given = given.with_values(**{FILE: kept[0][1].name})

    async def with_file() -> dict[str, object]:
        return {**await context(), "waiting": kept}

    if refusal is not None:
        return await show_refused(request, signed, form, given, refusal, context=with_file)
    asked = FormCommand(form=form, build=lambda typed: build(typed, uploads), back=back, context=with_file)
    return await execute_form(request, signed, given, asked)
