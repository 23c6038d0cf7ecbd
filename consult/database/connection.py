"""Connections: a pool that acts as the application's role, which may add to the log and never change it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import asyncpg
import msgspec

from consult.database.embedded import EmbeddedServer
from consult.database.migration import migrate

APPLICATION_ROLE = "consult_app"

# What a statement fails with while the server is away, or on its way back.
AWAY = (
    ConnectionError,
    FileNotFoundError,
    asyncpg.PostgresConnectionError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
    asyncpg.CannotConnectNowError,
    asyncpg.TooManyConnectionsError,
    asyncpg.InterfaceError,  # a connection that is dying under it
    asyncpg.InternalClientError,
)


class NotDurable(Exception):
    """The server may lose acknowledged events: fsync, full_page_writes and synchronous_commit must be on."""


class Database(msgspec.Struct, frozen=True):
    """An open, migrated database. `url` is the owner's; `pool` acts as the application's role."""

    url: str
    pool: Any


class UnresetConnection(asyncpg.Connection):
    """A connection returned to the pool without a reset, which would cost a second round trip for each statement.

    DANGER: whoever changes more than his transaction (an advisory lock of the session, a setting) terminates the connection in
    the end, whatever happens. A transaction left open is rolled back by the pool, and listeners are forgotten.
    """

    def get_reset_query(self) -> str:
        return ""


async def connect(url: str, *, size: int = 10) -> Any:
    """A pool of at most `size` connections with the application's role; read models are found in schema `read`.

    Each statement is planned for its values: the plan for any values, which PostgreSQL would keep from the sixth time on, does
    not know that a page is short and a filter not set, and took up to eighty times as long (0.1 ms for planning an append).
    """
    settings = {"role": APPLICATION_ROLE, "search_path": "read,public", "application_name": "consult", "jit": "off"}
    settings["plan_cache_mode"] = "force_custom_plan"
    return await asyncpg.create_pool(url, min_size=1, max_size=size, server_settings=settings, connection_class=UnresetConnection)


@asynccontextmanager
async def open_database(url: str | None, folder: Path, *, size: int = 10) -> AsyncIterator[Database]:
    """Open the server at `url`, or our own in `folder` where it is None; migrates it, checks durability, closes it at the end."""
    server = None if url else EmbeddedServer(folder)
    owner_url = url or (server.url if server else "")
    try:
        await migrate(owner_url)
        pool = await connect(owner_url, size=size)
        try:
            await _assert_durable(pool)
            yield Database(owner_url, pool)
        finally:
            await pool.close()
    finally:
        if server:
            server.stop()


async def _assert_durable(pool: Any) -> None:
    row = await pool.fetchrow(
        "SELECT current_setting('fsync') AS fsync, current_setting('full_page_writes') AS full_page_writes,"
        " current_setting('synchronous_commit') AS synchronous_commit"
    )
    durable = row["fsync"] == "on" and row["full_page_writes"] == "on"
    if not durable or row["synchronous_commit"] in ("off", "local"):
        raise NotDurable(f"PostgreSQL is not durable: {dict(row)}")
