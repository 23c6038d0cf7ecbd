"""The file for the collective deliberation: what is still missing of it, and the file itself as Word and as PDF."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, NamedTuple

from litestar import Response, get
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from consult.deliberation_file import docx_file, pdf_file
from consult.deliberation_file.contents import DeliberationFile, deliberation_file
from domain.consultation.deliberation_file import missing_items
from domain.enumerations import DeliberationItem
from web.desk.access.decision import at_desk, decision_context
from web.desk.access.session import DeskRequest
from web.desk.overview.decision import ROOT
from web.shared.export_files import attachment, say_in
from web.shared.render import page
from web.shared.request_state import runtime_of
from web.shared.wording.languages import locale_of

HERE = f"{ROOT}/deliberation-file"
ONE = f"{HERE}/{{file:str}}"


class Form(NamedTuple):
    """`label`: source string."""

    label: str
    build: Callable[[DeliberationFile], bytes]
    media_type: str


FORMS = {
    "deliberation.docx": Form("集体讨论材料（DOCX）", docx_file.deliberation_docx, docx_file.MEDIA_TYPE),
    "deliberation.pdf": Form("集体讨论材料（PDF）", pdf_file.deliberation_pdf, pdf_file.MEDIA_TYPE),
}
MENDED_AT = {
    DeliberationItem.DRAFT: "/materials",
    DeliberationItem.FAIR_COMPETITION: "/fair-competition-review",
    DeliberationItem.OPINIONS: "/feedback",
    DeliberationItem.EXPERTS: "/expert-reviews",
    DeliberationItem.RISKS: "/risk-assessments",
    DeliberationItem.LEGALITY: "/legality-review",
}
"""Where each item is recorded, below the decision's desk pages; what opinions lack once they are answered: at its activities."""


@get([HERE, f"/en{HERE}"], name="desk_deliberation_file")
async def contents_page(request: DeskRequest) -> Response[bytes]:
    """Each item of the article, whether it is there, and where it is recorded."""
    desk = await at_desk(request)
    missing = missing_items(desk.state)
    mended = MENDED_AT | ({DeliberationItem.OPINIONS: "/activities"} if desk.state.answered_at else {})
    items = [(item, item in missing, mended.get(item)) for item in DeliberationItem if item != DeliberationItem.OTHER]
    context = decision_context(desk, items=items, missing=missing, files={name: form.label for name, form in FORMS.items()})
    return page(request, "desk/deliberation_file.html", context)


@get([ONE, f"/en{ONE}"], name="desk_deliberation_file_download")
async def download(request: DeskRequest, file: FromPath[str]) -> Response[bytes]:
    """Built beside the event loop."""
    desk = await at_desk(request)
    if file not in FORMS:
        raise NotFoundException
    form = FORMS[file]
    found = await deliberation_file(runtime_of(request), desk.signed.actor, desk.state, say_in(locale_of(request.url.path)))
    content = await asyncio.to_thread(form.build, found)
    headers = {"content-disposition": attachment(found.view, file), "cache-control": "no-store"}
    return Response(content, media_type=form.media_type, headers=headers)


handlers: list[Any] = [contents_page, download]
