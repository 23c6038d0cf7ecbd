"""Reads tiles and entry bundles from the database; entries are served as the bytes that were hashed."""

from __future__ import annotations

from typing import Any

from consult.event_log.stored_tree import hashes, hashes_on, subtree
from consult.public_log.tiles import Tile, bundle
from consult.public_log.tree import consistency_ranges

ENTRIES = "SELECT state FROM log.events WHERE position >= $1 AND position < $2 ORDER BY position"
SIZE = "SELECT size FROM log.head"


async def tile_content(pool: Any, tile: Tile) -> bytes | None:
    """The bytes of a tile or bundle; None where it lies beyond the log."""
    async with pool.acquire() as connection:
        if not tile.within(await connection.fetchval(SIZE)):
            return None
        if tile.level is None:
            return bundle(await _column(connection, ENTRIES, tile.first, tile.first + tile.width))
        return b"".join(await hashes(connection, tile.level, tile.first, tile.first + tile.width))


async def _column(connection: Any, query: str, *arguments: int) -> list[bytes]:
    return [row[0] for row in await connection.fetch(query, *arguments)]


async def root_at(pool: Any, size: int) -> bytes:
    """Root of the first `size` entries, from the stored leaf hashes and full subtrees."""
    async with pool.acquire() as connection:
        return await subtree(hashes_on(connection), 0, size)


async def consistency(pool: Any, old: int, size: int) -> list[bytes]:
    """Proof that the first `old` entries are a prefix of the first `size` (RFC 9162 2.1.4.1); empty for old 0 or size."""
    if not 0 < old < size:
        return []
    async with pool.acquire() as connection:
        return [await subtree(hashes_on(connection), start, end) for start, end in consistency_ranges(old, size)]
