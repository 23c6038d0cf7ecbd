"""What travels with a request: the runtime it is about, and the page cache that it came through."""

from __future__ import annotations

from typing import Any

from litestar import Request

from consult.runtime import Runtime


def runtime_of(request: Request[Any, Any, Any]) -> Runtime:
    runtime: Runtime = request.scope["runtime"]  # type: ignore[typeddict-item]
    return runtime


def cache_of(request: Request[Any, Any, Any]) -> Any:
    """The `PageCache`: the application as its callers know it."""
    return request.scope["cache"]  # type: ignore[typeddict-item]
