"""The log re-checked in the background: when an auditor asks for it, and by itself while the log grows."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import structlog

from consult.beside import BesideFailed, run_beside
from consult.runtime import Runtime

logger = structlog.get_logger()
EVERY = timedelta(hours=1)
LONGEST = 24 * 3600.0  # seconds
POLL = 1.0  # seconds


async def keep_rechecking(runtime: Runtime) -> None:
    """Carry out what is asked for; ask for it where the log has grown since the last look an hour ago. Until cancelled."""
    since = datetime.now(UTC)
    while True:
        try:
            if datetime.now(UTC) - since > EVERY:
                since = datetime.now(UTC)
                await ask_if_grown(runtime)
            await recheck_asked_for(runtime)
        except Exception as failure:
            logger.error("recheck failed", error=type(failure).__name__)
        await asyncio.sleep(POLL)


async def ask_if_grown(runtime: Runtime) -> None:
    standing = await runtime.rechecks.standing()
    size = (await runtime.log.head()).size
    if standing.report is None or standing.report.size < size:
        await runtime.rechecks.ask(None)


async def recheck_asked_for(runtime: Runtime) -> bool:
    """Carry out the re-check that waits, in a process beside; answers with whether there was one."""
    if not await runtime.rechecks.waits():
        return False
    try:
        await run_beside(runtime.settings, runtime.database.url, "recheck", seconds=LONGEST)
    except (BesideFailed, TimeoutError, OSError) as failure:
        logger.error("recheck failed", error=type(failure).__name__)
        await runtime.rechecks.fail(str(failure) or type(failure).__name__)
    return True
