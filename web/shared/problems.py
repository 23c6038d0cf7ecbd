"""Errors of the API as application/problem+json (RFC 9457), in the person's language."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

import msgspec
import structlog
from litestar import Request, Response
from litestar.exceptions import HTTPException

from consult.runtime import Runtime, failure_status
from domain.refusals import Refusal
from web.shared.error_pages import AGAIN, TITLES, refusal_text
from web.shared.request_state import cache_of, runtime_of
from web.shared.wording.languages import Locale, accepted_locale

logger = structlog.get_logger()
MEDIA_TYPE = "application/problem+json"


class Problem(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """`rule`: the rule that refused; `article`: its legal source; `field`: the field at fault; `count`, `limit`: of a text;
    `challenge`: where a proof of work is to be had, whose answer the next attempt brings in its header Proof-Of-Work."""

    title: str
    status: int
    type: str = "about:blank"
    detail: str = ""
    rule: str | None = None
    article: str | None = None
    field: str | None = None
    count: int | None = None
    limit: int | None = None
    numbers: list[int] | None = None
    challenge: str | None = None


class ApiError(Exception):
    """The request itself cannot be taken: status, a sentence, and the field at fault."""

    def __init__(self, status: int, detail: str, *, field: str | None = None) -> None:
        super().__init__(detail)
        self.status, self.detail, self.field = status, detail, field


def problem_response(problem: Problem, headers: dict[str, str] | None = None) -> Response[bytes]:
    body = msgspec.json.encode(problem)
    extra = {"cache-control": "no-store", **(headers or {})}
    return Response(body, status_code=problem.status, media_type=MEDIA_TYPE, headers=extra)


def refusal_problem(request: Request[Any, Any, Any], refusal: Refusal) -> Response[bytes]:
    """A rule said no."""
    locale = accepted_locale(request.headers.get("accept-language", ""))
    return problem_response(problem_of(runtime_of(request), refusal, locale), retry_after(refusal))


def retry_after(refusal: Refusal) -> dict[str, str]:
    """When it may be tried again, where the refusal says so."""
    seconds = refusal.params.get("seconds")
    return {"retry-after": str(seconds)} if refusal.status == 429 and seconds else {}


def problem_of(runtime: Runtime, refusal: Refusal, locale: Locale) -> Problem:
    """The refusal in words, counted."""
    runtime.refused[type(refusal).__name__] = runtime.refused.get(type(refusal).__name__, 0) + 1
    params = refusal.params
    numbers = [*params.get("awaiting", ()), *params.get("uncovered", ())]
    return Problem(
        title=locale.translate(TITLES.get(refusal.status, TITLES[409])[0]),
        status=refusal.status,
        detail=refusal_text(refusal, locale),
        rule=type(refusal).__name__,
        article=locale.translate(refusal.article) if refusal.article else None,
        field=params.get("field"),
        count=params.get("count") if isinstance(params.get("count"), int) else None,
        limit=params.get("limit") if isinstance(params.get("limit"), int) else None,
        numbers=numbers or None,
        challenge=params.get("challenge"),
    )


def api_problem(request: Request[Any, Any, Any], error: ApiError) -> Response[bytes]:
    locale = accepted_locale(request.headers.get("accept-language", ""))
    title = locale.translate(TITLES.get(error.status, TITLES[400])[0])
    headers = {"www-authenticate": "Bearer"} if error.status == 401 else None
    problem = Problem(title=title, status=error.status, detail=locale.translate(error.detail), field=error.field)
    return problem_response(problem, headers)


def http_problem(request: Request[Any, Any, Any], error: HTTPException) -> Response[bytes]:
    status = error.status_code
    locale = accepted_locale(request.headers.get("accept-language", ""))
    title, text = TITLES.get(status, (HTTPStatus(status).phrase, ""))
    problem = Problem(title=locale.translate(title), status=status, detail=locale.translate(text))
    allow = {name: value for name, value in (error.headers or {}).items() if name.lower() == "allow"}
    return problem_response(problem, allow)


def failure_problem(request: Request[Any, Any, Any], failure: Exception) -> Response[bytes]:
    """A defect of ours, or a database that is away: its kind is logged, never its values."""
    cache_of(request).requests.failures[type(failure).__name__] += 1
    logger.error("request failed", error=type(failure).__name__, route=str(request.scope.get("path_template", "")))
    locale = accepted_locale(request.headers.get("accept-language", ""))
    status = failure_status(failure)
    return problem_response(Problem(title=locale.translate(TITLES[status][0]), status=status), AGAIN if status == 503 else None)
