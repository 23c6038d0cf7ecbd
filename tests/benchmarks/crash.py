"""kill -9 of the program and of PostgreSQL, 200 rounds under load: nothing acknowledged is lost, no second history is signed."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

from tests.crash.rounds import planned, play

ROUNDS = 200


async def measure(fresh: Callable[[str], Any], folder: Path) -> dict[str, Any]:
    seed, started = time.time_ns(), time.perf_counter()
    figures = await play(folder / "crash", planned(ROUNDS, Random(seed)), _told)
    return {"seed": seed, **figures, "seconds": round(time.perf_counter() - started)}


def _told(number: int, plan: tuple[str, str, int], acknowledged: int) -> None:
    victim, step, occurrence = plan
    print(f"{number}: {victim} killed at '{step}', occurrence {occurrence}; {acknowledged} comments", file=sys.stderr, flush=True)
