"""Several processes on a PostgreSQL that is none of theirs: the leader and the server die at once, and another process leads."""

from __future__ import annotations

import itertools
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

import pytest

from consult.database import connect, open_database
from consult.database.embedded import EmbeddedServer
from consult.instance.clock import SystemClock
from consult.public_log.note import FileSigner
from consult.work.leading import LEADER_LOCK
from projections.runner import projected_position
from tests.conftest import ORIGIN
from tests.crash.load import Known, Load
from tests.crash.processes import await_ready, running
from tests.crash.program import kill_postgresql
from tests.crash.verifying import verify
from tests.driving import driving
from tests.serving import free_port
from tests.waiting import until

pytestmark = pytest.mark.anyio
LEADERS = f"SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = {LEADER_LOCK} AND granted = $1"


async def test_the_leader_and_the_server_killed_under_load_lose_nothing(server_folder: Path) -> None:
    server, known, port = EmbeddedServer(server_folder / "server").start(), Known(), free_port()
    try:
        with ExitStack() as processes:
            consultation = await opened(server, server_folder)
            pool = await connect(server.url)
            leader = processes.enter_context(running(server_folder, "work", DATABASE_URL=server.url))
            await until(lambda: pool.fetchval(f"{LEADERS} HAVING count(*) = 1", True), "the first leads")
            processes.enter_context(running(server_folder, "work", DATABASE_URL=server.url))
            await until(lambda: pool.fetchval(f"{LEADERS} HAVING count(*) = 1", False), "the second waits")
            pool.terminate()
            settings = {"DATABASE_URL": server.url, "WORK": "False", "PORT": str(port)}
            await_ready(processes.enter_context(running(server_folder, "serve", **settings)), port)
            load = Load(f"http://127.0.0.1:{port}", consultation, known, itertools.count(1))
            await until(lambda: len(known.receipts) > 100, "comments are acknowledged")
            leader.kill()
            kill_postgresql(server_folder / "server" / "postgres")
            server.start_again()
            before = len(known.receipts)
            await until(lambda: len(known.receipts) > before + 100, "comments are acknowledged again")
            await load.stop()
            await nothing_is_lost(server.url, server_folder, known, f"http://127.0.0.1:{port}")
    finally:
        server.stop()


async def opened(server: EmbeddedServer, folder: Path) -> str:
    async with open_database(server.url, folder) as database, driving(database, folder) as driver:
        driver.clock.tell(SystemClock().now() - timedelta(seconds=30))
        return await driver.opened()


async def nothing_is_lost(url: str, folder: Path, known: Known, address: str) -> None:
    """And the read models follow, for the other process leads now."""
    pool = await connect(url)
    try:
        size = await pool.fetchval("SELECT size FROM log.head")

        async def caught_up() -> bool:
            return await projected_position(pool) == size - 1

        await until(caught_up, "the read models know all of it")
        await verify(pool, FileSigner(ORIGIN, folder / "keys" / "log").verification_key, known, set(), address)
    finally:
        await pool.close()
