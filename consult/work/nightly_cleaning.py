"""Runs the cleaning of the database files at night, since it locks tables while it runs."""

from __future__ import annotations

from datetime import datetime

from consult.runtime import Runtime
from consult.work.database_cleaning import clean, cleaning_due
from domain.calendar import SHANGHAI

NIGHT = range(2, 5)  # hours


async def clean_at_night(runtime: Runtime) -> bool:
    """Clean where it is night and something was erased; answers with whether it was done."""
    if not _is_night(runtime.clock.now()) or not await cleaning_due(runtime):
        return False
    await clean(runtime)
    return True


def _is_night(now: datetime) -> bool:
    return now.astimezone(SHANGHAI).hour in NIGHT
