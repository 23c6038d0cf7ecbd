"""A page as the page cache stores it: its answer, the decision it is about, and how long it is true."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from web.shared.http.asgi import Message
from web.shared.http.compression import Header, names_gzip
from web.shared.render import LARGE_COOKIE, Cached
from web.shared.stored_answer import StoredAnswer, stored_answer


class StoredPage(msgspec.Struct):
    """True until the moment `until`, and until something is recorded after `position` about the decision (or anything)."""

    about: str | None
    position: int
    until: float
    answer: StoredAnswer
    route: str = ""


def stored_page(
    head: Message, body: bytes, cached: Cached, position: int, headers: Sequence[Header], route: str = ""
) -> StoredPage:
    """The answer of `route` that begins with `head`, with the site's own `headers`; true at `position` of the log."""
    own = [(name, value) for name, value in head["headers"] if name.lower() not in (b"content-length", b"cache-control")]
    caching = [(b"vary", b"accept-encoding, cookie"), (b"cache-control", b"public, max-age=0, must-revalidate")]
    until = cached.until.timestamp() if cached.until else float("inf")
    answer = stored_answer(head["status"], [*own, *headers, *caching], body)
    return StoredPage(cached.about, position, until, answer, route)


def request_variant(headers: list[Header]) -> tuple[bool, bool, bytes]:
    """Which form of an answer is asked for: whether compressed is accepted, whether large type is on, and the known ETag."""
    gzip, large, match = False, False, b""
    for name, value in headers:
        if name == b"accept-encoding":
            gzip = names_gzip(value)
        elif name == b"cookie":
            large = LARGE_COOKIE.encode() + b"=1" in value
        elif name == b"if-none-match":
            match = value
    return gzip, large, match
