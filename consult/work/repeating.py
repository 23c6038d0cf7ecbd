"""Runs periodic steps in a loop; a step that fails is logged and does not stop the others."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

import structlog

from projections.cancellation import raise_if_cancelled

logger = structlog.get_logger()

T = TypeVar("T")
Step = Callable[[], Awaitable[object]]


async def repeat(pause: float, **steps: Step) -> None:
    """Each step in turn, then `pause` seconds, until cancelled. What fails is logged by the name of its step, and done again."""
    while True:
        for name, step in steps.items():
            try:
                await step()
            except Exception as failure:
                raise_if_cancelled()
                logger.error("work failed", step=name, error=type(failure).__name__, reason=code_location(failure))
        await asyncio.sleep(pause)


def created_on_first_use(make: Callable[[], T], act: Callable[[T], Awaitable[object]]) -> Step:
    """A step on an object that is created at the first call; where creating fails, the next call tries again."""
    made: list[T] = []

    async def step() -> None:
        if not made:
            made.append(make())
        await act(made[0])

    return step


def code_location(failure: BaseException) -> str:
    """File and line of a failure, without any value."""
    trace = failure.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_filename.rsplit('/', 1)[-1]}:{trace.tb_lineno}" if trace else ""
