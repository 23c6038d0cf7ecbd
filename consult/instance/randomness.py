"""Random bytes from the operating system, read in blocks: a comment needs nine pieces, and one system call each is slow."""

from __future__ import annotations

import os

BLOCK = 8192  # bytes


class RandomPool:
    """A block that is handed out once. DANGER: a forked child must not hand out the same bytes, so it begins with none."""

    def __init__(self) -> None:
        self.begin()
        os.register_at_fork(after_in_child=self.begin)

    def begin(self) -> None:
        self._block, self._used = b"", 0

    def take(self, size: int) -> bytes:
        """`size` bytes (at most a block) that were never handed out before."""
        start = self._used
        if start + size > len(self._block):
            self._block, start = os.urandom(BLOCK), 0
        self._used = start + size
        return self._block[start : start + size]


random_bytes = RandomPool().take
