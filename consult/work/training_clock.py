"""Every process of a training instance goes by the same clock: how far it was moved ahead stands in the database."""

from __future__ import annotations

from consult.instance.clock import TrainingClock
from consult.runtime import Runtime

POLL = 0.5  # seconds
AHEAD = "SELECT ahead FROM log.training_clock"


async def follow_training_clock(runtime: Runtime) -> None:
    """Move this process's clock to where another one has moved it; nothing where the instance is not for training."""
    if isinstance(runtime.clock, TrainingClock):
        runtime.clock.move(await runtime.database.pool.fetchval(AHEAD))
