"""Hashes of the tree as they are stored: leaves with their entries, full subtrees in rows of their own."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

from consult.public_log.tree import SUBTREE_HEIGHT, root_of

LEAVES = "SELECT leaf_hash FROM log.events WHERE position >= $1 AND position < $2 ORDER BY position"
SUBTREES = "SELECT hash FROM log.subtrees WHERE level = $1 AND index >= $2 AND index < $3 ORDER BY index"

Hashes = Callable[[int, int, int], Awaitable[list[bytes]]]
"""Gives the hashes of a level from one number to another: subtrees of 256^level leaves, all of them full."""


async def hashes(connection: Any, level: int, start: int, end: int) -> list[bytes]:
    """Hashes `start` to `end` of a level: subtrees of 256^level leaves, all of them full."""
    if level == 0:
        return [row[0] for row in await connection.fetch(LEAVES, start, end)]
    return [row[0] for row in await connection.fetch(SUBTREES, level, start, end)]


def hashes_on(connection: Any) -> Hashes:
    """As this connection reads them."""
    return partial(hashes, connection)


async def subtree(read: Hashes, start: int, end: int) -> bytes:
    """MTH of the leaves `start` to `end`, a range of RFC 9162's proofs; takes fewer than 256 hashes of each level."""
    level = 0
    while end - start >= 1 << (SUBTREE_HEIGHT * (level + 1)):
        level += 1
    unit = 1 << (SUBTREE_HEIGHT * level)
    whole = start + (end - start) // unit * unit
    found = await read(level, start // unit, whole // unit)
    if whole < end:
        found.append(await subtree(read, whole, end))
    return root_of(found)
