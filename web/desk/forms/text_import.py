"""A revised or adopted text uploaded as a file: put into its form to be checked, with notes of what was not understood."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from litestar import Response

from consult.commands.texts import latest_draft
from consult.intake.drafts import imported_draft
from domain.consultation.state import Consultation
from domain.refusals import Refusal
from web.desk.access.session import DeskRequest, SignedIn
from web.desk.forms.form import DeskForm, Field, form_page, show_refused
from web.desk.forms.input import FormInput
from web.shared.request_state import runtime_of

FILE = Field(
    name="file",
    label="导入文件",
    kind="file",
    optional=True,
    accept=".docx,.md,.markdown,.txt",
    hint="DOCX、Markdown或者纯文本，不超过10MB。选择文件后按保存，先把文字放入上面的文本框，核对后再保存一次。",
)


async def show_with_imported_text(
    request: DeskRequest,
    signed: SignedIn,
    form: DeskForm,
    given: FormInput,
    name: str,
    context: Callable[[], Awaitable[dict[str, Any]]],
    state: Consultation,
) -> Response[bytes]:
    """The form again, with the file's text in the field `name`; everything else as it was typed.

    It is taken into units of the kind of those in the draft consulted on.
    """
    before = (await latest_draft(runtime_of(request), state)).text
    try:
        draft = await asyncio.to_thread(imported_draft, given.files["file"][0], usual=before.depth)
    except Refusal as refusal:
        return await show_refused(request, signed, form, given, refusal, context=context)
    more = {**await context(), "imported": draft, "seen": given.version("seen")}
    return form_page(request, signed, form, given.with_values(**{name: draft.text}), more)
