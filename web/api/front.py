"""The hot path: a comment as JSON is taken before the router; whatever is not taken here goes its usual way, body and all."""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from uuid import UUID

import msgspec

from consult.commands.comment.submission import SubmitComment, submit_comment
from consult.runtime import Runtime
from web.api.submission import NewComment, submitted
from web.shared.uploads import JSON_LIMIT

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
FIELDS = [
    (b"content-type", b"application/json"),
    (b"cache-control", b"no-store"),
    (b"x-content-type-options", b"nosniff"),
    (b"content-security-policy", b"default-src 'none'"),
]
PREFIX, SUFFIX = "/api/v1/consultations/", "/comments"
_decode = msgspec.json.Decoder(NewComment).decode
_encode = msgspec.json.encode


def is_comment(scope: MutableMapping[str, Any]) -> bool:
    """Whether this is a comment sent to a consultation named by its id."""
    path: str = scope["path"]
    return scope["method"] == "POST" and path.startswith(PREFIX) and path.endswith(SUFFIX) and len(path) == 67


async def take_comment(
    runtime: Runtime, scope: MutableMapping[str, Any], receive: Receive, send: Send
) -> tuple[list[Message], bool]:
    """Take the comment and answer 201; or give back the messages read so far, for the router to refuse it in words."""
    headers = dict(scope["headers"])
    length = headers.get(b"content-length", b"")
    if headers.get(b"content-type") != b"application/json" or not length.isdigit() or int(length) > JSON_LIMIT:
        return [], False
    read, body = await _read(receive)
    key = headers.get(b"idempotency-key", b"").decode("latin-1")
    if not key:
        key = secrets.token_urlsafe(24)
        scope["headers"] = [*scope["headers"], (b"idempotency-key", key.encode())]
    try:
        new = _decode(body)
        command = SubmitComment(UUID(scope["path"][22:58]), new.respondent, new.text, new.articles, new.proposed_wording)
        receipt = await submit_comment(runtime, command, key)
    except Exception:
        # DANGER: it may have been recorded all the same; the router tries again under the same key, and says what is wrong.
        return read, False
    answer = _encode(submitted(runtime, receipt))
    fields = [*FIELDS, (b"content-length", b"%d" % len(answer))]
    await send({"type": "http.response.start", "status": 201, "headers": fields})
    await send({"type": "http.response.body", "body": answer})
    return [], True


async def _read(receive: Receive) -> tuple[list[Message], bytes]:
    messages = [await receive()]
    while messages[-1].get("more_body"):
        messages.append(await receive())
    return messages, b"".join(message.get("body", b"") for message in messages)


def replayed(messages: list[Message], receive: Receive) -> Receive:
    """A receive that gives the messages again, then what is still to come."""
    waiting = list(messages)

    async def again() -> Message:
        return waiting.pop(0) if waiting else await receive()

    return again
