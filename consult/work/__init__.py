"""The work role: runs projections, closes periods, deletes what expired. Of several processes one is the leader."""

from consult.work.leading import run_work
from consult.work.source import LogSource

__all__ = ["LogSource", "run_work"]
