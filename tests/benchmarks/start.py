"""`make demo`: seconds to the first page at the second start."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx


async def measure(fresh: Callable[[str], Any], folder: Path) -> dict[str, Any]:
    first = await started(folder / "demo")
    second = await started(folder / "demo")
    return {"demo, first start to the first page, s": first, "demo, second start to the first page, s": second}


async def started(folder: Path) -> float:
    environment = {**os.environ, "CONSULT_DATA_DIR": str(folder), "CONSULT_PORT": "8799"}
    begun = time.perf_counter()
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "consult", "demo", env=environment, stdout=asyncio.subprocess.DEVNULL
    )
    try:
        return await first_page(begun)
    finally:
        process.send_signal(signal.SIGINT)
        await process.wait()


async def first_page(begun: float) -> float:
    async with httpx.AsyncClient() as client:
        while True:
            try:
                response = await client.get("http://127.0.0.1:8799/consultations")
                assert response.status_code == 200
                return round(time.perf_counter() - begun, 1)
            except httpx.TransportError:
                assert time.perf_counter() - begun < 120
                await asyncio.sleep(0.05)
