"""Being asked to stop, heard by loops that go on after failures."""

from __future__ import annotations

import asyncio


def raise_if_cancelled() -> None:
    """Raises CancelledError where the running task was asked to stop.

    A loop that survives failures asks this after each: a driver may turn the request to stop into a failure of its own, and
    then nothing would tell the loop again.
    """
    if (task := asyncio.current_task()) and task.cancelling():
        raise asyncio.CancelledError
