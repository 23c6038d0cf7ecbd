"""A round: load, a kill at a planned step, a restart of what was killed, and everything that outsiders know held to the log."""

from __future__ import annotations

import asyncio
import ctypes
import itertools
import os
import signal
import socket
import sys
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

import asyncpg
import httpx

from consult.database import Database, connect, migrate
from consult.database.embedded import EmbeddedServer
from consult.instance.clock import SystemClock
from consult.public_log.note import FileSigner
from consult.publication.checkpoint_file import NAME
from tests.conftest import ORIGIN, url_of
from tests.crash.load import Known, Load
from tests.crash.program import APPEND, STEPS
from tests.crash.verifying import verify
from tests.driving import NO_LIMITS, driving
from tests.waiting import DEADLINE, until

ROOT = Path(__file__).parent.parent.parent
PROGRAM, POSTGRESQL = "program", "postgresql"
PR_SET_CHILD_SUBREAPER = 36


class Stage:
    """A server of PostgreSQL, an open consultation on it, and the program in a process of its own."""

    def __init__(self, folder: Path, server: EmbeddedServer, consultation_id: str) -> None:
        self.folder, self.server, self._consultation_id = folder, server, consultation_id
        self.url = url_of(self.server.url, "crash")
        self._plan = folder / "plan"
        self._process: asyncio.subprocess.Process | None = None
        self._port = _free_port()
        self._numbers = itertools.count(1)
        self.known = Known()

    @property
    def verification_key(self) -> str:
        return FileSigner(ORIGIN, self.folder / "keys" / "log").verification_key

    def _kept(self) -> set[str]:
        """The checkpoint that the program keeps outside the database, once there is one."""
        file = self.folder / NAME
        return {file.read_text("utf-8")} if file.exists() else set()

    async def round(self, victim: str, step: str, occurrence: int) -> None:
        """Raises where anything that was acknowledged or served does not stand."""
        if self._process is None:
            self._write_plan(PROGRAM, "never", 0)
            await self._start()
        assert self._process
        self._write_plan(victim, step, occurrence)
        self._process.send_signal(signal.SIGUSR1)
        load = Load(self._address, self._consultation_id, self.known, self._numbers)
        await (self._program_killed() if victim == PROGRAM else self._postgresql_killed())
        await load.stop()
        self._write_plan(victim, step, 0)
        await self._verify()

    def _write_plan(self, victim: str, step: str, occurrence: int) -> None:
        whom = victim if victim == PROGRAM else str(self.folder / "postgres")
        self._plan.write_text(f"{whom} {occurrence} {step}")

    @property
    def _address(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    async def _start(self) -> None:
        settings = {"DATA_DIR": str(self.folder), "DATABASE_URL": self.url, "ORIGIN": ORIGIN, "PORT": str(self._port)}
        settings |= {name.upper(): str(value) for name, value in NO_LIMITS.items()}
        environment = {**os.environ, **{f"CONSULT_{name}": value for name, value in settings.items()}}
        with (self.folder / "program.log").open("ab") as written:
            command = sys.executable, "-m", "tests.crash.program", str(self._plan)
            self._process = await asyncio.create_subprocess_exec(
                *command, cwd=ROOT, env=environment, stdout=written, stderr=written
            )
        await self._ready()

    async def _ready(self) -> None:
        async with httpx.AsyncClient(base_url=self._address) as client:

            async def answers() -> bool:
                assert self._process is None or self._process.returncode is None, self.said()
                with suppress(httpx.TransportError):
                    return (await client.get("/health/ready")).status_code == 200
                return False

            await until(answers, "the program is ready")

    def said(self) -> str:
        """The end of what the program wrote."""
        return (self.folder / "program.log").read_text()[-3000:]

    async def _program_killed(self) -> None:
        assert self._process
        async with asyncio.timeout(DEADLINE):
            assert await self._process.wait() == -signal.SIGKILL, self.said()
        self._write_plan(PROGRAM, "never", 0)
        await self._start()

    async def _postgresql_killed(self) -> None:
        """The program itself goes on, and has to find the server again."""
        postmaster = self.server.postmaster
        await until(lambda: _buried(postmaster), "PostgreSQL has been killed")
        self.server.stop()
        self.server = await asyncio.to_thread(EmbeddedServer, self.folder)
        assert self.server.postmaster != postmaster
        await self._ready()

    async def _verify(self) -> None:
        pool = await connect(self.url)
        try:
            await verify(pool, self.verification_key, self.known, self._kept(), self._address)
        finally:
            await pool.close()

    async def close(self) -> None:
        if self._process and self._process.returncode is None:
            self._process.terminate()
            await self._process.wait()
        self.server.stop()


@asynccontextmanager
async def staged(folder: Path) -> AsyncIterator[Stage]:
    """A consultation has been opened; the program is not yet running."""
    _adopt_orphans()
    server = EmbeddedServer(folder)
    owner = await asyncpg.connect(server.url)
    await owner.execute("CREATE DATABASE crash")
    await owner.close()
    url = url_of(server.url, "crash")
    await migrate(url)
    pool = await connect(url)
    async with driving(Database(url, pool), folder) as driver:
        driver.clock.tell(SystemClock().now() - timedelta(seconds=30))
        consultation_id = await driver.opened()
    await pool.close()
    stage = Stage(folder, server, consultation_id)
    try:
        yield stage
    finally:
        await stage.close()


def planned(rounds: int, random: Random) -> list[tuple[str, str, int]]:
    """Victim, step, occurrence: every step for both victims as evenly as the number of rounds allows, in any order."""
    both = [(victim, step) for step in STEPS for victim in (PROGRAM, POSTGRESQL)]
    chosen = [pair for _ in range(rounds // len(both)) for pair in both] + random.sample(both, rounds % len(both))
    random.shuffle(chosen)
    return [(victim, step, random.randint(2, 20) if step in APPEND else random.randint(1, 2)) for victim, step in chosen]


async def play(folder: Path, plans: Sequence[tuple[str, str, int]], progress: Any = None) -> dict[str, Any]:
    """All rounds on one log that grows; answers with figures."""
    struck: Counter[str] = Counter()
    async with staged(folder) as stage:
        for number, plan in enumerate(plans, 1):
            await stage.round(*plan)
            struck[f"{plan[0]}: {plan[1]}"] += 1
            if progress:
                progress(number, plan, len(stage.known.receipts))
        return {
            "rounds": len(plans),
            "kills": dict(sorted(struck.items())),
            "comments acknowledged": len(stage.known.receipts),
            "requests sent again": stage.known.retried,
            "checkpoints held to the log": len(stage.known.notes),
        }


def _adopt_orphans() -> None:
    """The postmaster, which leaves its parent, becomes a child of this process: somebody has to bury it, and not everywhere
    does process 1."""
    assert ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) == 0


def _buried(pid: int) -> bool:
    return os.waitpid(pid, os.WNOHANG) != (0, 0)


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
