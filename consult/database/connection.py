"""Connections: a pool that acts as the application's role, which may add to the log and never change it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import asyncpg
import msgspec

from consult.database.embedded import EmbeddedServer
from consult.database.looking_after import running_server
from consult.database.migration import migrate
from projections.cancellation import raise_if_cancelled

T = TypeVar("T")
ATTEMPTS = 5
CLOSING = 10.0  # seconds
APPLICATION_ROLE = "consult_app"

# What a statement fails with while the server is away, or on its way back.
LOST = (
    asyncpg.PostgresConnectionError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
    asyncpg.CannotConnectNowError,
    asyncpg.TooManyConnectionsError,
    asyncpg.InterfaceError,  # a connection that is dying under it
    asyncpg.InternalClientError,
)
AWAY = (ConnectionError, FileNotFoundError, *LOST)

# What a server says that can be reached, and refuses.
REFUSING = (asyncpg.InvalidAuthorizationSpecificationError, asyncpg.InvalidCatalogNameError)


class DatabaseUnusable(Exception):
    """The server named by the settings can't be reached, or refuses."""


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
    """Open the server at `url`, or our own in `folder` where it is None; migrates it, checks durability, closes it at the end.

    Our own is looked after while it is open, and shut down with its last user; one at a `url` is never touched.
    Raises DatabaseUnusable, ServerNotStarted.
    """
    async with _server(url, folder) as (owner_url, server), _opened(owner_url, server, size) as database:
        yield database


@asynccontextmanager
async def open_restored(server: EmbeddedServer) -> AsyncIterator[Database]:
    """As `open_database`, for a server on restored data. Raises DatabaseUnusable, ServerNotStarted."""
    async with running_server(server), _opened(server.url, server, 10) as database:
        yield database


@asynccontextmanager
async def _opened(url: str, server: EmbeddedServer | None, size: int) -> AsyncIterator[Database]:
    await _tried(server, partial(migrate, url))
    pool = await _tried(server, partial(_durable_pool, url, size))
    try:
        yield Database(url, pool)
    finally:
        await _close(pool)


async def migrate_database(url: str | None, folder: Path) -> list[str]:
    """Apply what has not been applied yet to the server at `url` or our own; answers with the names of the files."""
    async with _server(url, folder) as (owner_url, server):
        return await _tried(server, partial(migrate, owner_url))


@asynccontextmanager
async def _server(url: str | None, folder: Path) -> AsyncIterator[tuple[str, EmbeddedServer | None]]:
    """The owner's URL, and the server where it is our own."""
    if url:
        yield url, None
        return
    async with running_server(EmbeddedServer(folder)) as server:
        yield server.url, server


async def _tried(server: EmbeddedServer | None, step: Callable[[], Awaitable[T]]) -> T:
    """Once; again as often as a server of our own goes down under it. Raises DatabaseUnusable."""
    for left in reversed(range(ATTEMPTS)):
        try:
            return await step()
        except (*AWAY, *REFUSING, OSError) as failure:
            raise_if_cancelled()
            if server is None or not left:
                raise DatabaseUnusable(f"{type(failure).__name__}: {failure}") from failure
            await asyncio.to_thread(server.start_again)
    raise AssertionError("unreachable")


async def _durable_pool(url: str, size: int) -> Any:
    pool = await connect(url, size=size)
    try:
        await _assert_durable(pool)
    except BaseException:
        pool.terminate()
        raise
    return pool


async def _close(pool: Any) -> None:
    """At once where a connection isn't given back in time."""
    try:
        async with asyncio.timeout(CLOSING):
            await pool.close()
    except TimeoutError:
        pool.terminate()


async def _assert_durable(pool: Any) -> None:
    row = await pool.fetchrow(
        "SELECT current_setting('fsync') AS fsync, current_setting('full_page_writes') AS full_page_writes,"
        " current_setting('synchronous_commit') AS synchronous_commit"
    )
    durable = row["fsync"] == "on" and row["full_page_writes"] == "on"
    if not durable or row["synchronous_commit"] in ("off", "local"):
        raise NotDurable(f"PostgreSQL is not durable: {dict(row)}")
