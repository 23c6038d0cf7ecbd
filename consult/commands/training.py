"""Training: the clock of the instance is moved ahead, for everybody and for good."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import ClassVar

from consult.instance.clock import TrainingClock
from consult.runtime import Runtime
from domain.refusals import Refusal

FURTHEST = timedelta(days=400)
MOVE = "UPDATE log.training_clock SET ahead = $1 WHERE ahead < $1 RETURNING ahead"


class NotTraining(Refusal):
    """The clock of a real instance is nobody's to move."""

    message = "只有演练环境可以拨时钟。"
    status: ClassVar[int] = 404


class ClockBackwards(Refusal):
    """Time goes forwards, in training too: what is recorded stays in the order of its times."""

    message = "时钟只能往前拨，不能拨回。"
    status: ClassVar[int] = 422


class ClockTooFar(Refusal):
    """A step of more than a year is a slip of the pen."""

    message = "一次最多往前拨{days}天。"
    status: ClassVar[int] = 422


async def move_clock(runtime: Runtime, to: datetime) -> datetime:
    """Move the clock to this moment; answers with the time it shows. Raises NotTraining, ClockBackwards, ClockTooFar."""
    clock = runtime.clock
    if not isinstance(clock, TrainingClock):
        raise NotTraining
    if to - clock.now() > FURTHEST:
        raise ClockTooFar(field="to", days=FURTHEST.days)
    moved = await runtime.database.pool.fetchval(MOVE, to - clock.base.now())
    if moved is None:  # further ahead already, perhaps by somebody else meanwhile
        raise ClockBackwards(field="to")
    clock.move(moved)
    return clock.now()
