"""Lists of tasks by their limits: where the next page begins, as its address says it."""

from __future__ import annotations

from datetime import date
from typing import Any

from litestar import Request

from projections.undertakings.queries import Beginning, UndertakingView
from web.shared.query import NotOffered, text_in

LONGEST = 18  # digits of a position


def place_of(task: UndertakingView) -> str:
    """Limit and position, as `20260305x120`."""
    return f"{task.limit_on:%Y%m%d}x{task.position}"


def after_in(request: Request[Any, Any, Any]) -> tuple[date, int]:
    """Of the last one on the page before; from the beginning where none is named. Raises NotOffered."""
    asked = text_in(request, "after")
    if not asked:
        return Beginning
    day, _, position = asked.partition("x")
    if not (position.isascii() and position.isdecimal() and len(position) <= LONGEST):
        raise NotOffered(field="after")
    try:
        return date.fromisoformat(day), int(position)
    except ValueError as error:
        raise NotOffered(field="after") from error
