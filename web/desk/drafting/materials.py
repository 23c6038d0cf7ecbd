"""The papers published together with the draft: explanation, basis, interpretation, contact, attachments."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from litestar import Response, get, post

from consult.reading.returns import pending_returns
from domain.enumerations import Returnable
from domain.sealing import CLOSED, value_or_none
from domain.values import NamedBlob
from web.desk.access.decision import ROOT, AtDesk
from web.desk.access.session import DeskRequest
from web.desk.drafting.attachments import LookedInto, looked_into, undecided, waiting_files, without_files
from web.desk.drafting.context import drafting_at, drafting_context
from web.desk.drafting.material_forms import (
    CONTACT,
    EXPLANATION,
    FILES,
    FORM,
    MOST_ROWS,
    PARTS,
    materials_from,
    rows_of,
    stored_materials,
)
from web.desk.forms.form import FormCommand, FormContent, execute_form, form_page, show_form, show_refused, submitted_form
from web.shared.request_state import runtime_of

PATHS = [f"{ROOT}/materials", f"/en{ROOT}/materials"]


async def _context(request: DeskRequest, desk: AtDesk, files: Sequence[LookedInto] = ()) -> dict[str, Any]:
    stored = desk.state.materials.attachments if desk.state.materials else ()
    attachments: tuple[NamedBlob, ...] = () if stored is CLOSED else stored
    return drafting_context(
        request,
        desk,
        "/materials",
        attachments=attachments,
        waiting=files,
        treated=value_or_none(desk.state.treated) or (),
        returned=await pending_returns(runtime_of(request), desk.state, Returnable.DRAFT),
        explanation=EXPLANATION,
        parts=PARTS,
        contact=CONTACT,
        files_field=FILES,
        rows_of=rows_of,
        most_rows=MOST_ROWS,
        more=0,
    )


@get(PATHS, name="desk_materials")
async def materials_page(request: DeskRequest) -> Response[bytes]:
    desk = await drafting_at(request)

    async def stored() -> FormContent:
        return await stored_materials(runtime_of(request), desk.state)

    return await show_form(request, FORM, stored, await _context(request, desk))


@post(PATHS, name="desk_materials_sent", status_code=200)
async def save_materials(request: DeskRequest) -> Response[Any]:
    """Save; or only another row for the basis, with everything typed and chosen kept."""
    desk, runtime = await drafting_at(request, sent=True), runtime_of(request)
    signed, given = await submitted_form(request)
    files, refusal = await waiting_files(runtime, given)
    looked = await looked_into(files, given)
    given, context = without_files(given, files), await _context(request, desk, looked)
    if given["step"] != "row":
        refusal = refusal or undecided(looked)
    if refusal is not None:
        return await show_refused(request, signed, FORM, given, refusal, context=context)
    if given["step"] == "row":
        return form_page(request, signed, FORM, given, {**context, "seen": given.version("seen"), "more": 1})

    async def stored() -> FormContent:
        return await stored_materials(runtime, (await drafting_at(request, sent=True)).state)

    def build(typed: Any) -> Any:
        as_it_is = {file.sha256: file.reason for file in looked if file.as_it_is}
        return materials_from(desk.state, typed, [upload for _, upload in files], as_it_is)

    asked = FormCommand(form=FORM, build=build, back=desk.root, stored=stored, context=context)
    return await execute_form(request, signed, given, asked)


handlers = [materials_page, save_materials]
