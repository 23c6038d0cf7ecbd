"""Catching up with the log, and making everything anew beside it: one transaction a batch, tables with their position."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import Any

from projections.apply import apply_batch
from projections.source import Source

LIVE, BESIDE = "read", "read_next"
BATCH = 2000  # events
PATHS = {LIVE: "SET LOCAL search_path = read, public", BESIDE: "SET LOCAL search_path = read_next, public"}
CREATE = {LIVE: "CREATE SCHEMA read", BESIDE: "DROP SCHEMA IF EXISTS read_next CASCADE; CREATE SCHEMA read_next"}
SWITCH = "DROP SCHEMA IF EXISTS read CASCADE; ALTER SCHEMA read_next RENAME TO read"
STATE = """
CREATE TABLE progress (single boolean PRIMARY KEY DEFAULT true CHECK (single), position bigint NOT NULL, form text NOT NULL);
"""
LOCK = 713_000_003
NOTIFY = "SELECT pg_notify('consult_read', $1::text)"


def form() -> str:
    """A digest of what the read models are made of: their tables and their code."""
    root = Path(__file__).parent
    files = sorted([*root.rglob("*.sql"), *root.rglob("*.py")])
    return sha256(b"".join(file.read_bytes() for file in files)).hexdigest()


def tables() -> str:
    """The tables of all read models."""
    return STATE + "\n".join(file.read_text("utf-8") for file in sorted(Path(__file__).parent.rglob("tables.sql")))


async def catch_up(pool: Any, source: Source, *, batch: int = BATCH) -> int:
    """Bring the live read models to the head of the log; makes them first where they are missing or of another form."""
    if await _form_of(pool, LIVE) != form():
        return await rebuild(pool, source, batch=batch)
    position = -1
    while True:
        async with pool.acquire() as connection:
            reached, done = await _advance(connection, source, LIVE, batch)
        position = max(position, reached)
        if done:
            return position


async def rebuild(pool: Any, source: Source, *, batch: int = BATCH) -> int:
    """Make every read model from zero beside the live ones, then switch. Readers see the old or the new, never a mixture."""
    async with pool.acquire() as connection:
        async with connection.transaction():
            await connection.execute("SELECT pg_advisory_xact_lock($1)", LOCK)
            await connection.execute(CREATE[BESIDE])
            await connection.execute(PATHS[BESIDE])
            await connection.execute(tables())
            await connection.execute("INSERT INTO progress (position, form) VALUES (-1, $1)", form())
        done = False
        while not done:
            position, done = await _advance(connection, source, BESIDE, batch)
        async with connection.transaction():
            # DANGER: from here on every query reads the new tables.
            await connection.execute(SWITCH)
            await connection.execute(NOTIFY, str(position))
    return position


async def _advance(connection: Any, source: Source, schema: str, batch: int) -> tuple[int, bool]:
    """Apply one batch; answers with the position reached, and whether nothing was left."""
    async with connection.transaction():
        await connection.execute(PATHS[schema])
        position: int = await connection.fetchval("SELECT position FROM progress FOR UPDATE")
        events = await source.events(position, batch)
        if not events:
            return position, True
        await apply_batch(connection, events)
        await connection.execute("UPDATE progress SET position = $1", events[-1].position)
        if schema == LIVE:
            await connection.execute(NOTIFY, str(events[-1].position))
    return events[-1].position, len(events) < batch


async def _form_of(pool: Any, schema: str) -> str | None:
    if await pool.fetchval("SELECT to_regclass($1)", f"{schema}.progress") is None:
        return None
    found: str | None = await pool.fetchval("SELECT form FROM read.progress")
    return found


async def projected_position(db: Any) -> int:
    """The position that the read models are at; -1 before the first event."""
    if await db.fetchval("SELECT to_regclass('read.progress')") is None:
        return -1
    position: int = await db.fetchval("SELECT position FROM read.progress")
    return position
