"""What staff download of a decision: as the public may have it, and with what is not public."""

from __future__ import annotations

from typing import Any

from litestar import Response, get
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from consult.exports.tables.register import public_register, staff_register
from web.desk.access.decision import at_desk, decision_context
from web.desk.access.session import DeskRequest
from web.desk.overview.decision import ROOT
from web.shared.export_files import EXPORTS, export_answer
from web.shared.render import page
from web.shared.request_state import runtime_of
from web.shared.wording.languages import locale_of

HERE = f"{ROOT}/exports"
ONE = f"{HERE}/{{audience:str}}/{{file:str}}"


@get([HERE, f"/en{HERE}"], name="desk_exports")
async def exports(request: DeskRequest) -> Response[bytes]:
    desk = await at_desk(request)
    return page(request, "desk/exports.html", decision_context(desk, files=list(EXPORTS.values())))


@get([ONE, f"/en{ONE}"], name="desk_export")
async def export(request: DeskRequest, audience: FromPath[str], file: FromPath[str]) -> Response[bytes]:
    desk, runtime = await at_desk(request), runtime_of(request)
    if file not in EXPORTS or audience not in ("public", "staff"):
        raise NotFoundException
    if audience == "public":
        register = await public_register(runtime, desk.state.id)
    else:
        register = await staff_register(runtime, desk.signed.actor, desk.state.id)
    return await export_answer(register, EXPORTS[file], locale_of(request.url.path), "no-store")


handlers: list[Any] = [exports, export]
