"""The work role: projections, the clock, sweeping; one process of several leads."""

from consult.work.leading import run_work
from consult.work.source import LogSource

__all__ = ["LogSource", "run_work"]
