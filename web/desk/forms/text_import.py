"""A revised or adopted text uploaded as a file: put into its form to be checked, with notes of what was not understood."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from litestar import Response

from consult.intake.drafts import imported_draft
from domain.articles.full_text import FullText
from domain.refusals import Refusal
from web.desk.access.session import DeskRequest, SignedIn
from web.desk.forms.form import DeskForm, Field, form_page, show_refused
from web.desk.forms.input import FormInput

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
    before: FullText,
) -> Response[bytes]:
    """The form again, with the file's text in the field `name`; everything else as it was typed.

    `before`: the draft consulted on, into units of whose kind it is taken.
    """
    try:
        draft = await asyncio.to_thread(imported_draft, given.files["file"][0], usual=before.depth)
    except Refusal as refusal:
        return await show_refused(request, signed, form, given, refusal, context=context)
    more = {**await context(), "imported": draft, "seen": given.version("seen")}
    return form_page(request, signed, form, given.with_values(**{name: draft.text}), more)
