"""The two routes of a form: the page that shows it, and what it sends."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from litestar import Response, get, post
from litestar.handlers import HTTPRouteHandler

from web.desk.access.session import DeskRequest

Answer = Callable[[DeskRequest], Awaitable[Response[Any]]]


def form_routes(path: str, name: str, shown: Answer, sent: Answer) -> list[HTTPRouteHandler]:
    """The form at `path`, in both languages. `name`: of its route, made of a path where it holds slashes and hyphens."""
    paths, named = [path, f"/en{path}"], name.replace("/", "_").replace("-", "_")
    return [get(paths, name=named)(shown), post(paths, name=f"{named}_sent", status_code=200)(sent)]
