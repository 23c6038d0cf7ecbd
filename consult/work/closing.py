"""Closes periods: records the closing event five seconds after a period's end."""

from __future__ import annotations

from datetime import timedelta

import structlog

from consult.commands.consultation.period import close_period
from consult.runtime import Runtime
from domain.refusals import Refusal
from projections.worklists.periods_to_close import periods_to_close

logger = structlog.get_logger()
GRACE = timedelta(seconds=5)
"""A comment whose command was read before the close still finds its way into the log."""


async def close_due_periods(runtime: Runtime) -> int:
    """Seal every period that closed at least five seconds ago; answers with how many."""
    due = await periods_to_close(runtime.reads, runtime.clock.now() - GRACE)
    closed = 0
    for consultation_id in due:
        try:
            await close_period(runtime, consultation_id)
            closed += 1
        except Refusal as refusal:
            logger.info("period not closed", consultation=str(consultation_id), rule=type(refusal).__name__)
    return closed
