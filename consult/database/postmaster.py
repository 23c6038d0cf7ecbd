"""The processes of a PostgreSQL server: which there is by its lock file `postmaster.pid`, and whether it is still alive."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import msgspec
import psutil

LOCK_FILE = "postmaster.pid"
READY = "ready"


class Postmaster(msgspec.Struct, frozen=True):
    """What the lock file says: process id, folder of the socket, and `status`: starting, ready or stopping."""

    pid: int
    socket_folder: str
    status: str


def postmaster_of(data: Path) -> Postmaster | None:
    """By the lock file in the data folder; None where there is none, or it is still being written."""
    try:
        lines = (data / LOCK_FILE).read_text("utf-8").splitlines()
        return Postmaster(int(lines[0]), lines[4].strip(), lines[7].strip())
    except (FileNotFoundError, IndexError, ValueError):
        return None


def running_postmaster(data: Path) -> Postmaster | None:
    """The postmaster that is alive. None also where its number belongs to nobody, to the dead, or to another program by now."""
    found = postmaster_of(data)
    return found if found and is_at_work(found.pid, data) else None


def is_at_work(pid: int, data: Path) -> bool:
    """Whether this is a living process of a PostgreSQL on this data folder."""
    try:
        return _is_of(psutil.Process(pid), data)
    except psutil.NoSuchProcess:
        return False


def lock_files(data: Path, socket_folder: str) -> Iterator[Path]:
    """Those of the data folder and of the socket that a server left behind: each names its process in the first line."""
    files = data / LOCK_FILE, Path(socket_folder) / ".s.PGSQL.5432.lock"
    return (file for file in files if file.exists())


def names_a_process(file: Path) -> bool:
    """Whether the number in a lock file is that of any process now, be it dead and unburied."""
    first = file.read_text("utf-8").partition("\n")[0]
    return first.isdecimal() and psutil.pid_exists(int(first))


def servers_on(data: Path) -> list[psutil.Process]:
    """All living processes of PostgreSQL on this data folder, whether their postmaster lives or not."""
    return [process for process in psutil.process_iter() if _is_of(process, data)]


def kill_servers_on(data: Path) -> list[psutil.Process]:
    """All of them, by force; those that are not gone yet. Whoever is killed may take others along."""
    for process in servers_on(data):
        with suppress(psutil.NoSuchProcess):
            process.kill()
    return servers_on(data)


def _is_of(process: psutil.Process, data: Path) -> bool:
    """Every process of a server works in its data folder, and has no other."""
    try:
        if process.status() == psutil.STATUS_ZOMBIE or not process.name().startswith("postgres"):
            return False
        where: str = process.cwd()
        return where == str(data)
    except psutil.NoSuchProcess:
        return False
    except psutil.AccessDenied:
        return False  # of another user: none that we have started
