"""Whoever is not signed in, or not freshly, is led to where he can be, and back."""

from __future__ import annotations

from urllib.parse import urlencode

from litestar.response import Redirect

from web.desk.session import DeskRequest, NotFresh, NotSignedIn
from web.i18n import locale_of


def not_signed_in(request: DeskRequest, error: NotSignedIn) -> Redirect:
    return _to(request, "/desk/sign-in")


def not_fresh(request: DeskRequest, error: NotFresh) -> Redirect:
    return _to(request, "/desk/confirmation")


def _to(request: DeskRequest, page: str) -> Redirect:
    query = urlencode({"next": request.url.path})
    address = f"{locale_of(request.url.path).prefix}{page}?{query}"
    return Redirect(address, status_code=303, headers={"cache-control": "no-store"})
