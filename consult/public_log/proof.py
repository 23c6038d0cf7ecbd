"""Verification of Merkle proofs: RFC 9162, sections 2.1.3.2 and 2.1.4.2. Needs no server, no database, no secret."""

from __future__ import annotations

from collections.abc import Sequence

from consult.public_log.tree import HASH_SIZE, node_hash


class ProofInvalid(Exception):
    """A proof does not lead to the root it claims."""


def verify_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> None:
    """Raises ProofInvalid unless `leaf` stands at `index` in the tree of `size` with `root`."""
    if not 0 <= index < size:
        raise ProofInvalid(f"leaf {index} is beyond a tree of size {size}")
    if len(leaf) != HASH_SIZE:
        raise ProofInvalid(f"a leaf hash has {HASH_SIZE} bytes, not {len(leaf)}")
    position, last, calculated = index, size - 1, leaf
    for sibling in proof:
        if last == 0 or len(sibling) != HASH_SIZE:
            raise ProofInvalid(f"the proof has {len(proof)} hashes, too many or misshapen, for size {size}")
        if position & 1 or position == last:
            calculated = node_hash(sibling, calculated)
            while not position & 1 and position:
                position, last = position >> 1, last >> 1
        else:
            calculated = node_hash(calculated, sibling)
        position, last = position >> 1, last >> 1
    _assert_root(root, calculated, size, exhausted=last == 0)


def verify_consistency(old: int, size: int, proof: Sequence[bytes], old_root: bytes, root: bytes) -> None:
    """Raises ProofInvalid unless the tree of `old` leaves with `old_root` is a prefix of the tree of `size` with `root`."""
    if not 0 < old <= size:
        raise ProofInvalid(f"no tree of size {old} is a checkable prefix of one of size {size}")
    if old == size:
        if proof:
            raise ProofInvalid("a proof between equal sizes is empty")
        return _assert_root(root, old_root, size)
    hashes = list(proof)
    if any(len(item) != HASH_SIZE for item in hashes):
        raise ProofInvalid("a hash of the proof is misshapen")
    if old & (old - 1) == 0:
        hashes.insert(0, old_root)
    return _walk(old, size, hashes, old_root, root)


def _walk(old: int, size: int, hashes: list[bytes], old_root: bytes, root: bytes) -> None:
    if not hashes:
        raise ProofInvalid("the proof is empty")
    position, last = old - 1, size - 1
    while position & 1:
        position, last = position >> 1, last >> 1
    first = second = hashes[0]
    for sibling in hashes[1:]:
        if last == 0:
            raise ProofInvalid("the proof has too many hashes")
        if position & 1 or position == last:
            first, second = node_hash(sibling, first), node_hash(sibling, second)
            while not position & 1 and position:
                position, last = position >> 1, last >> 1
        else:
            second = node_hash(second, sibling)
        position, last = position >> 1, last >> 1
    _assert_root(old_root, first, old)
    _assert_root(root, second, size, exhausted=last == 0)


def _assert_root(root: bytes, calculated: bytes, size: int, *, exhausted: bool = True) -> None:
    if not exhausted or root != calculated:
        raise ProofInvalid(f"root {root.hex()} but calculated {calculated.hex()} at size {size}")
