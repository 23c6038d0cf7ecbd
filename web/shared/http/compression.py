"""Compression of answers with gzip: whether a client accepts it, and pages compressed on their way out.

Pages of the desk are never compressed: they hold a secret beside what an address may put there (BREACH).
"""

from __future__ import annotations

import gzip
from collections.abc import Iterable

from web.shared.http.asgi import Message, Scope, Send

Header = tuple[bytes, bytes]

CONTENT_ENCODING: Header = (b"content-encoding", b"gzip")
NOT_COMPRESSED = ("/desk", "/en/desk")
SHORTEST = 500  # bytes
ONCE_FOR_ALL = 9  # level for what is compressed once and sent often


def names_gzip(accept_encoding: bytes) -> bool:
    """Whether this value of the header `accept-encoding` names gzip."""
    return b"gzip" in accept_encoding


def accepts_gzip(headers: Iterable[Header]) -> bool:
    """Whether a request with these headers may be answered compressed."""
    return any(name == b"accept-encoding" and names_gzip(value) for name, value in headers)


def compressed(content: bytes, level: int = 6) -> bytes:
    """The same content always gives the same bytes."""
    return gzip.compress(content, level, mtime=0)


def compressing(scope: Scope, send: Send) -> Send:
    """A `send` that compresses a page in HTML sent in one piece, where the client accepts that."""
    if scope["method"] == "HEAD" or scope["path"].startswith(NOT_COMPRESSED) or not accepts_gzip(scope["headers"]):
        return send
    head: list[Message] = []

    async def send_compressed(message: Message) -> None:
        if message["type"] == "http.response.start" and _is_page(message):
            head.append(message)
            return
        if head:
            await send(_compressed_start(head.pop(), message))
        await send(message)

    return send_compressed


def _is_page(start: Message) -> bool:
    return any(name.lower() == b"content-type" and value.startswith(b"text/html") for name, value in start["headers"])


def _compressed_start(start: Message, body: Message) -> Message:
    """The start of the answer, and the body in place, compressed where it is whole and long enough."""
    content = body.get("body", b"")
    if body.get("more_body") or len(content) < SHORTEST:
        return start
    body["body"] = compressed(content)
    kept = [(name, value) for name, value in start["headers"] if name.lower() != b"content-length"]
    length = str(len(body["body"])).encode()
    return {**start, "headers": [*kept, CONTENT_ENCODING, (b"vary", b"accept-encoding"), (b"content-length", length)]}
