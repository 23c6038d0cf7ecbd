"""Creates the tables of the read models, and reads the fingerprint of the code that filled them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

LIVE = "read"
NEXT = "read_next"

HERE = Path(__file__).parent


async def exists(connection: Any, schema: str) -> bool:
    """Whether the schema has been made."""
    found: bool = await connection.fetchval("SELECT to_regnamespace($1) IS NOT NULL", schema)
    return found


async def use(connection: Any, schema: str) -> None:
    """Until the end of the transaction, unqualified table names are those of `schema`."""
    await connection.execute("SELECT set_config('search_path', $1, true)", schema)


async def make(connection: Any, schema: str, made_by: str) -> None:
    """Make the schema (`read` or `read_next`) with empty tables, at position -1; inside the caller's transaction.

    `made_by`: the fingerprint of what will fill them.
    """
    await connection.execute(CREATE[schema])
    await use(connection, schema)
    for path in sorted(HERE.rglob("tables.sql")):
        await connection.execute(path.read_text("utf-8"))
    await connection.execute("INSERT INTO progress (position, fingerprint) VALUES (-1, $1)", made_by)


async def made_by(connection: Any, schema: str) -> str | None:
    """The fingerprint of what the tables of the existing schema were made by; None where that is not known."""
    await use(connection, schema)
    if await connection.fetchval("SELECT to_regclass('progress') IS NULL"):
        return None
    made: str | None = await connection.fetchval("SELECT fingerprint FROM progress")
    return made


CREATE = {LIVE: "CREATE SCHEMA read", NEXT: "CREATE SCHEMA read_next"}
