"""Migrations: numbered .sql files, one subject each, applied once, in order, in one transaction."""

from __future__ import annotations

from pathlib import Path

import asyncpg

FOLDER = Path(__file__).parent / "migrations"
LOCK = 713_000_001


async def migrate(url: str) -> list[str]:
    """Apply what has not been applied yet; answers with the names of the files applied now."""
    connection = await asyncpg.connect(url)
    try:
        async with connection.transaction():
            await connection.execute("SELECT pg_advisory_xact_lock($1)", LOCK)
            await connection.execute(
                "CREATE TABLE IF NOT EXISTS public.migration (name text PRIMARY KEY, applied_at timestamptz)"
            )
            done = {row["name"] for row in await connection.fetch("SELECT name FROM public.migration")}
            new = [(name, text) for name, text in _files() if name not in done]
            return [await _apply(connection, name, text) for name, text in new]
    finally:
        await connection.close()


def _files() -> list[tuple[str, str]]:
    return [(file.name, file.read_text("utf-8")) for file in sorted(FOLDER.glob("*.sql"))]


async def _apply(connection: asyncpg.Connection, name: str, text: str) -> str:
    await connection.execute(text)
    await connection.execute("INSERT INTO public.migration VALUES ($1, now())", name)
    return name
