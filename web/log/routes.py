"""Checkpoint, disclosures, policy, documents by content, and what a tile's address answers where there is no such tile."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from litestar import Request, Response, get
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from consult.exports.anchor_files import anchor_file
from consult.publication.checkpoint import served_checkpoint
from consult.publication.disclosures import Disclosures
from consult.publication.policy import served_policy
from consult.reading.files import public_file
from consult.runtime import Runtime
from web.shared.error_pages import TITLES
from web.shared.problems import ApiError
from web.shared.request_state import runtime_of

LogRequest = Request[Any, Any, Any]
TEXT = "text/plain"  # the charset is added
IMMUTABLE = "public, max-age=31536000, immutable"
REVALIDATE = "public, no-cache"


def disclosures_of(runtime: Runtime) -> Disclosures:
    return Disclosures(runtime.database.pool, runtime.log, runtime.sealed)


@get("/log/checkpoint", name="log_checkpoint")
async def checkpoint(request: LogRequest) -> Response[bytes]:
    """The signed head of the log (C2SP tlog-checkpoint), with the cosignatures of witnesses where there are any."""
    note = await served_checkpoint(runtime_of(request))
    return _checked(request, note.encode(), TEXT, "public, max-age=1")


@get("/log/tile/{name:path}", name="log_tile")
async def tile(name: FromPath[str]) -> Response[bytes]:
    """A tile of hashes or a bundle of entries (C2SP tlog-tiles). Those of the log are answered before the router."""
    raise NotFoundException


@get("/log/disclosures/{digest:str}", name="log_disclosure")
async def disclosure(request: LogRequest, digest: FromPath[str]) -> Response[bytes]:
    """The disclosure of a digest (RFC 9901): 404 not opened, 451 withheld, 410 erased."""
    found = await disclosures_of(runtime_of(request)).find(digest)
    if found.disclosure is None:
        status = found.state.value
        raise ApiError(status, TITLES[status][1])
    return _checked(request, found.disclosure.encode(), TEXT, REVALIDATE)


@get("/log/policy", name="log_policy")
async def policy(request: LogRequest) -> Response[bytes]:
    """Our verification key, the witnesses, the quorum (C2SP tlog-policy)."""
    return _checked(request, served_policy(runtime_of(request)).encode(), TEXT, REVALIDATE)


@get("/log/anchors/{name:str}", name="log_anchor")
async def anchor(request: LogRequest, name: FromPath[str]) -> Response[bytes]:
    """Of the anchor at a position: `<position>.tsr`, the time stamp (RFC 3161), or `<position>.txt`, what was stamped."""
    content = await anchor_file(runtime_of(request), name)
    if content is None:
        raise NotFoundException
    return _checked(request, content, "application/timestamp-reply" if name.endswith(".tsr") else TEXT, IMMUTABLE)


@get("/log/blobs/{content:str}", name="log_blob")
async def blob(request: LogRequest, content: FromPath[str]) -> Response[bytes]:
    """A public document by its SHA-256. What the public attached may be erased, so it is asked for again each time."""
    found = await public_file(runtime_of(request), content)
    if found is None:
        raise NotFoundException
    return _checked(request, found.content, "application/octet-stream", IMMUTABLE if found.lasting else REVALIDATE)


def _checked(request: LogRequest, body: bytes, media_type: str, cache_control: str) -> Response[bytes]:
    """With an ETag; 304 where the asker has it already."""
    etag = f'"{sha256(body).hexdigest()[:24]}"'
    headers = {"etag": etag, "cache-control": cache_control}
    if etag in request.headers.get("if-none-match", ""):
        return Response(b"", status_code=304, headers=headers, media_type=media_type)
    return Response(body, media_type=media_type, headers=headers)


log_routes: list[Any] = [checkpoint, tile, disclosure, policy, anchor, blob]
