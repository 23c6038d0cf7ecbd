"""The site as anybody may ask it: pages, calendars, API, log; without the desk."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

import msgspec
from litestar import Litestar, Request, Response
from litestar.exceptions import HTTPException

from consult.runtime import Runtime
from domain.refusals import Refusal
from web.admission.admission import Admission
from web.api.document import document
from web.api.health import health_routes
from web.api.routes import public_api
from web.calendars import public, subscription
from web.log.routes import log_routes
from web.page_cache import PageCache
from web.pages import (
    activities,
    catalogue,
    comment_list,
    commenting,
    decision,
    decisions,
    downloads,
    execution,
    files,
    packs,
    preview,
    proofs,
    questionnaires,
    receipts,
    register,
    replay,
    telling,
)
from web.pages.about import about_page
from web.pages.applications import applying, lot
from web.pages.applications import own as own_application
from web.pages.refused_attempts import refused_attempts
from web.shared import error_pages, problems
from web.shared.uploads import MULTIPART_LIMIT

Handler = Callable[[Request[Any, Any, Any], Any], Response[bytes]]


def _is_api(request: Request[Any, Any, Any]) -> bool:
    return request.url.path.startswith(("/api/", "/health/", "/log/", "/schema/"))


def _either(problem: Handler, page: Handler) -> Handler:
    """A problem for a program, a page for a person."""
    return lambda request, error: problem(request, error) if _is_api(request) else page(request, error)


def _api_error_page(request: Request[Any, Any, Any], error: problems.ApiError) -> Response[bytes]:
    return error_pages.http_page(request, HTTPException(status_code=error.status))


PAGES = [
    decisions.home,
    decisions.consultations,
    decision.consultation,
    decision.draft,
    decision.article_page,
    decision.comparison,
    decision.adoption,
    comment_list.comments,
    register.comment,
    register.feedback,
    register.history,
    replay.replay,
    commenting.comment_form,
    commenting.form_again,
    commenting.check_comment,
    commenting.submit,
    *questionnaires.handlers,
    refused_attempts,
    receipts.receipt,
    receipts.find,
    receipts.find_by_reference,
    receipts.withdrawal,
    receipts.withdraw,
    receipts.appeal,
    receipts.mail,
    receipts.appeal_again,
    *applying.handlers,
    *own_application.handlers,
    *lot.handlers,
    *telling.handlers,
    *activities.handlers,
    *catalogue.handlers,
    *execution.handlers,
    *proofs.handlers,
    about_page,
    *preview.handlers,
    *downloads.handlers,
    *packs.handlers,
    *files.handlers,
    *public.handlers,
    *subscription.handlers,
]
PUBLIC_ROUTES: list[Any] = [*PAGES, *public_api, *log_routes, *health_routes, document]
ERRORS: dict[Any, Any] = {
    Refusal: _either(problems.refusal_problem, error_pages.refusal_page),
    problems.ApiError: _either(problems.api_problem, _api_error_page),
    HTTPException: _either(problems.http_problem, error_pages.http_page),
    msgspec.MsgspecError: _either(problems.failure_problem, error_pages.failure_page),
    Exception: _either(problems.failure_problem, error_pages.failure_page),
}


def create_public_app(runtime: Runtime) -> PageCache:
    """The ASGI application that pages are exported and compared by: without the desk it starts in half of the time."""
    return PageCache(_routed(), runtime, Admission(runtime))


def routed(routes: Sequence[Any], errors: Mapping[Any, Any]) -> Litestar:
    """The runtime comes with each request (`web.shared.request_state`)."""
    return Litestar(
        route_handlers=routes,
        exception_handlers=dict(errors),
        openapi_config=None,
        request_max_body_size=MULTIPART_LIMIT,
        logging_config=None,
        debug=False,
    )


@cache
def _routed() -> Litestar:
    return routed(PUBLIC_ROUTES, ERRORS)
