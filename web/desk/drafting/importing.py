"""The whole draft: written, pasted or brought along as a file, looked at as it was understood, then saved as the next version."""

from __future__ import annotations

from typing import Any

from litestar import Response, get, post

from consult.commands.consultation.drafting import PrepareDraft
from consult.commands.table import row_of
from consult.commands.texts import source_of
from consult.reading.returns import pending_returns
from domain.enumerations import Returnable
from domain.refusals import Refusal
from domain.values import TextDocument
from web.desk.access.decision import ROOT, AtDesk
from web.desk.access.session import DeskRequest
from web.desk.drafting.context import drafting_at, drafting_context
from web.desk.drafting.recognised import recognise_draft
from web.desk.forms.command import command_from
from web.desk.forms.form import (
    DeskForm,
    Field,
    FormCommand,
    FormContent,
    execute_form,
    form_page,
    show_form,
    show_refused,
    submitted_form,
)
from web.desk.forms.input import FormInput, form_values
from web.shared.idempotency import new_key
from web.shared.render import page
from web.shared.request_state import runtime_of

PATHS = [f"{ROOT}/drafts", f"/en{ROOT}/drafts"]
FORM = DeskForm(
    title=row_of(PrepareDraft).label,
    button="下一步：核对识别结果",
    autosave=True,
    template="desk/drafting/drafts.html",
    fields=(
        Field(
            name="text",
            label="草案全文",
            kind="area",
            rows=24,
            hint="直接粘贴即可。编、章、节、“第一条”和“一、（一）1.”这样的编号会自动识别，可以使用Markdown。",
        ),
        Field(
            name="file",
            label="导入文件",
            kind="file",
            optional=True,
            accept=".docx,.md,.markdown,.txt",
            hint="DOCX、Markdown或者纯文本，不超过10MB。先核对识别结果，再决定是否保存。",
        ),
        Field(name="depth", kind="hidden"),
    ),
)


async def stored_draft(request: DeskRequest, desk: AtDesk) -> FormContent:
    """The latest version's text."""
    state = desk.state
    text = await source_of(runtime_of(request), state.id, state.draft) if isinstance(state.draft, TextDocument) else ""
    return FormContent(typed=form_values(text=text), seen=state.version)


async def _context(request: DeskRequest, desk: AtDesk) -> dict[str, Any]:
    returned = await pending_returns(runtime_of(request), desk.state, Returnable.DRAFT)
    return drafting_context(request, desk, "/drafts", returned=returned)


@get(PATHS, name="desk_drafts")
async def drafts_page(request: DeskRequest) -> Response[bytes]:
    desk = await drafting_at(request)

    async def stored() -> FormContent:
        return await stored_draft(request, desk)

    return await show_form(request, FORM, stored, await _context(request, desk))


@post(PATHS, name="desk_drafts_sent", status_code=200)
async def save_draft(request: DeskRequest) -> Response[Any]:
    """A preview of what was understood; on confirmation, the next version; on going back, the form with the text."""
    desk = await drafting_at(request, sent=True)
    signed, given = await submitted_form(request)
    context = await _context(request, desk)
    if given["step"] in ("change", "discard"):
        shown = given if given["step"] == "change" else given.with_values(text=given["before"])
        return form_page(request, signed, FORM, shown, {**context, "seen": given.version("seen")})
    if given["step"] != "save":
        return await _preview(request, desk, given, context)

    async def stored() -> FormContent:
        return await stored_draft(request, await drafting_at(request, sent=True))

    asked = FormCommand(
        form=FORM,
        build=lambda confirmed: command_from(PrepareDraft, confirmed, consultation_id=desk.state.id),
        back=f"{desk.root}/drafts/articles",
        stored=stored,
        context=context,
    )
    return await execute_form(request, signed, given, asked)


async def _preview(request: DeskRequest, desk: AtDesk, given: FormInput, context: dict[str, Any]) -> Response[bytes]:
    """What was understood, with the text in the form: it is carried to saving, or back. `before`: what else was typed.

    From there the same text is read again at another depth, or without its covering letter.
    """
    try:
        found = await recognise_draft(runtime_of(request), desk.state, given)
    except Refusal as refusal:
        if given["source"] != "file" and refusal.params.get("field") == "file":
            refusal.params["field"] = "text"
        return await show_refused(request, desk.signed, FORM, given, refusal, context=context)
    more = {
        "found": found,
        "text": found.draft.text,
        "before": given["text"] if given["source"] == "file" else given["before"],
        "key": new_key(),
        "seen": given.version("seen"),
        "version": desk.state.draft_version + 1,
    }
    return page(request, "desk/drafting/recognised.html", {**context, **more})


handlers = [drafts_page, save_draft]
