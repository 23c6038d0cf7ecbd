"""The application: every route, every error, one list."""

from __future__ import annotations

from functools import cache

from litestar import Litestar

from consult.runtime import Runtime
from web.admission.admission import Admission
from web.api.desk import desk_routes
from web.desk.access.session import NotFresh, NotSignedIn, StaleForm
from web.desk.handlers import desk_pages
from web.desk.signin.redirects import not_fresh, not_signed_in, stale_form
from web.page_cache import PageCache
from web.public import ERRORS, PUBLIC_ROUTES, routed


def create_app(runtime: Runtime) -> PageCache:
    """The ASGI application over an open runtime."""
    return PageCache(every_route(), runtime, Admission(runtime))


@cache
def every_route() -> Litestar:
    """Every route and every error, built once."""
    errors = {NotSignedIn: not_signed_in, NotFresh: not_fresh, StaleForm: stale_form, **ERRORS}
    return routed([*PUBLIC_ROUTES, *desk_pages, *desk_routes], errors)
