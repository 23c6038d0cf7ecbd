"""Who is signed in at the desk: the session behind the cookie, the forgery token of its forms, and how fresh its sign-in is."""

from __future__ import annotations

from hmac import compare_digest
from typing import Any
from urllib.parse import urlsplit

import msgspec
from litestar import Request
from litestar.exceptions import PermissionDeniedException

from consult.instance.settings import Settings
from consult.runtime import Runtime
from consult.staff import Person, Session
from domain.access import Actor
from web.shared.request_state import runtime_of

DeskRequest = Request[Any, Any, Any]


class SignedIn(msgspec.Struct, frozen=True):
    """A member of staff at the desk. `csrf`: what each form of this session carries."""

    session: Session
    csrf: str

    @property
    def person(self) -> Person:
        return self.session.person

    @property
    def actor(self) -> Actor:
        return self.session.person.actor


class NotSignedIn(Exception):
    """There is no session, or it has ended."""


class NotFresh(Exception):
    """What cannot be taken back asks for credentials shown lately."""


class StaleForm(Exception):
    """A form of this site, shown in an earlier session of this browser: it may be sent again, once it has been looked at."""


def cookie_name(settings: Settings) -> str:
    """Behind TLS the browser itself holds the cookie to this host (RFC 6265bis, __Host- prefix)."""
    return "__Host-desk" if uses_https(settings) else "desk"


def uses_https(settings: Settings) -> bool:
    return settings.public_url.startswith("https:")


async def signed_in(request: DeskRequest) -> SignedIn:
    """Raises NotSignedIn."""
    runtime = runtime_of(request)
    token = request.cookies.get(cookie_name(runtime.settings), "")
    session = await runtime.sessions.of_token(token) if token else None
    if session is None:
        raise NotSignedIn
    return SignedIn(session, csrf_of(runtime, token))


def csrf_of(runtime: Runtime, token: str) -> str:
    """The synchroniser token: follows from the session's secret, which no page shows."""
    return runtime.sealed.key.mac("csrf", token.encode("utf-8", "replace")).hex()


def require_own_form(request: DeskRequest, signed: SignedIn, given: object) -> None:
    """Only forms that this session was shown act in its name. Raises PermissionDeniedException, StaleForm."""
    refuse_other_sites(request)
    if not isinstance(given, str) or not compare_digest(given.encode("utf-8", "replace"), signed.csrf.encode()):
        if given and is_own_page(request):
            raise StaleForm
        raise PermissionDeniedException


def refuse_other_sites(request: DeskRequest) -> None:
    """What another site sends is refused by what the browser says of it. Raises PermissionDeniedException."""
    origin = request.headers.get("origin")
    foreign = origin not in (None, "null") and urlsplit(str(origin)).netloc != request.headers.get("host")
    if foreign or request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        raise PermissionDeniedException


def is_own_page(request: DeskRequest) -> bool:
    """Whether the browser itself says that a page of this site sent the request; saying nothing is no."""
    if "sec-fetch-site" in request.headers:
        return request.headers["sec-fetch-site"] == "same-origin"
    return urlsplit(request.headers.get("origin", "")).netloc == request.headers.get("host", "-")


def require_fresh(request: DeskRequest, signed: SignedIn) -> None:
    """Raises NotFresh."""
    if not signed.session.fresh(runtime_of(request).real_clock.now()):
        raise NotFresh
