"""A decision lived on a PostgreSQL of its own while its write-ahead log is received; commands in processes of their own."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

import asyncpg

from consult.database import Database, connect, migrate
from consult.database.embedded import EmbeddedServer
from consult.publication.checkpoint_file import store_head
from consult.work.backing_up import backing_up
from tests.conftest import ORIGIN
from tests.driving import Driver, driving
from tests.waiting import until

RECEIVED = """
SELECT coalesce(bool_or(write_lsn >= pg_current_wal_insert_lsn()), false) FROM pg_stat_replication
WHERE application_name = 'pg_receivewal'
"""


def environment(folder: Path, data: str = "data") -> dict[str, str]:
    """Settings of the commands that are run on this life."""
    given = {"DATA_DIR": folder / data, "BACKUP_DIR": folder / "backups", "ORIGIN": ORIGIN, "METRICS_PORT": 0}
    return {f"CONSULT_{name}": str(value) for name, value in given.items()} | {"CONSULT_PUBLIC_URL": "http://consult.example"}


@asynccontextmanager
async def living(data: Path, backups: Path, *, receiving: bool = True) -> AsyncIterator[Driver]:
    """With the database in `data`; what the leader does for backups in `backups` is done, unless told otherwise."""
    server = EmbeddedServer(data).start()
    try:
        await migrate(server.url)
        pool = await connect(server.url)
        async with driving(Database(server.url, pool), data, backup_dir=str(backups)) as found:
            await found.settle()
            steps = [asyncio.create_task(step) for step in (backing_up(found.runtime) if receiving else ())]
            try:
                yield found
            finally:
                for step in steps:
                    step.cancel()
                await asyncio.gather(*steps, return_exceptions=True)
        await pool.close()
    finally:
        server.stop()


async def safe(driver: Driver) -> None:
    """What was recorded so far is right, is in the backup's folder, and so is what a restore must know of it."""
    runtime = driver.runtime
    await driver.check()
    await store_head(runtime)
    head, kept = await runtime.log.head(), Path(runtime.settings.backup_dir) / "published-checkpoint"
    await until(lambda: kept.exists() and kept.read_text("utf-8") == head.checkpoint, "the checkpoint is kept apart")
    await received(driver)


async def received(driver: Driver) -> None:
    await until(lambda: asked(driver.runtime.database.url, RECEIVED), "the log is received")


async def asked(url: str, query: str) -> object:
    owner = await asyncpg.connect(url)
    try:
        return await owner.fetchval(query)
    finally:
        await owner.close()


async def moment(driver: Driver) -> datetime:
    found = await asked(driver.runtime.database.url, "SELECT clock_timestamp()")
    assert isinstance(found, datetime)
    return found
