"""What a sent form is answered with gets an address of its own: Back, forward and loading again never ask to send it anew.

A page that answers a POST is kept, sealed, for an hour, and the browser is led to it (303) under the same path with an
unguessable token. The token opens it at that path only, at the desk only for the person it was shown to. Where a page cannot be
kept (too large, too many from one network, the database away) it is the answer itself, as it would be without this layer.
Programs (the API) are answered as ever. Decision record 25.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, parse_qsl, quote, urlencode

import structlog
from litestar import Request

from consult.commands.kept_pages import KeptPage, keep_page, kept_page
from web.admission.of_request import admission_of, network_of_request
from web.desk.access.session import NotSignedIn, signed_in
from web.shared.http.asgi import App, Message, Receive, Scope, Send
from web.shared.request import TOKEN
from web.shared.request_state import runtime_of

logger = structlog.get_logger()
PUBLIC = ("/consultations/", "/receipts/", "/applications/", "/find")
# Not of sign-in and accounts: what is typed there is never kept, and what is shown there is shown once.
AT_DESK = (
    "/desk/consultations/",
    "/desk/comments/",
    "/desk/points/",
    "/desk/activities/",
    "/desk/expert-reviews/",
    "/desk/risk-assessments/",
    "/desk/applications/",
    "/desk/questionnaires/",
    "/desk/people/",
    "/desk/audit",
)
TYPED = ("/comment/check", "/comment/submit", "/application/check", "/application/submit", "/answer")
"""Where a page shows what was typed and nothing of what is recorded."""


def keeping_pages(app: App) -> App:
    """The app with a layer that gives its answers to forms an address."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].removeprefix("/en").startswith((*PUBLIC, *AT_DESK)):
            return await app(scope, receive, send)
        if scope["method"] == "POST":
            return await _sent(app, scope, receive, send)
        if TOKEN.encode() in scope["query_string"] and (page := await _kept(scope)):
            return await _answer(send, page.status, _headers(page), page.body)
        return await app(scope, receive, send)

    return answer


async def _sent(app: App, scope: Scope, receive: Receive, send: Send) -> None:
    """Pass an answer on as it comes, except a page: that is kept, and the browser led to it."""
    head: list[Message] = []
    body = bytearray()

    async def collect(message: Message) -> None:
        if message["type"] == "http.response.start" and _is_page(message):
            head.append(message)
        elif not head:
            await send(message)
        else:
            body.extend(message.get("body", b""))
            if not message.get("more_body", False):
                await _lead(scope, send, head[0], bytes(body))

    await app(scope, receive, collect)


def _is_page(head: Message) -> bool:
    """A page of ours; one that says that we have failed is not kept, as the store may be what is away."""
    headers = dict(head["headers"])
    return head["status"] < 500 and b"location" not in headers and headers.get(b"content-type", b"").startswith(b"text/html")


async def _lead(scope: Scope, send: Send, head: Message, body: bytes) -> None:
    headers = dict(head["headers"])
    recorded = not scope["path"].endswith(TYPED)
    page = KeptPage(head["status"], body, headers.get(b"retry-after", b"").decode(), recorded)
    token = await _keep(scope, page)
    if token is None:
        await _answer(send, head["status"], head["headers"], body)
    else:
        cookies = [(name, value) for name, value in head["headers"] if name == b"set-cookie"]
        lead = [(b"location", _address(scope, token)), (b"cache-control", b"no-store"), *cookies]
        await _answer(send, 303, lead, b"")


def _address(scope: Scope, token: str) -> bytes:
    """Where the form was sent, with what was asked there, and the token."""
    asked = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
    query = urlencode([*((name, value) for name, value in asked if name != TOKEN), (TOKEN, token)])
    return f"{quote(scope['path'])}?{query}".encode()


async def _keep(scope: Scope, page: KeptPage) -> str | None:
    """Whatever hinders keeping it must not hinder the answer."""
    request: Request[Any, Any, Any] = Request(scope)  # type: ignore[arg-type]
    try:
        place = await _place(request)
        if place is None or not admission_of(request).may_keep_page(network_of_request(request)):
            return None
        return await keep_page(runtime_of(request), page, place)
    except Exception as failure:
        logger.warning("page not kept", error=type(failure).__name__)
        return None


async def _kept(scope: Scope) -> KeptPage | None:
    """The page asked for; None where it is not to be had, and the router says what there is instead."""
    request: Request[Any, Any, Any] = Request(scope)  # type: ignore[arg-type]
    (token, *_) = parse_qs(scope["query_string"].decode("latin-1")).get(TOKEN, [""])
    try:
        place = await _place(request) if token else None
        return None if place is None else await kept_page(runtime_of(request), token, place)
    except Exception as failure:
        logger.warning("kept page not read", error=type(failure).__name__)
        return None


async def _place(request: Request[Any, Any, Any]) -> str | None:
    """Where a page is shown, and to whom: anybody who has the token, or at the desk one person. None where nobody is there."""
    path = request.url.path
    if not path.removeprefix("/en").startswith("/desk"):
        return path
    try:
        return f"{path} {(await signed_in(request)).person.id}"
    except NotSignedIn:
        return None


def _headers(page: KeptPage) -> list[tuple[bytes, bytes]]:
    patience = [(b"retry-after", page.retry_after.encode())] if page.retry_after else []
    return [(b"content-type", b"text/html; charset=utf-8"), (b"cache-control", b"no-store"), *patience]


async def _answer(send: Send, status: int, headers: Any, body: bytes) -> None:
    length = (b"content-length", str(len(body)).encode())
    others = [(name, value) for name, value in headers if name.lower() != b"content-length"]
    await send({"type": "http.response.start", "status": status, "headers": [*others, length]})
    await send({"type": "http.response.body", "body": body})
