"""A round: load, a kill at a planned step, a killed program started again, and all that outsiders know held to the log.

PostgreSQL is the program's own: nobody but the program starts it again.
"""

from __future__ import annotations

import asyncio
import itertools
import signal
import sys
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

import httpx

from consult.database import connect, open_database
from consult.instance.clock import SystemClock
from consult.public_log.note import FileSigner
from consult.publication.checkpoint_file import NAME
from tests.conftest import ORIGIN
from tests.crash.load import Known, Load
from tests.crash.processes import ROOT, environment_for, postmaster_in
from tests.crash.program import APPEND, BOTH, PROGRAM, STEPS, VICTIMS
from tests.crash.verifying import verify
from tests.driving import driving
from tests.serving import free_port
from tests.waiting import DEADLINE, until


class Stage:
    """An open consultation in a data folder, and `serve` on it in a process of its own."""

    def __init__(self, folder: Path, url: str, consultation_id: str) -> None:
        self.folder, self.url, self._consultation_id = folder, url, consultation_id
        self._plan = folder / "plan"
        self._process: asyncio.subprocess.Process | None = None
        self._port = free_port()
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
        postmaster = self._postmaster
        self._process.send_signal(signal.SIGUSR1)
        load = Load(self._address, self._consultation_id, self.known, self._numbers)
        await (self._program_killed() if victim in (PROGRAM, BOTH) else self._postgresql_killed(postmaster))
        await load.stop()
        self._write_plan(victim, step, 0)
        await self._verify()

    @property
    def _postmaster(self) -> int:
        return postmaster_in(self.folder)

    def _write_plan(self, victim: str, step: str, occurrence: int) -> None:
        self._plan.write_text(f"{victim} {occurrence} {step}")

    @property
    def _address(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    async def _start(self) -> None:
        environment = environment_for(self.folder, PORT=str(self._port))
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

    async def _postgresql_killed(self, postmaster: int) -> None:
        """The program goes on, starts the server again, and finds it."""
        await until(lambda: self._postmaster not in (0, postmaster), "PostgreSQL was killed and started again")
        await self._ready()

    async def _verify(self) -> None:
        pool = await connect(self.url)
        try:
            await verify(pool, self.verification_key, self.known, self._kept(), self._address)
        finally:
            await pool.close()

    async def close(self) -> None:
        """Stopped as a supervisor stops it, the program leaves no server behind."""
        if self._process and self._process.returncode is None:
            self._process.terminate()
            assert await self._process.wait() == 0, self.said()
            assert self._postmaster == 0


@asynccontextmanager
async def staged(folder: Path) -> AsyncIterator[Stage]:
    """A consultation has been opened; the program is not yet running."""
    async with open_database(None, folder) as database, driving(database, folder) as driver:
        driver.clock.tell(SystemClock().now() - timedelta(seconds=30))
        stage = Stage(folder, database.url, await driver.opened())
    try:
        yield stage
    finally:
        await stage.close()


def planned(rounds: int, random: Random) -> list[tuple[str, str, int]]:
    """Victim, step, occurrence: every step for every victim as evenly as the number of rounds allows, in any order."""
    every = [(victim, step) for step in STEPS for victim in VICTIMS]
    chosen = [pair for _ in range(rounds // len(every)) for pair in every] + random.sample(every, rounds % len(every))
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
