"""The input of the projections: events in the order of the log, each with what it makes public."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

import msgspec

from domain.event import Event


class PublicEvent(msgspec.Struct, frozen=True):
    """One event as the public may see it.

    `event`: its at-once fields are filled, every other sealed field is CLOSED. `opened`: earlier events whose fields this one
    opens, in log order, with exactly these fields filled (CLOSED where erased or taken back since). `texts`: contents, by
    SHA-256 in hex, of the text blobs that become public with it; a blob that is gone is left out.
    """

    position: int
    event: Event
    opened: tuple[Event, ...] = ()
    texts: Mapping[str, bytes] = {}


class Source(Protocol):
    """Where public events come from; the log's own order, without gaps."""

    async def events(self, after: int, limit: int) -> Sequence[PublicEvent]:
        """Up to `limit` events whose position is greater than `after` (-1: from the start), ascending; empty at the head."""
        ...
