"""Commands of the program in processes of their own, as a supervisor runs them."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import psutil

from consult.database.postmaster import running_postmaster
from tests.conftest import ORIGIN
from tests.driving import NO_LIMITS
from tests.waiting import DEADLINE, until_now

ROOT = Path(__file__).parent.parent.parent


def environment_for(folder: Path, **settings: str) -> dict[str, str]:
    """For a data folder, by default with a PostgreSQL of its own."""
    given = {
        "DATA_DIR": str(folder),
        "ORIGIN": ORIGIN,
        "METRICS_PORT": "0",
        **{name.upper(): str(value) for name, value in NO_LIMITS.items()},
        **settings,
    }
    return {**os.environ, **{f"CONSULT_{name}": value for name, value in given.items()}}


@contextmanager
def running(folder: Path, *command: str, **settings: str) -> Iterator[subprocess.Popen[bytes]]:
    """`python -m consult` with this command; what it writes goes to `program.log` in the folder. Killed at the end."""
    with (folder / "program.log").open("ab") as written:
        arguments = [sys.executable, "-m", "consult", *command]
        process = subprocess.Popen(arguments, cwd=ROOT, env=environment_for(folder, **settings), stdout=written, stderr=written)
    try:
        yield process
    finally:
        process.kill()
        process.wait(DEADLINE)


def postmaster_in(folder: Path) -> int:
    """Process id of the PostgreSQL that is alive in a data folder; 0 where none is."""
    found = running_postmaster((folder / "postgres").resolve())
    return found.pid if found else 0


def await_ready(process: subprocess.Popen[bytes], port: int) -> None:
    def answers() -> bool:
        assert process.poll() is None, "the program has ended"
        try:
            return httpx.get(f"http://127.0.0.1:{port}/health/ready").status_code == 200
        except httpx.TransportError:
            return False

    until_now(answers, "the program is ready")


def children_of(process: subprocess.Popen[bytes], word: str) -> list[psutil.Process]:
    """Its children with this word on their command line."""
    return [child for child in psutil.Process(process.pid).children() if word in child.cmdline()]
