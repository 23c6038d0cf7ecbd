"""The log re-checked in the background: when an auditor asks for it, and by itself while the log grows."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import structlog

from consult.background.processes import ProcessFailed, run_process
from consult.runtime import Runtime
from consult.work.repeating import Step

logger = structlog.get_logger()
EVERY = timedelta(hours=1)
LONGEST = 24 * 3600.0  # seconds


def request_hourly(runtime: Runtime) -> Step:
    """Ask for a re-check where the log has grown since the last look an hour ago."""
    since = datetime.now(UTC)

    async def look() -> None:
        nonlocal since
        if datetime.now(UTC) - since > EVERY:
            since = datetime.now(UTC)
            await request_if_grown(runtime)

    return look


async def request_if_grown(runtime: Runtime) -> None:
    status = await runtime.rechecks.status()
    size = (await runtime.log.head()).size
    if status.report is None or status.report.size < size:
        await runtime.rechecks.request(None)


async def run_requested_recheck(runtime: Runtime) -> bool:
    """Carry out the re-check that waits, in a process beside; answers with whether there was one."""
    if not await runtime.rechecks.is_requested():
        return False
    try:
        await run_process(runtime.settings, runtime.database.url, "recheck", seconds=LONGEST)
    except (ProcessFailed, TimeoutError, OSError) as failure:
        logger.error("recheck failed", error=type(failure).__name__)
        await runtime.rechecks.fail(str(failure) or type(failure).__name__)
    return True
