"""PostgreSQL's own programs (`pg_basebackup` and its brothers), run on a server named by its URL."""

from __future__ import annotations

import asyncio
import os
from asyncio.subprocess import DEVNULL, PIPE, Process
from pathlib import Path
from urllib.parse import unquote, urlsplit, urlunsplit

from consult.database.installation import programs_folder
from consult.instance.children import ended, said_until_end


class ProgramFailed(Exception):
    """One of PostgreSQL's programs ended with an error; the message is what it said."""


async def run_program(name: str, *arguments: str | Path, url: str | None = None, programs: Path | None = None) -> None:
    """Run it to its end; killed where the waiting task is cancelled. Raises ProgramFailed."""
    process = await started_program(name, *arguments, url=url, programs=programs)
    try:
        said = await said_until_end(process)
    finally:
        await ended(process)
    if process.returncode:
        raise ProgramFailed(f"{name}: {said}")


async def started_program(name: str, *arguments: str | Path, url: str | None = None, programs: Path | None = None) -> Process:
    """A process of it, connected to `url` where there is one; standard error is a pipe."""
    address, environment = _connection(url) if url else ((), {})
    command = ((programs or programs_folder()) / name, *address, *arguments)
    spoken = {**os.environ, **environment, "LC_ALL": "C"}
    return await asyncio.create_subprocess_exec(*command, env=spoken, stdin=DEVNULL, stdout=DEVNULL, stderr=PIPE)


def _connection(url: str) -> tuple[tuple[str, str], dict[str, str]]:
    """Arguments and environment. The password is not on the command line, which every user of the machine can read."""
    parts = urlsplit(url)
    user = parts.netloc.rpartition("@")[0].partition(":")[0]
    host = parts.netloc.rpartition("@")[2]
    bare = urlunsplit(parts._replace(netloc=f"{user}@{host}" if user else host))
    return ("-d", bare), {"PGPASSWORD": unquote(parts.password)} if parts.password else {}
