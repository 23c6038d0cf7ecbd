"""SIGTERM and SIGINT are requests to stop: what was opened is closed, PostgreSQL and child processes too."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Coroutine
from typing import Any, TypeVar

import uvloop

T = TypeVar("T")
SIGNALS = (signal.SIGTERM, signal.SIGINT)


class Stopped(Exception):
    """The command was asked to stop by the signal `number`, and has closed what it had opened."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


def run(work: Coroutine[Any, Any, T]) -> T:
    """Run `work` to its end; at the first signal it is cancelled, and closes what it opened. Raises Stopped."""
    return uvloop.run(_until_asked(work))


async def _until_asked(work: Coroutine[Any, Any, T]) -> T:
    loop, asked = asyncio.get_running_loop(), list[int]()
    task = asyncio.ensure_future(work)

    def stop(number: int) -> None:
        if not asked:
            task.cancel()
        asked.append(number)

    for number in SIGNALS:
        loop.add_signal_handler(number, stop, number)
    try:
        return await task
    except (Exception, asyncio.CancelledError) as failure:
        if asked:  # a driver may turn the request into a failure of its own
            raise Stopped(asked[0]) from failure
        raise
