"""Seconds of processor: what a measurement costs, which others at work on the machine change less than its duration."""

from __future__ import annotations

import time
from typing import Any

import psutil


class Processor:
    """Counts what this process and all processes of PostgreSQL have used since the last look."""

    def __init__(self, backend: int) -> None:
        self._postmaster = psutil.Process(backend).parent()
        self._last = self._now()

    @classmethod
    async def of(cls, pool: Any) -> Processor:
        return cls(await pool.fetchval("SELECT pg_backend_pid()"))

    def look(self) -> tuple[float, float]:
        """Seconds used here and in PostgreSQL since the last look."""
        before, self._last = self._last, self._now()
        return self._last[0] - before[0], self._last[1] - before[1]

    def _now(self) -> tuple[float, float]:
        assert self._postmaster is not None
        alive = sum(_used(process) for process in self._postmaster.children())
        main = self._postmaster.cpu_times()
        return time.process_time(), alive + main.user + main.system + main.children_user + main.children_system


def _used(process: psutil.Process) -> float:
    """Seconds used by a process; none where it has just ended, for then its parent counts them."""
    try:
        times = process.cpu_times()
    except psutil.NoSuchProcess:
        return 0.0
    return times.user + times.system
