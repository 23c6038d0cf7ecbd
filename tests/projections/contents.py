"""Everything the tables of the read models hold, as text, to compare and to search."""

from __future__ import annotations

from typing import Any

TABLES = "SELECT table_name FROM information_schema.tables WHERE table_schema = $1 ORDER BY table_name"


async def contents(pool: Any, schema: str = "read") -> dict[str, list[str]]:
    """Every row of every table of the schema, each as PostgreSQL writes it, sorted."""
    async with pool.acquire() as connection, connection.transaction():
        await connection.execute("SELECT set_config('search_path', $1, true), set_config('TimeZone', 'UTC', true)", schema)
        names = [row["table_name"] for row in await connection.fetch(TABLES, schema)]
        return {name: await _rows(connection, name) for name in names}


async def _rows(connection: Any, name: str) -> list[str]:
    rows = await connection.fetch(f"SELECT t::text AS row FROM {name} t ORDER BY 1")
    return [row["row"] for row in rows]


async def everything(pool: Any, schema: str = "read") -> str:
    """All of it in one string."""
    return "\n".join(row for rows in (await contents(pool, schema)).values() for row in rows)
