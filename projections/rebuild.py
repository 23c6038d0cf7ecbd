"""Rebuilding the read models from zero beside the live ones, and switching when they have caught up."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from projections import schema as schemas
from projections.apply import Change
from projections.fingerprint import fingerprint_of
from projections.freshness import Freshness
from projections.runner import LOCK, advance, announce, apply_all
from projections.search.concurrent_writer import ConcurrentSearchWriter
from projections.source import Source

BATCH_SIZE = 5_000  # of a rebuild: rows that several of its events touch are written once
REBUILDING = 713_000_003
COLLECT_AFTER = 200_000  # allocations

DROP_LEFTOVERS = "DROP SCHEMA IF EXISTS read_next CASCADE; DROP SCHEMA IF EXISTS read_old CASCADE"
# Large tables are indexed when they are full, much faster than row by row. What the projections ask themselves while they fill
# them goes by keys and by the indexes of other tables, which stay.
LATER = """
SELECT c.relname AS name, pg_get_indexdef(c.oid) AS definition FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
WHERE i.indrelid = ANY(ARRAY['comments', 'comment_articles', 'history', 'search_entries']::regclass[])
    AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = i.indexrelid) ORDER BY c.relname
"""
# PostgreSQL 18 makes the index of words on two cores; older versions on one.
ALL_AT_ONCE = "SET LOCAL min_parallel_table_scan_size = 0"
ANALYZE = "ANALYZE comments, points, point_comments, history, search_entries, consultations, ledgers"
SET_ASIDE = "ALTER SCHEMA read RENAME TO read_old"
SWITCH = "ALTER SCHEMA read_next RENAME TO read"
DROP_OLD = "DROP SCHEMA IF EXISTS read_old CASCADE"


async def rebuild(pool: Any, source: Source, *, limit: int = BATCH_SIZE, freshness: Freshness | None = None) -> int:
    """Build all tables anew in `read_next` while `read` goes on living, then switch; answers with the position reached.

    What arrives meanwhile is caught up before the switch, which is one transaction: a reader sees the old tables or the new
    ones, never neither. A rebuild that broke off leaves the live tables as they are. One rebuild at a time: a second waits.
    """
    async with pool.acquire() as guard:
        try:
            await guard.execute("SELECT pg_advisory_lock($1)", REBUILDING)
            indexes = await _begin(pool, fingerprint_of(source))
            await _fill(pool, source, limit)
            await _index(pool, indexes)
            await apply_all(pool, source, schemas.NEXT, limit=limit)
            position = await _switch(pool, source, limit)
        finally:
            guard.terminate()  # the lock is given back with the connection
    if freshness:
        await freshness.load()
    return position


async def _begin(pool: Any, fingerprint: str) -> list[str]:
    """Make the tables; answers with the definitions of the indexes that they are still to be given."""
    async with pool.acquire() as connection, connection.transaction():
        await connection.execute(DROP_LEFTOVERS)
        await schemas.make(connection, schemas.NEXT, fingerprint)
        later = await connection.fetch(LATER)
        await connection.execute("DROP INDEX " + ", ".join(row["name"] for row in later))
        return [row["definition"] for row in later]


async def _fill(pool: Any, source: Source, limit: int) -> None:
    async with pool.acquire() as connection:
        words = ConcurrentSearchWriter(connection)
        try:
            with _seldom_collected():
                await apply_all(pool, source, schemas.NEXT, limit=limit, words=words.write)
        finally:
            await words.done()


@contextmanager
def _seldom_collected() -> Iterator[None]:
    """A batch is many young objects and no cycles: collecting them costs a tenth of a rebuild, and finds nothing."""
    before = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(COLLECT_AFTER)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()


async def _index(pool: Any, definitions: Sequence[str]) -> None:
    words = [definition for definition in definitions if "gin" in definition]
    others = [definition for definition in definitions if definition not in words]
    await asyncio.gather(_execute(pool, ALL_AT_ONCE, *words), _execute(pool, *others))
    await _execute(pool, ANALYZE)


async def _execute(pool: Any, *statements: str) -> None:
    async with pool.acquire() as connection, connection.transaction():
        await schemas.use(connection, schemas.NEXT)
        for statement in statements:
            await connection.execute(statement)


async def _switch(pool: Any, source: Source, limit: int) -> int:
    """With the live schema held still: the last events, the rename, the news. Dropping the old tables waits for their readers."""
    async with pool.acquire() as connection:
        async with connection.transaction():
            # DANGER: switching schemas. Whoever would write a batch into `read` waits at this lock, and finds the new tables at
            # another position when it is released: it begins again from there, so no event is lost or applied twice. Every
            # event up to here is in before the rename; the rename and the news of it stand together or not at all. The old
            # tables are dropped only after that commit, by a statement of its own: until their last reader is done it waits,
            # and must not make anybody wait behind it inside the switch.
            await connection.execute("SELECT pg_advisory_xact_lock($1)", LOCK)
            await schemas.use(connection, schemas.NEXT)
            position = await _last_events(connection, source, limit)
            if await schemas.exists(connection, schemas.LIVE):
                await connection.execute(SET_ASIDE)
            await connection.execute(SWITCH)
            await announce(connection, position, await _all(connection))
        await connection.execute(DROP_OLD)
    return position


async def _last_events(connection: Any, source: Source, limit: int) -> int:
    position: int = await connection.fetchval("SELECT position FROM progress")
    while events := await source.events(position, limit):
        await advance(connection, position, events)
        position = events[-1].position
    return position


async def _all(connection: Any) -> list[Change]:
    """Every decision as it stands now: the search path still names the schema by its name before the switch."""
    await schemas.use(connection, schemas.LIVE)
    rows = await connection.fetch(
        "SELECT l.consultation_id, l.position, c.number FROM ledgers l JOIN consultations c USING (consultation_id)"
    )
    return [Change(**row) for row in rows]
