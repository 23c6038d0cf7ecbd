"""The tree as it is stored: what proofs are made of is read in few pieces, however large the log is."""

from __future__ import annotations

from hashlib import sha256

import pytest

from consult.event_log.stored_tree import subtree
from consult.public_log.tree import consistency_ranges, inclusion_ranges, root_of

pytestmark = pytest.mark.anyio
SIZE = 2 * 65_536 + 3 * 256 + 7
LEAVES = [sha256(number.to_bytes(4)).digest() for number in range(SIZE)]


def levels() -> list[list[bytes]]:
    """Leaves, and the roots of all that is full of the levels above them."""
    found = [LEAVES]
    while len(found[-1]) >= 256:
        below = found[-1]
        found.append([root_of(below[start : start + 256]) for start in range(0, len(below) - 255, 256)])
    return found


async def test_a_range_is_made_of_few_hashes_of_each_level() -> None:
    stored, asked = levels(), list[int]()

    async def hashes(level: int, start: int, end: int) -> list[bytes]:
        found = stored[level][start:end]
        assert len(found) == end - start
        asked.append(len(found))
        return found

    ranges = [(0, SIZE), *inclusion_ranges(0, SIZE), *inclusion_ranges(70_001, SIZE), *consistency_ranges(66_000, SIZE)]
    for start, end in ranges:
        assert await subtree(hashes, start, end) == root_of(LEAVES[start:end]), (start, end)
    assert max(asked) < 256
