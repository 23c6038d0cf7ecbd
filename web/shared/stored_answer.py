"""An answer stored as it goes over the wire, plain and compressed; used by the page cache and by the tiles of the log."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

import msgspec

from web.shared.http.asgi import Message, Send
from web.shared.http.compression import CONTENT_ENCODING, Header, compressed

EMPTY: Message = {"type": "http.response.body", "body": b""}


class StoredAnswer(msgspec.Struct):
    """Messages ready to be sent: start and body, the same compressed, and the start for a client that has it already."""

    etag: bytes
    plain: Message
    plain_body: Message
    gzip: Message
    gzip_body: Message
    unchanged: Message

    async def send(self, send: Send, *, gzip: bool, match: bytes, head_only: bool) -> None:
        """Send the answer, or 304 where `match` (If-None-Match) names it."""
        if match and self.etag in match:
            await send(self.unchanged)
            return await send(EMPTY)
        await send(self.gzip if gzip else self.plain)
        return await send(EMPTY if head_only else self.gzip_body if gzip else self.plain_body)


def stored_answer(status: int, headers: Sequence[Header], body: bytes, *, compressible: bool = True) -> StoredAnswer:
    """The answer with these headers, an ETag and its length. One that is not `compressible` is sent plain to everybody."""
    etag = b'"' + sha256(body).hexdigest()[:24].encode() + b'"'
    shared = [*headers, (b"etag", etag)]
    plain = _messages(status, shared, body)
    gzip = _messages(status, [*shared, CONTENT_ENCODING], compressed(body)) if compressible else plain
    return StoredAnswer(etag, *plain, *gzip, {"type": "http.response.start", "status": 304, "headers": shared})


def _messages(status: int, headers: list[Header], body: bytes) -> tuple[Message, Message]:
    sized = [*headers, (b"content-length", str(len(body)).encode())]
    return {"type": "http.response.start", "status": status, "headers": sized}, {"type": "http.response.body", "body": body}
