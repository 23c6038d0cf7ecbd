"""A comment over HTTP against an empty Litestar handler; a page from the cache against a bare ASGI app."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from litestar import Litestar, post

from consult.clock import SystemClock, ToldClock
from consult.runtime import runtime_on
from consult.work import run_work
from tests.driving import driving
from tests.serving import served
from web.api.submission import NewComment
from web.app import create_app

SECONDS = 6.0
BODY = json.dumps({"respondent": {"kind": "individual"}, "text": "建议延长夜市营业时间，" * 20, "articles": ["a2"]}).encode()


@post("/empty", status_code=201)
async def empty(data: NewComment) -> dict[str, int]:
    """The baseline, as Litestar's documentation writes a handler: decode the same body, keep nothing."""
    return {"position": 0}


async def measure(fresh: Callable[[str], Any], folder: Path) -> dict[str, Any]:
    figures: dict[str, Any] = {}
    async with fresh("http") as database, driving(database, folder / "http") as driver:
        # The told clock stands where the system's is, so that the period is open for both.
        driver.clock.tell(SystemClock().now() - timedelta(seconds=30))
        tied = ToldClock(driver.clock.now())
        assert tied.now() == driver.clock.now()
        consultation_id = await driver.opened()
        runtime = runtime_on(database, driver.runtime.settings, SystemClock())
        await runtime.freshness.start()
        app = create_app(runtime)
        async with served(Litestar([empty], openapi_config=None, logging_config=None)) as address:
            baseline = await load(address, "POST", "/empty", BODY, 64)
        async with served(app) as address:
            rate = await load(address, "POST", f"/api/v1/consultations/{consultation_id}/comments", BODY, 64)
        figures |= {"empty handler, 64 connections, requests/s": round(baseline), "comments/s, 64 connections": round(rate)}
        figures["comment, ratio"] = round(rate / baseline, 2)
        work = asyncio.create_task(run_work(runtime))
        await runtime.projected((await runtime.log.head()).size - 1, 120)
        work.cancel()
        figures |= await pages(app)
        await runtime.freshness.stop()
    return figures


async def pages(app: Any) -> dict[str, Any]:
    """The consultation's page from the cache, 32 connections, against the same bytes."""
    path = "/consultations/2026-001"
    async with served(app) as address:
        import httpx

        async with httpx.AsyncClient(base_url=address) as client:
            content = (await client.get(path, headers={"accept-encoding": "identity"})).content
        rate = await load(address, "GET", path, b"", 32)
    async with served(bare(content)) as address:
        baseline = await load(address, "GET", path, b"", 32)
    return {
        "page bytes": len(content),
        "bare app, 32 connections, requests/s": round(baseline),
        "cached page, requests/s": round(rate),
        "cached page, ratio": round(rate / baseline, 2),
    }


def bare(content: bytes) -> Any:
    start = {
        "type": "http.response.start",
        "status": 200,
        "headers": [(b"content-type", b"text/html; charset=utf-8"), (b"content-length", str(len(content)).encode())],
    }
    body = {"type": "http.response.body", "body": content}

    async def app(scope: Any, receive: Any, send: Any) -> None:
        await send(start)
        await send(body)

    return app


async def load(address: str, method: str, path: str, body: bytes, connections: int) -> float:
    parts = urlsplit(address)
    command = [sys.executable, "-m", "tests.benchmarks.load", str(parts.hostname), str(parts.port), method, path]
    process = await asyncio.create_subprocess_exec(
        *command, str(connections), str(SECONDS), stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE
    )
    output, _ = await process.communicate(body)
    assert process.returncode == 0
    return float(output)
