"""Public files, static files, large type, robots."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Any

from litestar import Response, get
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.response import Redirect

from consult.commands.encodings import encoding_of
from consult.commands.uploads import ENDINGS
from consult.inside.notes import INSIDE
from consult.reading.files import public_file
from web.shared.http.compression import accepts_gzip
from web.shared.http.static_files import COMPRESSED, FILES
from web.shared.query import flag_in
from web.shared.render import LARGE_COOKIE
from web.shared.request import PageRequest
from web.shared.request_state import runtime_of
from web.shared.wording.languages import locale_of

TYPES = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml"}
INLINE = {"application/pdf", "image/png", "image/jpeg"}
YEAR = "public, max-age=31536000, immutable"


@get("/static/{version:str}/{name:str}", name="static")
async def static(request: PageRequest, version: FromPath[str], name: FromPath[str]) -> Response[bytes]:
    if name not in FILES:
        raise NotFoundException
    headers = {"cache-control": YEAR, "vary": "accept-encoding"}
    gzip = accepts_gzip(request.scope["headers"])
    content = COMPRESSED[name] if gzip else FILES[name]
    headers |= {"content-encoding": "gzip"} if gzip else {}
    return Response(content, media_type=TYPES[Path(name).suffix], headers=headers)


@get("/blobs/{sha256:str}", name="blob")
async def blob(request: PageRequest, sha256: FromPath[str]) -> Response[bytes]:
    """A published file. Raises FileInfected."""
    found = await public_file(runtime_of(request), sha256)
    if found is None:
        raise NotFoundException
    return file_answer(found.content, found.media_type, sha256[:12], "public, max-age=60", found.notes)


def file_answer(content: bytes, media_type: str, stem: str, cache: str, notes: Collection[str] = ()) -> Response[bytes]:
    """A file that somebody sent: `stem` is its neutral name; shown in the browser only where safe, and then sandboxed.

    What does something, or takes much, is never shown, only downloaded: a picture of 60,000 by 60,000 pixels would take the
    browser with it.
    """
    kind = media_type.split(";")[0]
    shown = "inline" if kind in INLINE and INSIDE.issuperset(notes) else "attachment"
    ending = ENDINGS.get(kind, "md" if kind == "text/markdown" else "bin")
    headers = {
        "content-disposition": f'{shown}; filename="{stem}.{ending}"',
        "content-security-policy": "default-src 'none'; sandbox",
        "cache-control": cache,
    }
    if kind not in ("text/plain", "text/markdown"):
        return Response(content, media_type=kind, headers=headers)
    encoding = (encoding_of(content) or "utf-8").removesuffix("-sig")  # as it came
    return Response(content, media_type="text/plain", encoding=encoding, headers=headers)


@get(["/display", "/en/display"], name="display")
async def display(request: PageRequest) -> Redirect:
    """Large type on or off, by a cookie; back to a page of this site and to no other."""
    back = request.query_params.get("back", "/")
    safe = back if back.startswith("/") and not back.startswith(("//", "/\\")) and "\\" not in back else "/"
    prefix = locale_of(request.url.path).prefix
    large = flag_in(request, "large")
    response = Redirect(prefix + safe, status_code=303, headers={"cache-control": "no-store"})
    response.set_cookie(LARGE_COOKIE, "1" if large else "0", max_age=31536000, httponly=True, samesite="lax", path="/")
    return response


@get("/robots.txt", name="robots", media_type="text/plain")
async def robots(request: PageRequest) -> str:
    closed = ("/receipts/", "/find", "/display", "/preview/", "/calendars/", "/packs/")
    return "User-agent: *\n" + "".join(f"Disallow: {prefix}{path}\n" for path in closed for prefix in ("", "/en"))


handlers: list[Any] = [static, blob, display, robots]
