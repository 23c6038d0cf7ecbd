"""Logs of entries that mean nothing: for sizes, not for contents."""

from __future__ import annotations

from hashlib import sha256
from uuid import UUID

from consult.event_log import Append, EventLog, NewEvent
from consult.public_log.tree import root_of

STREAM = UUID(int=7)
AT_ONCE = 8_000  # entries of one append


def entry(position: int) -> bytes:
    return b'{"n":%d}' % position


def leaves(size: int) -> list[bytes]:
    return [sha256(b"\x00" + entry(position)).digest() for position in range(size)]


async def grow(log: EventLog, start: int, end: int) -> None:
    """Append the entries `start` to `end`."""
    for first in range(start, end, AT_ONCE):
        numbers = range(first, min(end, first + AT_ONCE))
        await log.append(Append(tuple(NewEvent(STREAM, number + 1, "synthetic.v1", entry(number)) for number in numbers)))


def level_hashes(leaf_hashes: list[bytes], level: int) -> list[bytes]:
    """Hashes of the full subtrees of 256^level leaves, from the leaves alone."""
    unit = 256**level
    return [root_of(leaf_hashes[start : start + unit]) for start in range(0, len(leaf_hashes) - unit + 1, unit)]
