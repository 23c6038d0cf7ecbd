"""Memory and pace of the real processes on a filled database: the web, the work role, a rebuild of the read models."""

from __future__ import annotations

import asyncio
import os
import re
import sys
import time
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import asyncpg
import httpx

PORT = "8798"
ADDRESS = f"http://127.0.0.1:{PORT}"
ROOT = Path(__file__).parents[2]
BEHIND = "UPDATE read.progress SET fingerprint = 'made by other code'"
STANDING = """
SELECT (SELECT fingerprint <> 'made by other code' AND position + 1 = size FROM read.progress)
    AND (SELECT below = size FROM sealed.marked) FROM log.head
"""
PATIENCE = 3_600  # seconds


async def figures(url: str, folder: Path, pages: Iterable[str]) -> dict[str, Any]:
    """Peak memory in MB: of the web after every public page, of the work role that makes all read models anew; and its pace."""
    environment = {**os.environ, "CONSULT_DATABASE_URL": url, "CONSULT_DATA_DIR": str(folder), "CONSULT_PORT": PORT}
    environment |= {"CONSULT_ORIGIN": "consult.example/log/test", "CONSULT_PUBLIC_URL": "http://consult.example"}
    found = await _rebuilt(url, environment)  # first: whoever asks the web for a pack lets it be made beside
    async with _running("serve", environment | {"CONSULT_WORK": "false"}) as web:
        asked = await _asked(pages)
        return found | {"memory: web, MB, after its public pages": [_peak(web), asked]}


async def _rebuilt(url: str, environment: dict[str, str]) -> dict[str, Any]:
    await _owner(url, BEHIND)
    size = await _owner(url, "SELECT size FROM log.head")
    started = time.monotonic()
    async with _running("work", environment) as work:
        while not await _owner(url, STANDING):
            assert work.returncode is None
            assert time.monotonic() - started < PATIENCE
            await asyncio.sleep(1)
        seconds = time.monotonic() - started
        return {
            "memory: work role that rebuilds, MB": _peak(work),
            "rebuild: events": size,
            "rebuild: events/s, start and switch included": round(size / seconds),
        }


@asynccontextmanager
async def _running(command: str, environment: dict[str, str]) -> AsyncIterator[asyncio.subprocess.Process]:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "consult", command, cwd=ROOT, env=environment, stdout=asyncio.subprocess.DEVNULL
    )
    try:
        yield process
    finally:
        process.terminate()
        await process.wait()


async def _asked(pages: Iterable[str]) -> int:
    """How many of the pages answer, once the server does."""
    started, answered = time.monotonic(), 0
    async with httpx.AsyncClient(base_url=ADDRESS, timeout=60) as client:
        while True:
            try:
                await client.get("/health/live")
                break
            except httpx.TransportError:
                assert time.monotonic() - started < PATIENCE
                await asyncio.sleep(0.2)
        for path in pages:
            answered += (await client.get(path)).status_code == 200
    return answered


async def _owner(url: str, statement: str) -> Any:
    connection = await asyncpg.connect(url)
    try:
        return await connection.fetchval(statement)
    finally:
        await connection.close()


def _peak(process: asyncio.subprocess.Process) -> int:
    """The most that was ever resident, in MB."""
    said = Path(f"/proc/{process.pid}/status").read_text("ascii")
    kilobytes = re.search(r"VmHWM:\s+(\d+)", said)
    assert kilobytes
    return round(int(kilobytes.group(1)) / 1024)
