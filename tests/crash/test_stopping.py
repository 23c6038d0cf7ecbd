"""Asked to stop by SIGTERM or SIGINT, every command closes what it opened: child processes and its own PostgreSQL end with it."""

from __future__ import annotations

import signal
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import asyncpg
import psutil
import pytest

from consult.background.recheck_queue import ASK
from consult.database.embedded import EmbeddedServer
from consult.database.migration import LOCK
from tests.crash.processes import await_ready, children_of, postmaster_in, running
from tests.serving import free_port
from tests.waiting import DEADLINE, until, until_now

pytestmark = pytest.mark.anyio
LEADS = "SELECT count(*) = 1 FROM pg_locks WHERE locktype = 'advisory' AND granted"
RECEIVED = "SELECT active FROM pg_replication_slots WHERE slot_name = 'consult_backup'"
WAITS = "SELECT count(*) = 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"


@asynccontextmanager
async def its_server(folder: Path) -> AsyncIterator[asyncpg.Connection]:
    connection = await asyncpg.connect(f"postgresql://postgres:@/postgres?host={folder}/postgres")
    try:
        yield connection
    finally:
        connection.terminate()


async def child_at_work(process: subprocess.Popen[bytes], connection: asyncpg.Connection) -> psutil.Process:
    """A long job in a child process, which comes to no end as long as the connection lasts."""
    await connection.execute(ASK, None)
    (child,) = await until(lambda: children_of(process, "recheck"), "a child is at work")
    child.suspend()
    await connection.execute("BEGIN; LOCK TABLE staff.rechecks")
    child.resume()
    return child


def exit_code(process: subprocess.Popen[bytes], number: signal.Signals) -> int:
    process.send_signal(number)
    return process.wait(DEADLINE)


async def test_serve_ends_with_its_children_and_its_postgresql(server_folder: Path) -> None:
    port = free_port()
    with running(server_folder, "serve", PORT=str(port), BACKUP_DIR=f"{server_folder}/backups") as serve:
        await_ready(serve, port)
        receiver = until_now(lambda: receiver_of(serve), "the write-ahead log is received")
        async with its_server(server_folder) as connection:
            child = await child_at_work(serve, connection)
            assert exit_code(serve, signal.SIGTERM) == 0
    assert (alive(child), alive(receiver), postmaster_in(server_folder)) == (False, False, 0)


async def test_killed_serve_takes_its_children_along_and_the_next_one_its_postgresql(server_folder: Path) -> None:
    port = free_port()
    backups = {"BACKUP_DIR": f"{server_folder}/backups"}
    with running(server_folder, "serve", PORT=str(port), **backups) as serve:
        await_ready(serve, port)
        postmaster = postmaster_in(server_folder)
        orphan = until_now(lambda: receiver_of(serve), "the write-ahead log is received")
        async with its_server(server_folder) as connection:
            child = await child_at_work(serve, connection)
            serve.kill()
            await until(lambda: not alive(child), "the child has ended")
    with running(server_folder, "work", **backups) as work:
        async with its_server(server_folder) as connection:
            await until(lambda: connection.fetchval(LEADS), "it leads")
            await until(lambda: not alive(orphan), "the receiver that was left behind gives way")
            await until(lambda: receiver_of(work) and connection.fetchval(RECEIVED), "the log is received on")
        assert postmaster_in(server_folder) == postmaster
        assert exit_code(work, signal.SIGINT) == 0
    assert postmaster_in(server_folder) == 0


def receiver_of(process: subprocess.Popen[bytes]) -> psutil.Process | None:
    """Whoever receives the write-ahead log for it."""
    try:
        return next((child for child in psutil.Process(process.pid).children() if child.name() == "pg_receivewal"), None)
    except psutil.NoSuchProcess:  # another child that has just ended
        return None


def alive(process: psutil.Process) -> bool:
    try:
        return bool(process.status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False


def test_the_demonstration_ends_while_it_is_being_filled(server_folder: Path) -> None:
    with running(server_folder, "demo") as demo:
        until_now(lambda: "Filling" in (server_folder / "program.log").read_text("utf-8"), "it is being filled")
        assert exit_code(demo, signal.SIGTERM) == 0
    assert postmaster_in(server_folder) == 0


async def test_other_commands_say_by_what_they_ended_and_leave_a_server_to_those_who_use_it(server_folder: Path) -> None:
    server = EmbeddedServer(server_folder).start()
    try:
        async with its_server(server_folder) as holder:
            await holder.execute(f"SELECT pg_advisory_lock({LOCK})")
            with running(server_folder, "checkpoint") as checkpoint:
                await until(lambda: holder.fetchval(WAITS), "it waits")
                assert exit_code(checkpoint, signal.SIGTERM) == 128 + signal.SIGTERM
        assert server.runs
    finally:
        server.stop()
