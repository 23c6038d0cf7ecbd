"""The application: every route, every error, one list."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
from litestar import Litestar, Request, Response
from litestar.datastructures import State
from litestar.exceptions import HTTPException

from consult.runtime import Runtime
from domain.refusals import Refusal
from web import problems
from web.admission.admission import Admission
from web.api.document import document
from web.api.routes import api_routes
from web.cache import PageCache
from web.desk import desk_pages
from web.desk.session import NotFresh, NotSignedIn, StaleForm
from web.desk.turning_away import not_fresh, not_signed_in, stale_form
from web.health import health_routes
from web.i18n import locale_of
from web.log.routes import log_routes
from web.pages import (
    commenting,
    decision,
    downloads,
    failing,
    files,
    finding,
    packs,
    previewing,
    proving,
    receipts,
    register,
    replay,
)
from web.pages.reading import reading
from web.pages.refused_attempts import refused_attempts
from web.render import Renderer
from web.uploads import MULTIPART_LIMIT

Handler = Callable[[Request[Any, Any, Any], Any], Response[bytes]]


def _is_api(request: Request[Any, Any, Any]) -> bool:
    return request.url.path.startswith(("/api/", "/health/", "/metrics", "/log/", "/schema/"))


def _either(problem: Handler, page: Handler) -> Handler:
    """A problem for a program, a page for a person."""
    return lambda request, error: problem(request, error) if _is_api(request) else page(request, error)


def _api_error_page(request: Request[Any, Any, Any], error: problems.ApiError) -> Response[bytes]:
    return failing.http_page(request, HTTPException(status_code=error.status))


PAGES = [
    finding.home,
    finding.consultations,
    decision.consultation,
    decision.draft,
    decision.article_page,
    decision.comparison,
    decision.adoption,
    register.comments,
    register.comment,
    register.feedback,
    register.history,
    replay.replay,
    commenting.comment_form,
    commenting.check_comment,
    commenting.submit,
    refused_attempts,
    receipts.receipt,
    receipts.find,
    receipts.find_by_reference,
    receipts.withdrawal,
    receipts.withdraw,
    receipts.appeal,
    *proving.handlers,
    reading,
    *previewing.handlers,
    *downloads.handlers,
    *packs.handlers,
    *files.handlers,
]
ERRORS: dict[Any, Any] = {
    NotSignedIn: not_signed_in,
    NotFresh: not_fresh,
    StaleForm: stale_form,
    Refusal: _either(problems.refusal_problem, failing.refusal_page),
    problems.ApiError: _either(problems.api_problem, _api_error_page),
    HTTPException: _either(problems.http_problem, failing.http_page),
    msgspec.MsgspecError: _either(problems.failure_problem, failing.failure_page),
    Exception: _either(problems.failure_problem, failing.failure_page),
}


def create_app(runtime: Runtime) -> PageCache:
    """The ASGI application over an open runtime."""
    admission = Admission(runtime)
    app = Litestar(
        route_handlers=[*PAGES, *desk_pages, *api_routes, *log_routes, *health_routes, document],
        exception_handlers=ERRORS,
        openapi_config=None,
        state=State({"runtime": runtime, "renderer": Renderer(runtime), "translate": _translator, "admission": admission}),
        request_max_body_size=MULTIPART_LIMIT,
        logging_config=None,
        debug=False,
        on_shutdown=[admission.close],
    )
    cache = PageCache(app, runtime, admission)
    app.state.cache = cache
    return cache


def _translator(request: Request[Any, Any, Any]) -> Callable[[str], str]:
    return locale_of(request.url.path).translate
