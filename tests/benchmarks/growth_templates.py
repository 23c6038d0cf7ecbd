"""Filled databases: each size is made once, out of the one before, kept as a template, and copied before commands change it."""

from __future__ import annotations

import itertools
import os
import shutil
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import asyncpg
import msgspec

from consult.database import Database, connect, migrate
from tests.benchmarks.growth_filling import Standing, now_on
from tests.conftest import url_of
from tests.driving import Driver, driving

Fill = Callable[[Driver, Standing | None], Awaitable[Standing]]


class Templates:
    """Databases of the server at `url`; in `root` a folder of each: its keys, and what it holds."""

    def __init__(self, url: str, root: Path) -> None:
        self._url, self._root = url, root
        self._numbers = itertools.count()

    async def make(self, name: str, before: str | None, fill: Fill) -> None:
        """`name` is there: made out of `before` by `fill` where it is not; its read models are made by the code of today."""
        started = time.monotonic()
        if not self._said(name).exists():
            await self._copy(before, name)
            async with self._opened(name) as driver:
                standing = await fill(driver, self.standing(before) if before else None)
            self._said(name).write_bytes(msgspec.json.encode(standing))
        async with self._opened(name):
            await self._owner(name, "VACUUM (ANALYZE)")
        print(f"growth: {name} stands after {time.monotonic() - started:.0f} s", file=sys.stderr, flush=True)

    def standing(self, name: str) -> Standing:
        return msgspec.json.decode(self._said(name).read_bytes(), type=Standing)

    @asynccontextmanager
    async def copied(self, name: str) -> AsyncIterator[tuple[str, Path]]:
        """The owner's URL and the folder of a copy, dropped at the end."""
        copy = f"copy_{os.getpid()}_{next(self._numbers)}"
        await self._copy(name, copy)
        try:
            yield url_of(self._url, copy), self._root / copy
        finally:
            await self._owner("postgres", f"DROP DATABASE {copy} WITH (FORCE)")
            shutil.rmtree(self._root / copy)

    def _said(self, name: str) -> Path:
        return self._root / name / "standing.json"

    async def _copy(self, before: str | None, name: str) -> None:
        shutil.rmtree(self._root / name, ignore_errors=True)
        await self._owner("postgres", f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        template = f"TEMPLATE {before} STRATEGY file_copy" if before else ""
        await self._owner("postgres", f"CREATE DATABASE {name} {template}")
        if before:
            shutil.copytree(self._root / before, self._root / name, ignore=shutil.ignore_patterns("standing.json"))
            await self._owner("postgres", f"GRANT CREATE ON DATABASE {name} TO consult_app")  # a template's own are not copied

    async def _owner(self, database: str, statement: str) -> None:
        connection = await asyncpg.connect(url_of(self._url, database))
        try:
            await connection.execute(statement)
        finally:
            await connection.close()

    @asynccontextmanager
    async def _opened(self, name: str) -> AsyncIterator[Driver]:
        async with driver_on(url_of(self._url, name), self._root / name) as driver:
            yield driver


@asynccontextmanager
async def driver_on(url: str, folder: Path) -> AsyncIterator[Driver]:
    """A driver on a database; where something is in it, its clock stands where the machine's does."""
    await migrate(url)
    pool = await connect(url, size=20)
    try:
        async with driving(Database(url, pool), folder) as driver:
            if (await driver.runtime.log.head()).size:
                now_on(driver)
            await driver.runtime.freshness.load()
            driver.keys = itertools.count((await driver.runtime.log.head()).size)  # none of them was used before
            yield driver
    finally:
        pool.terminate()
