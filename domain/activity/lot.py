"""The lot 抽签: a seed that nobody could choose alone, and an order that anybody repeats with `sha256sum` and `sort`.

What is hashed is text as it is printed: 64 small hexadecimal digits, ids with their dashes, nothing between the parts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import sha256
from uuid import UUID


def committed(secret: str) -> str:
    """The commitment 承诺值: SHA-256 of the secret, published with the announcement."""
    return _hashed(secret)


def seed_of(secret: str, root: str, stamp: str = "") -> str:
    """The seed 种子. `root`: of the log at the entry that closed the applications; `stamp`: SHA-256 of a time-stamp token over
    the log since then, empty where no authority is configured.
    """
    return _hashed(secret + root + stamp)


def lot_of(seed: str, application_id: UUID) -> str:
    """The lot 签 of one application; the smallest comes first."""
    return _hashed(seed + str(application_id))


def ranked(seed: str, applications: Iterable[UUID]) -> list[UUID]:
    """The applications to one quota, in the order of their lots; those that hold no seat wait in this order."""
    return sorted(applications, key=lambda each: lot_of(seed, each))


def rankings(seed: str, by_quota: Mapping[str, Iterable[UUID]]) -> dict[UUID, int]:
    """The rank of each application within its quota, from 1."""
    return {each: rank for quota in by_quota.values() for rank, each in enumerate(ranked(seed, quota), 1)}


def _hashed(text: str) -> str:
    return sha256(text.encode("ascii")).hexdigest()
