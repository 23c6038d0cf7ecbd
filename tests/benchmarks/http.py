"""A comment over HTTP against an empty Litestar handler; a page from the cache against a bare ASGI app.

The two that are compared are loaded in turn, round after round, so that whatever else the machine does meets both; the ratio
is the median over the rounds. Beside the rates stand the processor's microseconds for each answer.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from statistics import median
from typing import Any
from urllib.parse import urlsplit

import httpx
import msgspec
from litestar import Litestar, post

from consult.instance.clock import SystemClock
from consult.opening import runtime_on
from consult.runtime import Runtime
from consult.work import run_work
from tests.benchmarks.processor import Processor
from tests.driving import NO_LIMITS, driving
from tests.serving import served
from web.api.submission import NewComment
from web.app import create_app

ROUNDS = 7
SECONDS = 2.5  # of one load
WARM_UP = 1.0
BODY = json.dumps({"respondent": {"kind": "individual"}, "text": "建议延长夜市营业时间，" * 20, "articles": ["a2"]}).encode()


class Target(msgspec.Struct, frozen=True):
    address: str
    method: str
    path: str
    body: bytes
    connections: int


class Loaded(msgspec.Struct, frozen=True):
    """One load: answers per second; microseconds of processor per answer in this process, in PostgreSQL, in the load itself."""

    rate: float
    here: float
    database: float
    load: float


@post("/empty", status_code=201)
async def empty(data: NewComment) -> dict[str, int]:
    """The baseline, as Litestar's documentation writes a handler: decode the same body, keep nothing."""
    return {"position": 0}


async def measure(fresh: Callable[[str], Any], folder: Path) -> dict[str, Any]:
    async with fresh("http") as database, driving(database, folder / "http", **NO_LIMITS) as driver:
        # The told clock stands where the system's is, so that the period is open for both.
        driver.clock.tell(SystemClock().now() - timedelta(seconds=30))
        consultation_id = await driver.opened()
        runtime = runtime_on(database, driver.runtime.settings, SystemClock())
        await runtime.freshness.start()
        app = create_app(runtime)
        figures = await comments(app, runtime, consultation_id)
        work = asyncio.create_task(run_work(runtime))
        await runtime.wait_until_projected((await runtime.log.head()).size - 1, 120)
        work.cancel()
        figures |= await pages(app, runtime)
        await runtime.freshness.stop()
    return figures


async def comments(app: Any, runtime: Runtime, consultation_id: str) -> dict[str, Any]:
    """A comment accepted, sealed and durable, under a signed checkpoint, 64 connections."""
    nothing = Litestar([empty], openapi_config=None, logging_config=None)
    async with served(nothing) as bare_address, served(app) as address:
        base, own = await compared(
            runtime,
            Target(bare_address, "POST", "/empty", BODY, 64),
            Target(address, "POST", f"/api/v1/consultations/{consultation_id}/comments", BODY, 64),
        )
    return {
        "empty handler, 64 connections, requests/s": _median(base, "rate"),
        "comments/s, 64 connections": _median(own, "rate"),
        "comment, ratio": ratio(base, own),
        "comment, ratio, lowest and highest round": spread(base, own),
        "comment, ratio by processor time: server, everything": by_processor(base, own),
        "comment, processor µs: server, PostgreSQL, load": [_median(own, name) for name in ("here", "database", "load")],
        "empty handler, processor µs: server, load": [_median(base, name) for name in ("here", "load")],
    }


async def pages(app: Any, runtime: Runtime) -> dict[str, Any]:
    """The consultation's page from the cache, 32 connections, against the same bytes."""
    path = "/consultations/2026-001"
    async with served(app) as address:
        async with httpx.AsyncClient(base_url=address) as client:
            page = await client.get(path, headers={"accept-encoding": "identity"})
        async with served(bare(page)) as bare_address:
            targets = (Target(each, "GET", path, b"", 32) for each in (bare_address, address))
            base, own = await compared(runtime, *targets)
    return {
        "page bytes": len(page.content),
        "bare app, 32 connections, requests/s": _median(base, "rate"),
        "cached page, requests/s": _median(own, "rate"),
        "cached page, ratio": ratio(base, own),
        "cached page, ratio, lowest and highest round": spread(base, own),
        "cached page, ratio by processor time: server": by_processor(base, own)[0],
        "cached page, processor µs: bare app, ours": [_median(base, "here"), _median(own, "here")],
    }


async def compared(runtime: Runtime, baseline: Target, ours: Target) -> tuple[list[Loaded], list[Loaded]]:
    """Both loaded in turn, after a warm-up of each; each round begins with the one that was second in the round before."""
    found: dict[Target, list[Loaded]] = {baseline: [], ours: []}
    for target in found:
        await load(runtime, target, WARM_UP)
    for number in range(ROUNDS):
        for target in (baseline, ours) if number % 2 else (ours, baseline):
            found[target].append(await load(runtime, target, SECONDS))
    return found[baseline], found[ours]


def ratio(base: list[Loaded], own: list[Loaded]) -> float:
    """The median of the rounds' ratios."""
    return round(median(mine.rate / theirs.rate for theirs, mine in zip(base, own, strict=True)), 2)


def spread(base: list[Loaded], own: list[Loaded]) -> list[float]:
    ratios = [mine.rate / theirs.rate for theirs, mine in zip(base, own, strict=True)]
    return [round(min(ratios), 2), round(max(ratios), 2)]


def by_processor(base: list[Loaded], own: list[Loaded]) -> list[float]:
    """The ratio that a core for the server alone would allow, and the one that cores shared by all of them would."""
    server = median(each.here for each in base) / median(each.here for each in own)
    return [round(server, 2), round(median(map(_whole, base)) / median(map(_whole, own)), 2)]


def _whole(loaded: Loaded) -> float:
    return loaded.here + loaded.database + loaded.load


def _median(rounds: list[Loaded], name: str) -> int:
    return round(median(getattr(each, name) for each in rounds))


async def bare_rate(runtime: Runtime, page: httpx.Response) -> int:
    """Requests/s of the bare app with this page: how fast the machine is on the day."""
    async with served(bare(page)) as address:
        target = Target(address, "GET", "/", b"", 32)
        return _median([await load(runtime, target, seconds) for seconds in (WARM_UP, SECONDS, SECONDS, SECONDS)][1:], "rate")


def bare(page: httpx.Response) -> Any:
    """An app that sends the same bytes: the page with its headers (the server itself adds the date)."""
    headers = [(name, value) for name, value in page.headers.raw if name.lower() != b"date"]
    start = {"type": "http.response.start", "status": 200, "headers": headers}
    body = {"type": "http.response.body", "body": page.content}

    async def app(scope: Any, receive: Any, send: Any) -> None:
        await send(start)
        await send(body)

    return app


async def load(runtime: Runtime, target: Target, seconds: float) -> Loaded:
    """Load one target from a process of its own."""
    parts = urlsplit(target.address)
    command = [sys.executable, "-m", "tests.benchmarks.load", str(parts.hostname), str(parts.port), target.method, target.path]
    processor = await Processor.of(runtime.database.pool)
    process = await asyncio.create_subprocess_exec(
        *command, str(target.connections), str(seconds), stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE
    )
    output, _ = await process.communicate(target.body)
    here, database = processor.look()
    assert process.returncode == 0
    counted = json.loads(output)
    answers = counted["answers"]
    return Loaded(answers / counted["seconds"], *(spent / answers * 1e6 for spent in (here, database, counted["own"])))
