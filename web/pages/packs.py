"""The offline pack of a decision, for anybody: what is in it, how large it is, and the zip itself."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from litestar import Response, get
from litestar.exceptions import NotFoundException
from litestar.response import Stream

from consult.background.pack_queue import Pack, PackNotReady
from projections.consultations.views import ConsultationView
from web.shared.error_pages import refusal_text
from web.shared.export_files import attachment
from web.shared.render import page
from web.shared.request import PageRequest, consultation_of
from web.shared.request_state import runtime_of
from web.shared.wording.languages import locale_of

HERE = "/packs/{number:str}"
PATIENCE = 15.0  # seconds that a download waits for a pack to be made
AGAIN = {"retry-after": "30"}
REVALIDATE = "public, no-cache"


@get([HERE, f"/en{HERE}"], name="pack_page")
async def pack_page(request: PageRequest) -> Response[bytes]:
    return await _page(request)


@get([f"{HERE}/zip", f"/en{HERE}/zip"], name="pack")
async def download(request: PageRequest) -> Response[Any]:
    """The pack, made where there is none that may still be given out."""
    # An address has one pack: nobody makes the server make another by adding to it.
    if request.url.query:
        raise NotFoundException
    view = await consultation_of(request)
    try:
        pack = await runtime_of(request).packs.get(view.id, view.number, PATIENCE)
    except PackNotReady as refusal:
        return await _page(request, refusal)
    etag = _etag(view, pack)
    headers = {"etag": etag, "cache-control": REVALIDATE, "content-disposition": attachment(view, "pack.zip")}
    if etag in request.headers.get("if-none-match", ""):
        return Response(b"", status_code=304, headers=headers, media_type="application/zip")
    headers["content-length"] = str(pack.size)
    return Stream(pack.content(), headers=headers, media_type="application/zip")


def _etag(view: ConsultationView, pack: Pack) -> str:
    made = f"{view.id} {pack.log_size} {pack.size} {pack.made_at.isoformat()}"
    return f'"{sha256(made.encode()).hexdigest()[:24]}"'


async def _page(request: PageRequest, refusal: PackNotReady | None = None) -> Response[bytes]:
    """`refusal`: why there is no pack yet."""
    view, packs = await consultation_of(request), runtime_of(request).packs
    waiting = refusal_text(refusal, locale_of(request.url.path)) if refusal else ""
    return page(
        request,
        "pack.html",
        status=refusal.status if refusal else 200,
        headers=AGAIN if refusal else None,
        section="consultations",
        c=view,
        pack=await packs.cached(view.id),
        being_made=packs.is_being_made(view.id),
        waiting=waiting,
    )


handlers: list[Any] = [pack_page, download]
