"""What the leader does for the backups: the write-ahead log is received, and what a restore must know is kept beside it."""

from __future__ import annotations

from collections.abc import Coroutine, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from consult.backup.kept_apart import KeptApart
from consult.backup.receiving import receive_wal
from consult.runtime import Runtime
from consult.work.repeating import created_on_first_use, repeat

POLL = 1.0  # seconds
REST = 5.0  # seconds before the write-ahead log is received again


def backing_up(runtime: Runtime) -> Iterator[Coroutine[Any, Any, None]]:
    """Each apart from the other: a disk that is slow or full holds up nothing else."""
    yield repeat(REST, receiving=partial(receive_wal, runtime))
    if runtime.settings.backup_dir:
        kept = partial(KeptApart, runtime, Path(runtime.settings.backup_dir))
        yield repeat(POLL, kept_apart=created_on_first_use(kept, KeptApart.update))
