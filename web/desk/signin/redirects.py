"""Redirects to sign-in or re-authentication; the submitted form is saved and restored afterwards."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import urlencode, urlsplit

from litestar import Response
from litestar.exceptions import PermissionDeniedException

from web.desk.access.session import DeskRequest, NotFresh, NotSignedIn, StaleForm
from web.desk.signin.interrupted_forms import save_interrupted_form
from web.desk.signin.return_address import return_address
from web.desk.signin.visitor import redirect
from web.shared.error_pages import http_page
from web.shared.wording.languages import locale_of

Answer = Callable[[DeskRequest], Awaitable[Response[Any]]]


class AsyncResponse(Response[Any]):
    """A response made by a coroutine: litestar calls exception handlers without awaiting them."""

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
    return AsyncResponse(_to_sign_in)


def not_fresh(request: DeskRequest, error: NotFresh) -> Response[Any]:
    return AsyncResponse(_to_confirmation)


def stale_form(request: DeskRequest, error: StaleForm) -> Response[Any]:
    return AsyncResponse(_to_kept)


async def _to_sign_in(request: DeskRequest) -> Response[Any]:
    kept = await save_interrupted_form(request) if request.method == "POST" else None
    return _to(request, "/desk/sign-in", kept, because="kept" if kept else "ended")


async def _to_confirmation(request: DeskRequest) -> Response[Any]:
    kept = await save_interrupted_form(request) if request.method == "POST" else None
    return _to(request, "/desk/confirmation", kept)


async def _to_kept(request: DeskRequest) -> Response[Any]:
    kept = await save_interrupted_form(request)
    return redirect(kept) if kept else http_page(request, PermissionDeniedException())


def _to(request: DeskRequest, page: str, kept: str | None, **more: str) -> Response[Any]:
    query = urlencode({"next": kept or _page_of(request), **more})
    return redirect(f"{locale_of(request.url.path).prefix}{page}?{query}")


def _page_of(request: DeskRequest) -> str:
    """The page to come back to: this one, or the one whose form was sent."""
    if request.method != "POST":
        return request.url.path + (f"?{request.url.query}" if request.url.query else "")
    shown = urlsplit(request.headers.get("referer", ""))
    locale = locale_of(request.url.path)
    return return_address(shown.path if shown.netloc == request.headers.get("host") else "", locale)
