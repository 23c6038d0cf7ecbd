"""Asked to stop by SIGTERM or SIGINT, every command closes what it opened: child processes and its own PostgreSQL end with it."""

from __future__ import annotations

import asyncio
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path

import asyncpg
import psutil

from consult.background.recheck_queue import ASK
from consult.database.embedded import EmbeddedServer
from consult.database.migration import LOCK
from tests.crash.processes import await_ready, children_of, postmaster_in, running
from tests.serving import free_port
from tests.waiting import DEADLINE, until_now

LEADS = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted"


def on_its_server(folder: Path, statement: str, *values: object) -> object:
    url = f"postgresql://postgres:@/postgres?host={folder.resolve() / 'postgres'}"

    async def asked() -> object:
        connection = await asyncpg.connect(url)
        try:
            return await connection.fetchval(statement, *values)
        finally:
            await connection.close()

    return asyncio.run(asked())


def child_at_work(process: subprocess.Popen[bytes], folder: Path) -> psutil.Process:
    """A long job in a child process, held where it is."""
    on_its_server(folder, ASK, None)
    (child,) = until_now(lambda: children_of(process, "recheck"), "a child is at work")
    child.suspend()
    return child


def exit_code(process: subprocess.Popen[bytes], number: signal.Signals) -> int:
    process.send_signal(number)
    return process.wait(DEADLINE)


def test_serve_ends_with_its_children_and_its_postgresql(server_folder: Path) -> None:
    port = free_port()
    with running(server_folder, "serve", PORT=str(port)) as serve:
        await_ready(serve, port)
        child = child_at_work(serve, server_folder)
        assert exit_code(serve, signal.SIGTERM) == 0
    assert (child.is_running(), postmaster_in(server_folder)) == (False, 0)


def test_killed_serve_takes_its_children_along_and_the_next_one_its_postgresql(server_folder: Path) -> None:
    port = free_port()
    with running(server_folder, "serve", PORT=str(port)) as serve:
        await_ready(serve, port)
        child, postmaster = child_at_work(serve, server_folder), postmaster_in(server_folder)
        serve.kill()
        child.resume()
        until_now(lambda: not alive(child), "the child has ended")
    with running(server_folder, "work") as work:
        until_now(leads(server_folder), "it leads")
        assert postmaster_in(server_folder) == postmaster
        assert exit_code(work, signal.SIGINT) == 0
    assert postmaster_in(server_folder) == 0


def alive(process: psutil.Process) -> bool:
    try:
        return bool(process.status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False


def leads(folder: Path) -> Callable[[], bool]:
    return lambda: on_its_server(folder, LEADS) == 1


def test_the_demonstration_ends_while_it_is_being_filled(server_folder: Path) -> None:
    with running(server_folder, "demo") as demo:
        until_now(lambda: "Filling" in (server_folder / "program.log").read_text("utf-8"), "it is being filled")
        assert exit_code(demo, signal.SIGTERM) == 0
    assert postmaster_in(server_folder) == 0


def test_other_commands_say_by_what_they_ended_and_leave_a_server_to_those_who_use_it(server_folder: Path) -> None:
    server = EmbeddedServer(server_folder).start()
    try:
        asyncio.run(_asked_to_stop_while_it_waits(server, server_folder))
        assert server.runs
    finally:
        server.stop()


async def _asked_to_stop_while_it_waits(server: EmbeddedServer, folder: Path) -> None:
    holder = await asyncpg.connect(server.url)
    await holder.execute(f"SELECT pg_advisory_lock({LOCK})")
    with running(folder, "checkpoint") as checkpoint:
        waiting = "SELECT count(*) = 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
        while not await holder.fetchval(waiting):
            assert checkpoint.poll() is None
        assert exit_code(checkpoint, signal.SIGTERM) == 128 + signal.SIGTERM
    await holder.close()
