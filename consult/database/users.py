"""Who uses the program's own PostgreSQL: several processes may; one at a time starts or stops it, the last one shuts it down."""

from __future__ import annotations

import fcntl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO


@contextmanager
def guarded(file: Path, pause: Callable[[], None]) -> Iterator[None]:
    """Alone among all threads and processes that come here with this file; `pause` between looks whether it is free."""
    with file.open("ab") as held:
        while not _locked(held):
            pause()
        yield


def _locked(file: BinaryIO) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


class Users:
    """A lock on a file, shared by all who use the server. The system gives it back for a process that was killed, too.

    Call both methods under the guard of starting and stopping.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._held: BinaryIO | None = None

    def join(self) -> None:
        if self._held is None:
            self._held = self._file.open("ab")
            fcntl.flock(self._held, fcntl.LOCK_SH)

    def leave(self) -> bool:
        """Whether nobody is left; False where we had not joined."""
        if self._held is None:
            return False
        with self._held as held:
            self._held = None
            return _locked(held)
