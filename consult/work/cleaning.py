"""Cleaning by night: the tables are locked for as long as it takes."""

from __future__ import annotations

import asyncio
from datetime import datetime

import structlog

from consult.cleaning import clean, cleaning_due
from consult.runtime import Runtime
from domain.calendar import SHANGHAI

logger = structlog.get_logger()
NIGHT = range(2, 5)  # hours
POLL = 60.0  # seconds


async def keep_clean(runtime: Runtime) -> None:
    """Until cancelled. What fails is tried again in a minute."""
    while True:
        try:
            await clean_at_night(runtime)
        except Exception as failure:
            logger.error("cleaning failed", error=type(failure).__name__)
        await asyncio.sleep(POLL)


async def clean_at_night(runtime: Runtime) -> bool:
    """Clean where it is night and something was erased; answers with whether it was done."""
    if not _is_night(runtime.clock.now()) or not await cleaning_due(runtime):
        return False
    await clean(runtime)
    return True


def _is_night(now: datetime) -> bool:
    return now.astimezone(SHANGHAI).hour in NIGHT
