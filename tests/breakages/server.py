"""One PostgreSQL for all trials, swept between them."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterator
from contextlib import contextmanager

import asyncpg

from tests import postgresql


@contextmanager
def server() -> Iterator[str]:
    """Its URL, which the tests run in processes begun meanwhile take from the environment."""
    with postgresql.server() as url:
        os.environ["CONSULT_TEST_DATABASE_URL"] = url
        yield url
        del os.environ["CONSULT_TEST_DATABASE_URL"]


def sweep(url: str) -> None:
    """Drop the databases that a trial has left: its template, and those of tests that ended early."""
    asyncio.run(_sweep(url))


async def _sweep(url: str) -> None:
    connection = await asyncpg.connect(url)
    for row in await connection.fetch("SELECT datname FROM pg_database WHERE datname LIKE 'consult\\_%'"):
        await connection.execute(f'DROP DATABASE "{row["datname"]}" WITH (FORCE)')
    await connection.close()
