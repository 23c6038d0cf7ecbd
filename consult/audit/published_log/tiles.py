"""Tiles and entry bundles: C2SP tlog-tiles v0.1.0. The tree is built up from leaf hashes alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from consult.public_log.tiles import WIDTH, index_path
from consult.public_log.tree import HASH_SIZE, Edge, root_of


class BundleMalformed(Exception):
    """The lengths in a bundle do not lead to its end."""


class Tile(msgspec.Struct, frozen=True):
    """A tile as it has to be: level, index, and its hashes joined (32 bytes each)."""

    level: int
    index: int
    content: bytes

    @property
    def path(self) -> str:
        return tile_path(self.level, self.index, len(self.content) // HASH_SIZE)


def tile_path(level: int, index: int, width: int = WIDTH) -> str:
    return _path(f"log/tile/{level}", index, width)


def bundle_path(index: int, width: int = WIDTH) -> str:
    return _path("log/tile/entries", index, width)


def _path(root: str, index: int, width: int) -> str:
    return f"{root}/{index_path(index)}" + (f".p/{width}" if width < WIDTH else "")


def widths(size: int) -> Iterator[int]:
    """Widths of the bundles (and level-0 tiles) of a log, in order; never an empty one."""
    for _ in range(size // WIDTH):
        yield WIDTH
    if size % WIDTH:
        yield size % WIDTH


def entries_in(bundle: bytes) -> list[bytes]:
    """The entries of a bundle, at least one, each behind its length (big-endian, 16 bits). Raises BundleMalformed."""
    entries, start, end = [], 0, len(bundle)
    while start + 2 <= end:
        stop = start + 2 + (bundle[start] << 8 | bundle[start + 1])
        entries.append(bundle[start + 2 : stop])
        start = stop
    if start != end or not entries:
        raise BundleMalformed(f"{len(entries)} entries end at byte {start}, the bundle at {end}")
    return entries


def hashes_in(tile: bytes) -> list[bytes]:
    return [tile[start : start + HASH_SIZE] for start in range(0, len(tile), HASH_SIZE)]


class TiledTree:
    """A growing tree that gives out its tiles. Keeps at most one partial tile of each level, and 32 bytes of each full one."""

    def __init__(self, levels: Sequence[Sequence[bytes]] = ((),), counts: Sequence[int] = (0,), full: bytes = b"") -> None:
        self._levels = [list(level) for level in levels]
        self._counts = list(counts)  # full tiles given out, by level
        self._full = bytearray(full)  # roots of the full tiles of level 0

    def copy(self) -> TiledTree:
        return TiledTree(self._levels, self._counts, bytes(self._full))

    @property
    def size(self) -> int:
        return self._counts[0] * WIDTH + len(self._levels[0])

    def add(self, leaves: Sequence[bytes]) -> list[Tile]:
        """The tiles made full by these leaf hashes, lowest first."""
        self._levels[0].extend(leaves)
        tiles: list[Tile] = []
        while len(self._levels[0]) >= WIDTH:
            tiles += self._carry(0)
        return tiles

    def _carry(self, level: int) -> list[Tile]:
        hashes, self._levels[level] = self._levels[level][:WIDTH], self._levels[level][WIDTH:]
        tile = Tile(level, self._counts[level], b"".join(hashes))
        self._counts[level] += 1
        if level + 1 == len(self._levels):
            self._levels.append([])
            self._counts.append(0)
        self._levels[level + 1].append(root_of(hashes))
        if level == 0:
            self._full += self._levels[1][-1]
        return [tile, *(self._carry(level + 1) if len(self._levels[level + 1]) == WIDTH else [])]

    def partials(self) -> list[Tile]:
        """The tiles that are not full, without empty ones."""
        return [Tile(level, self._counts[level], b"".join(hashes)) for level, hashes in enumerate(self._levels) if hashes]

    def root(self) -> bytes:
        """MTH of the leaves so far."""
        roots: list[bytes] = []
        for hashes in reversed(self._levels):
            edge = Edge()
            for item in hashes:
                edge.append(item)
            roots += edge.roots
        return Edge(self.size, roots).root()

    def root_before(self, size: int, last: Sequence[bytes]) -> bytes:
        """MTH of the first `size` leaves, not more than there are; `last`: the leaves of the tile in which they end."""
        rest = last[: size % WIDTH]
        return root_of(hashes_in(bytes(self._full[: size // WIDTH * HASH_SIZE])) + ([root_of(rest)] if rest else []))
