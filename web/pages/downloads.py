"""What anybody may download of a decision: its comments and their fate as tables and as a document."""

from __future__ import annotations

from typing import Any

from litestar import Response, get
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from consult.exports.tables.register import public_register
from web.shared.export_files import EXPORTS, export_answer
from web.shared.request import PageRequest, cache_until_changed, consultation_of
from web.shared.request_state import runtime_of
from web.shared.wording.languages import locale_of

HERE = "/consultations/{number:str}/downloads/{file:str}"


@get([HERE, f"/en{HERE}"], name="download")
async def download(request: PageRequest, file: FromPath[str]) -> Response[bytes]:
    """One of the files; kept like a page, so that it is built once for everybody."""
    # An address with a query would be kept and built apart: there is none.
    if file not in EXPORTS or request.url.query:
        raise NotFoundException
    view = await consultation_of(request)
    register = await public_register(runtime_of(request), view.id)
    answer = await export_answer(register, EXPORTS[file], locale_of(request.url.path), "public, max-age=0")
    note = request.scope.get("page_cache")
    if isinstance(note, dict):
        note["cached"] = cache_until_changed(request, view)
    return answer


handlers: list[Any] = [download]
