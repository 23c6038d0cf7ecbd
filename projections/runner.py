"""Applying the log to the tables of one schema: in order, batch by batch, each exactly once."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

from projections import schema as schemas
from projections.apply import Change, WriteSearchEntries, apply_batch
from projections.freshness import Freshness, announcements
from projections.source import PublicEvent, Source

BATCH_SIZE = 1_000
CHANNEL = "consult_read"
# Held for one transaction by whoever changes the live schema: a batch, or the switch to a rebuilt one.
LOCK = 713_000_002
# What a rebuild has written counts only from its switch on, whose commit waits for the disk for all of it.
BEFORE_BATCH = {
    schemas.LIVE: "SELECT pg_advisory_xact_lock(713000002)",
    schemas.NEXT: "SET LOCAL synchronous_commit = off",
}


class OutOfOrder(Exception):
    """The source left out or repeated an event: nothing of the batch is kept."""


async def apply_all(
    pool: Any,
    source: Source,
    schema: str,
    *,
    limit: int = BATCH_SIZE,
    freshness: Freshness | None = None,
    words: WriteSearchEntries | None = None,
) -> int:
    """Apply every event the source has beyond the position of the existing schema; answers with the position reached.

    Tables and position of a batch commit in one transaction, so that after a crash the batch is applied again in whole, and of
    two processes one applies it.
    """
    position = await _position(pool, schema)
    ahead: asyncio.Future[Sequence[PublicEvent]] = asyncio.ensure_future(source.events(position, limit))
    try:
        while events := await ahead:
            # The next batch is read while this one is written.
            ahead = asyncio.ensure_future(source.events(events[-1].position, limit))
            changes = await _apply(pool, schema, position, events, words)
            if changes is None:
                position, ahead = await _begin_again(pool, source, schema, ahead, limit)
                continue
            position = events[-1].position
            if freshness:
                freshness.advance(position, changes)
        return position
    finally:
        ahead.cancel()
        await asyncio.gather(ahead, return_exceptions=True)


async def projected_position(db: Any) -> int:
    """The position up to which all read models are built; -1 for none."""
    if await db.fetchval("SELECT to_regclass('read.progress') IS NULL"):
        return -1
    position: int = await db.fetchval("SELECT position FROM read.progress")
    return position


async def advance(
    connection: Any, expected: int, events: Sequence[PublicEvent], words: WriteSearchEntries | None = None
) -> list[Change] | None:
    """Apply the events inside the caller's transaction; None where the tables are not at `expected` any more."""
    if await connection.fetchval("SELECT position FROM progress FOR UPDATE") != expected:
        return None
    if [public.position for public in events] != list(range(expected + 1, expected + 1 + len(events))):
        raise OutOfOrder(f"events at {[public.position for public in events[:5]]}… after position {expected}")
    changes = await apply_batch(connection, events, words)
    await connection.execute("UPDATE progress SET position = $1", events[-1].position)
    return changes


async def announce(connection: Any, position: int, changes: Sequence[Change]) -> None:
    """Tell other processes at the commit; more decisions than fit in one notification go in several."""
    payloads = list(announcements(position, changes))
    await connection.execute("SELECT pg_notify($1, payload) FROM unnest($2::text[]) AS payload", CHANNEL, payloads)


async def _apply(
    pool: Any, schema: str, expected: int, events: Sequence[PublicEvent], words: WriteSearchEntries | None
) -> list[Change] | None:
    async with pool.acquire() as connection, connection.transaction():
        await connection.execute(BEFORE_BATCH[schema])
        await schemas.use(connection, schema)
        changes = await advance(connection, expected, events, words)
        if changes is not None and schema == schemas.LIVE:
            await announce(connection, events[-1].position, changes)
    return changes


async def _begin_again(
    pool: Any, source: Source, schema: str, ahead: asyncio.Future[Any], limit: int
) -> tuple[int, asyncio.Future[Sequence[PublicEvent]]]:
    ahead.cancel()
    await asyncio.gather(ahead, return_exceptions=True)
    position = await _position(pool, schema)
    return position, asyncio.ensure_future(source.events(position, limit))


async def _position(pool: Any, schema: str) -> int:
    async with pool.acquire() as connection, connection.transaction():
        await schemas.use(connection, schema)
        position: int = await connection.fetchval("SELECT position FROM progress")
        return position
