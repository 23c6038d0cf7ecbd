"""The paths that the log accounts for, in eight bytes each: a folder may hold millions of files."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from hashlib import blake2b
from secrets import token_bytes


class KnownPaths:
    """First every `add`, then every question. The hash is keyed anew each time, so that nobody can prepare a path that passes."""

    def __init__(self) -> None:
        self._key = token_bytes(16)
        self._hashes = array("Q")
        self._sorted = False

    def add(self, path: str) -> None:
        self._hashes.append(self._hash(path))
        self._sorted = False

    def __contains__(self, path: str) -> bool:
        if not self._sorted:
            self._hashes, self._sorted = array("Q", sorted(self._hashes)), True
        own = self._hash(path)
        place = bisect_left(self._hashes, own)
        return place < len(self._hashes) and self._hashes[place] == own

    def _hash(self, path: str) -> int:
        return int.from_bytes(blake2b(path.encode("utf-8", "surrogateescape"), digest_size=8, key=self._key).digest())
