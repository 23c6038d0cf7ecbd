"""Proofs for many entries: each tile is read once."""

from __future__ import annotations

from collections import OrderedDict
from typing import Any

from consult.event_log.stored_tree import subtree
from consult.public_log.tiles import HEIGHT, WIDTH, Tile
from consult.public_log.tree import HASH_SIZE, inclusion_ranges
from consult.publication.tree import tile_content

KEPT = 512  # tiles


class Prover:
    """Inclusion proofs in the tree of `size`, from tiles kept in memory (4 MiB at most)."""

    def __init__(self, pool: Any, size: int) -> None:
        self._pool, self._size = pool, size
        self._tiles: OrderedDict[tuple[int, int], bytes] = OrderedDict()

    async def inclusion(self, position: int) -> list[bytes]:
        """Siblings of the entry at `position`, leaf to root."""
        return [await subtree(self._hashes, start, end) for start, end in inclusion_ranges(position, self._size)]

    async def _hashes(self, level: int, start: int, end: int) -> list[bytes]:
        """Of one tile: a range of a proof begins at a multiple of its length."""
        index = start // WIDTH
        content = await self._tile(level, index)
        first = index * WIDTH
        return [content[(n - first) * HASH_SIZE : (n - first + 1) * HASH_SIZE] for n in range(start, end)]

    async def _tile(self, level: int, index: int) -> bytes:
        if (level, index) in self._tiles:
            self._tiles.move_to_end((level, index))
            return self._tiles[level, index]
        width = min(WIDTH, (self._size >> (HEIGHT * level)) - index * WIDTH)
        content = await tile_content(self._pool, Tile(level, index, width))
        assert content is not None, f"tile {index} of level {level} is not in the log"
        self._tiles[level, index] = content
        while len(self._tiles) > KEPT:
            self._tiles.popitem(last=False)
        return content
