"""A page as the page cache stores it: ready to be sent, plain and compressed."""

from __future__ import annotations

import gzip
from collections.abc import Awaitable, Callable, MutableMapping, Sequence
from hashlib import sha256
from typing import Any

import msgspec

from web.shared.render import LARGE_COOKIE, Cached

Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Header = tuple[bytes, bytes]

EMPTY = {"type": "http.response.body", "body": b""}


class StoredPage(msgspec.Struct):
    """A page as it goes over the wire, plain and compressed."""

    about: str | None
    position: int
    until: float
    etag: bytes
    plain: dict[str, Any]
    plain_body: dict[str, Any]
    packed: dict[str, Any]
    packed_body: dict[str, Any]
    unchanged: dict[str, Any]


def stored_page(
    head: MutableMapping[str, Any], body: bytes, cached: Cached, position: int, headers: Sequence[Header]
) -> StoredPage:
    """The answer that begins with `head`, with the site's own `headers`; true at `position` of the log."""
    etag = b'"' + sha256(body).hexdigest()[:24].encode() + b'"'
    own = [(n, v) for n, v in head["headers"] if n.lower() not in (b"content-length", b"cache-control")]
    shared = [*own, *headers, (b"etag", etag), (b"vary", b"accept-encoding, cookie")]
    shared.append((b"cache-control", b"public, max-age=0, must-revalidate"))
    small = gzip.compress(body, 6, mtime=0)
    return StoredPage(
        cached.about,
        position,
        cached.until.timestamp() if cached.until else float("inf"),
        etag,
        _start(head["status"], shared, len(body)),
        {"type": "http.response.body", "body": body},
        _start(head["status"], [*shared, (b"content-encoding", b"gzip")], len(small)),
        {"type": "http.response.body", "body": small},
        {"type": "http.response.start", "status": 304, "headers": shared},
    )


def _start(status: int, headers: list[Header], length: int) -> dict[str, Any]:
    sized = [*headers, (b"content-length", str(length).encode())]
    return {"type": "http.response.start", "status": status, "headers": sized}


def asked(headers: list[Header]) -> tuple[bool, bool, bytes]:
    """Whether compressed is accepted, whether large type is on, and the known ETag."""
    packed, large, match = False, False, b""
    for name, value in headers:
        if name == b"accept-encoding":
            packed = b"gzip" in value
        elif name == b"cookie":
            large = LARGE_COOKIE.encode() + b"=1" in value
        elif name == b"if-none-match":
            match = value
    return packed, large, match


async def answer(page: StoredPage, packed: bool, match: bytes, head_only: bool, send: Send) -> None:
    """Send the page, or 304 where the client has it."""
    if match and page.etag in match:
        await send(page.unchanged)
        return await send(EMPTY)
    await send(page.packed if packed else page.plain)
    return await send(EMPTY if head_only else page.packed_body if packed else page.plain_body)
