"""Whoever is not signed in, or not freshly, is led to where he can be, and back, with everything he had typed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import urlencode, urlsplit

from litestar import Response
from litestar.exceptions import PermissionDeniedException

from web.desk.access.session import DeskRequest, NotFresh, NotSignedIn, StaleForm
from web.desk.signin.interrupted_forms import keep_form
from web.desk.signin.return_address import next_page
from web.desk.signin.visitor import gone_to
from web.shared.error_pages import http_page
from web.shared.languages import locale_of

Answer = Callable[[DeskRequest], Awaitable[Response[Any]]]


class Answering(Response[Any]):
    """An answer that takes waiting for: litestar asks its exception handlers without waiting."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(None)
        self._answer = answer

    def to_asgi_response(self, app: Any, request: DeskRequest, **options: Any) -> Any:
        async def answer(scope: Any, receive: Any, send: Any) -> None:
            response = await self._answer(request)
            await response.to_asgi_response(app, request, **options)(scope, receive, send)

        return answer


def not_signed_in(request: DeskRequest, error: NotSignedIn) -> Response[Any]:
    if request.url.path.removeprefix("/en").startswith("/desk/saving"):
        return Response(None, status_code=401, headers={"cache-control": "no-store"})
    return Answering(_to_sign_in)


def not_fresh(request: DeskRequest, error: NotFresh) -> Response[Any]:
    return Answering(_to_confirmation)


def stale_form(request: DeskRequest, error: StaleForm) -> Response[Any]:
    return Answering(_to_kept)


async def _to_sign_in(request: DeskRequest) -> Response[Any]:
    kept = await keep_form(request) if request.method == "POST" else None
    return _to(request, "/desk/sign-in", kept, because="kept" if kept else "ended")


async def _to_confirmation(request: DeskRequest) -> Response[Any]:
    kept = await keep_form(request) if request.method == "POST" else None
    return _to(request, "/desk/confirmation", kept)


async def _to_kept(request: DeskRequest) -> Response[Any]:
    kept = await keep_form(request)
    return gone_to(kept) if kept else http_page(request, PermissionDeniedException())


def _to(request: DeskRequest, page: str, kept: str | None, **more: str) -> Response[Any]:
    query = urlencode({"next": kept or _page_of(request), **more})
    return gone_to(f"{locale_of(request.url.path).prefix}{page}?{query}")


def _page_of(request: DeskRequest) -> str:
    """The page to come back to: this one, or the one whose form was sent."""
    if request.method != "POST":
        return request.url.path + (f"?{request.url.query}" if request.url.query else "")
    shown = urlsplit(request.headers.get("referer", ""))
    locale = locale_of(request.url.path)
    return next_page(shown.path if shown.netloc == request.headers.get("host") else "", locale)
