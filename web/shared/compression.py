"""Compresses pages that are not kept. Not those of the desk: they hold a secret beside what an address may put there (BREACH)."""

from __future__ import annotations

import gzip
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

Message = MutableMapping[str, Any]
Send = Callable[[Message], Awaitable[None]]

OPEN_TO_ALL_BUT = ("/desk", "/en/desk")
LEAST = 500  # bytes


def packing(scope: MutableMapping[str, Any], send: Send) -> Send:
    """`send`, for pages in HTML sent in one piece compressed, where the browser takes that."""
    asked = any(name == b"accept-encoding" and b"gzip" in value for name, value in scope["headers"])
    if not asked or scope["method"] == "HEAD" or scope["path"].startswith(OPEN_TO_ALL_BUT):
        return send
    head: list[Message] = []

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start" and _is_page(message):
            head.append(message)
            return
        if head:
            await send(_packed(head.pop(), message))
        await send(message)

    return sending


def _is_page(start: Message) -> bool:
    return any(name.lower() == b"content-type" and value.startswith(b"text/html") for name, value in start["headers"])


def _packed(start: Message, body: Message) -> Message:
    """The start of the answer, and the body in place, compressed where it is whole and long enough."""
    content = body.get("body", b"")
    if body.get("more_body") or len(content) < LEAST:
        return start
    body["body"] = gzip.compress(content, 6, mtime=0)
    kept = [(name, value) for name, value in start["headers"] if name.lower() != b"content-length"]
    length = str(len(body["body"])).encode()
    added = [(b"content-encoding", b"gzip"), (b"vary", b"accept-encoding"), (b"content-length", length)]
    return {**start, "headers": [*kept, *added]}
