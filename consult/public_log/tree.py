"""Merkle tree of RFC 9162, section 2.1, kept as its right edge: the roots of the perfect subtrees of the size."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256

HASH_SIZE = 32
EMPTY_ROOT = sha256(b"").digest()
SUBTREE_HEIGHT = 8


def leaf_hash(entry: bytes) -> bytes:
    """SHA-256(0x00 || entry)."""
    return sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """SHA-256(0x01 || left || right)."""
    return sha256(b"\x01" + left + right).digest()


class Edge:
    """The right edge of a tree of `size` leaves, largest subtree first. Appending is amortised two hashes a leaf.

    `completed` collects the full subtrees of 256^level leaves made by appending, as (level, index, hash).
    """

    def __init__(self, size: int = 0, roots: Sequence[bytes] = ()) -> None:
        if len(roots) != size.bit_count():
            raise ValueError(f"an edge of size {size} has {size.bit_count()} roots, not {len(roots)}")
        self.size = size
        self.roots = list(roots)
        self.completed: list[tuple[int, int, bytes]] = []

    @classmethod
    def from_bytes(cls, size: int, joined: bytes) -> Edge:
        return cls(size, [joined[start : start + HASH_SIZE] for start in range(0, len(joined), HASH_SIZE)])

    def to_bytes(self) -> bytes:
        return b"".join(self.roots)

    def append(self, leaf: bytes) -> None:
        roots, size, height = self.roots, self.size, 0
        while size & 1:
            leaf = node_hash(roots.pop(), leaf)
            size >>= 1
            height += 1
            if height % SUBTREE_HEIGHT == 0:
                self.completed.append((height // SUBTREE_HEIGHT, self.size >> height, leaf))
        roots.append(leaf)
        self.size += 1

    def root(self) -> bytes:
        """MTH of the tree; of the empty string for an empty tree."""
        if not self.roots:
            return EMPTY_ROOT
        root = self.roots[-1]
        for left in reversed(self.roots[:-1]):
            root = node_hash(left, root)
        return root


def root_of(leaves: Iterable[bytes]) -> bytes:
    """Root over leaf hashes, from nothing else."""
    edge = Edge()
    for leaf in leaves:
        edge.append(leaf)
    return edge.root()


Subtree = Callable[[int, int], bytes]
"""Gives the MTH of the leaves from `start` (inclusive) to `end` (exclusive)."""


def subtree_of(leaves: Sequence[bytes]) -> Subtree:
    return lambda start, end: root_of(leaves[start:end])


def split(size: int) -> int:
    """The largest power of two below `size`."""
    return 1 << ((size - 1).bit_length() - 1)


def inclusion_ranges(index: int, size: int) -> list[tuple[int, int]]:
    """Ranges of leaves whose hashes prove that leaf `index` is in the tree of `size`, from leaf to root (RFC 9162 2.1.3.1)."""
    if not 0 <= index < size:
        raise ValueError(f"leaf {index} is not in a tree of size {size}")
    ranges, start, end = [], 0, size
    while end - start > 1:
        middle = start + split(end - start)
        if index < middle:
            ranges.append((middle, end))
            end = middle
        else:
            ranges.append((start, middle))
            start = middle
    return ranges[::-1]


def inclusion_proof(index: int, size: int, subtree: Subtree) -> list[bytes]:
    return [subtree(start, end) for start, end in inclusion_ranges(index, size)]


def consistency_ranges(old: int, size: int) -> list[tuple[int, int]]:
    """Ranges of leaves whose hashes prove that the tree of `old` leaves is a prefix of that of `size` (RFC 9162 2.1.4.1)."""
    if not 0 < old <= size:
        raise ValueError(f"no consistency proof from size {old} to {size}")
    ranges: list[tuple[int, int]] = []
    start, end, complete = 0, size, True
    while old != end:
        middle = start + split(end - start)
        if old <= middle:
            ranges.append((middle, end))
            end = middle
        else:
            ranges.append((start, middle))
            start, complete = middle, False
    if not complete:
        ranges.append((start, end))
    return ranges[::-1]


def consistency_proof(old: int, size: int, subtree: Subtree) -> list[bytes]:
    """Proof that the tree of `old` leaves is a prefix of the tree of `size`."""
    return [subtree(start, end) for start, end in consistency_ranges(old, size)]
