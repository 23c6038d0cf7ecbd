"""The program's own PostgreSQL is joined, waited for, started past what a dead one left, and shut down by its last user."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import asyncpg
import pytest

from consult.database.embedded import EmbeddedServer
from consult.database.installation import Installation
from consult.database.postmaster import postmaster_of
from tests.crash.processes import postmaster_in
from tests.waiting import until_now

pytestmark = pytest.mark.anyio


@pytest.fixture
def stopped(server_folder: Path) -> Iterator[Path]:
    """A data folder whose server was shut down; the making of an earlier one was broken off."""
    (server_folder / "postgres.new" / "base").mkdir(parents=True)
    server = EmbeddedServer(server_folder).start()
    server.stop()
    yield server_folder
    assert postmaster_in(server_folder) == 0


async def test_whoever_leaves_last_shuts_it_down(stopped: Path) -> None:
    first, second = EmbeddedServer(stopped).start(), EmbeddedServer(stopped).start()
    assert first.postmaster == second.postmaster > 0
    first.stop()
    connection = await asyncpg.connect(second.url)
    assert await connection.fetchval("SELECT 1") == 1
    await connection.close()
    second.stop()


async def test_one_that_is_still_starting_is_waited_for(stopped: Path) -> None:
    installation = Installation(stopped)
    starting = installation.launch(installation.socket_folder())
    until_now(lambda: postmaster_of(installation.data), "the server begins to start")
    os.kill(starting.pid, signal.SIGSTOP)
    server = EmbeddedServer(stopped)
    with ThreadPoolExecutor() as threads:
        started = threads.submit(server.start)
        os.kill(starting.pid, signal.SIGCONT)
        started.result()
    assert server.postmaster == starting.pid
    with ThreadPoolExecutor() as threads:  # somebody has to bury it
        threads.submit(server.stop)
        starting.wait()


async def test_one_that_is_going_down_is_waited_for_and_another_started(stopped: Path) -> None:
    installation = Installation(stopped)
    old = installation.launch(installation.socket_folder())
    until_now(lambda: (found := postmaster_of(installation.data)) and found.status == "ready", "the old one runs")
    client = await asyncpg.connect(f"postgresql://postgres:@/postgres?host={installation.socket_folder()}")
    old.terminate()
    until_now(lambda: (found := postmaster_of(installation.data)) and found.status == "stopping", "the old one is going down")
    server = EmbeddedServer(stopped)
    with ThreadPoolExecutor() as threads:
        started = threads.submit(server.start)
        await client.close()
        old.wait()
        started.result()
    assert server.postmaster not in (0, old.pid)
    server.stop()


@pytest.mark.parametrize("buried", [False, True])
def test_a_lock_file_that_names_no_server_of_ours_stops_no_start(stopped: Path, buried: bool) -> None:
    """`buried`: its number belongs to another program by now; else the dead still has it, as nobody asked how it ended."""
    user = "pgserver" if os.geteuid() == 0 else None
    command = ["sleep", "600"] if buried else ["true"]
    named = subprocess.Popen(command, user=user, stdin=subprocess.DEVNULL)
    try:
        for file in ("postmaster.pid", ".s.PGSQL.5432.lock"):
            lines = (named.pid, stopped / "postgres", 1, 5432, stopped / "postgres", "", "0 0", "ready   ")
            (stopped / "postgres" / file).write_text("\n".join(map(str, lines)) + "\n")
        server = EmbeddedServer(stopped).start()
        assert server.postmaster not in (0, named.pid)
        server.stop()
    finally:
        named.kill()
        named.wait()
