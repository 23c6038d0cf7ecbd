"""Waiting for what a test needs, with a deadline that fails loudly; never for a while."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import TypeVar

T = TypeVar("T")
DEADLINE = 60.0  # seconds: long enough for the slowest machine, since nobody waits so long where all is well
PAUSE = 0.005


class NeverCame(AssertionError):
    """What was waited for did not come before the deadline."""


async def until(condition: Callable[[], Awaitable[T]] | Callable[[], T], what: str, deadline: float = DEADLINE) -> T:
    """What `condition` answers once that is true. Raises NeverCame, which says `what` was waited for."""
    end = time.monotonic() + deadline
    while True:
        answer = condition()
        found: T = await answer if isinstance(answer, Awaitable) else answer
        if found:
            return found
        if time.monotonic() > end:
            raise NeverCame(f"waited {deadline:g} seconds until {what}; at last: {found!r}")
        await asyncio.sleep(PAUSE)


def until_now(condition: Callable[[], T], what: str, deadline: float = DEADLINE) -> T:
    """As `until`, where no event loop runs."""
    end = time.monotonic() + deadline
    while not (found := condition()):
        if time.monotonic() > end:
            raise NeverCame(f"waited {deadline:g} seconds until {what}; at last: {found!r}")
        time.sleep(PAUSE)
    return found
