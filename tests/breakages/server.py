"""One PostgreSQL for all trials: it need not survive a crash, and is swept between them."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import asyncpg

from consult.database.embedded import EmbeddedServer

QUICK = ("ALTER SYSTEM SET fsync = off", "ALTER SYSTEM SET full_page_writes = off", "SELECT pg_reload_conf()")


@contextmanager
def server(folder: Path) -> Iterator[str]:
    """Its URL, which the tests run in processes begun meanwhile take from the environment."""
    embedded = EmbeddedServer(folder)
    asyncio.run(_executed(embedded.url, QUICK))
    os.environ["CONSULT_TEST_DATABASE_URL"] = embedded.url
    try:
        yield embedded.url
    finally:
        del os.environ["CONSULT_TEST_DATABASE_URL"]
        embedded.stop()


async def _executed(url: str, statements: tuple[str, ...]) -> None:
    connection = await asyncpg.connect(url)
    for statement in statements:
        await connection.execute(statement)
    await connection.close()


def sweep(url: str) -> None:
    """Drop the databases that a trial has left: its template, and those of tests that ended early."""
    asyncio.run(_sweep(url))


async def _sweep(url: str) -> None:
    connection = await asyncpg.connect(url)
    for row in await connection.fetch("SELECT datname FROM pg_database WHERE datname LIKE 'consult\\_%'"):
        await connection.execute(f'DROP DATABASE "{row["datname"]}" WITH (FORCE)')
    await connection.close()
