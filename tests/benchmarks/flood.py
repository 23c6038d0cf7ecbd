"""An honest person during a flood: 50,000 comments at full speed from 50 addresses, and beside them people with forms.

Flood and people run in processes of their own. A person opens the form, types for some seconds (not counted), has it checked,
makes the proof of work where it is asked for, submits, and sees the receipt; what is counted is all the waiting in between.
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
from uuid import UUID

from consult.instance.clock import SystemClock
from consult.opening import runtime_on
from consult.runtime import Runtime
from consult.work import run_work
from tests.benchmarks.processor import Processor
from tests.driving import driving
from tests.serving import served
from web.app import create_app

COMMENTS, ADDRESSES, PEOPLE = 50_000, 50, 3
BEFORE = 2  # comments by people while it is quiet


async def measure(fresh: Callable[[str], Any], folder: Path) -> dict[str, Any]:
    async with fresh("flood") as database, driving(database, folder / "flood") as driver:
        driver.clock.tell(SystemClock().now() - timedelta(seconds=30))
        consultation_id = await driver.opened()
        runtime = runtime_on(database, driver.runtime.settings, SystemClock())
        await runtime.freshness.start()
        working = asyncio.create_task(run_work(runtime))
        found = await flooded(runtime, consultation_id)
        working.cancel()
        await runtime.freshness.stop()
        return found


async def flooded(runtime: Runtime, consultation_id: str) -> dict[str, Any]:
    app = create_app(runtime)
    async with served(app) as address:
        parts = urlsplit(address)
        where = (str(parts.hostname), str(parts.port), consultation_id)
        quiet = (await run("people", *where, "1", str(BEFORE)))["comments"]
        processor = await Processor.of(runtime.database.pool)
        flooding = asyncio.create_task(run("flooder", *where, str(COMMENTS), str(ADDRESSES)))
        people, rounds = [], 0
        while not flooding.done():
            rounds += 1
            people += (await run("people", *where, str(PEOPLE), "1", str(1 + rounds * PEOPLE)))["comments"]
        flood = await flooding
        spent = [round(used / COMMENTS * 1e6) for used in processor.look()]
    await app.admission.share()
    refused = await runtime.admission.refused(UUID(consultation_id))
    own = {"processor µs of everything meanwhile, for each of the flood: server, PostgreSQL": spent}
    return _figures(flood, quiet, people) | own | {"refused, as published": refused, "log": (await runtime.log.head()).size}


def _figures(flood: dict[str, Any], quiet: list[Any], people: list[Any]) -> dict[str, Any]:
    waited = sorted(each["milliseconds"] for each in people)
    return {
        "flood: comments, addresses": [COMMENTS, ADDRESSES],
        "flood: answers": flood["answers"],
        "flood: seconds, comments/s": [round(flood["seconds"], 1), round(COMMENTS / flood["seconds"])],
        "a person before the flood, ms": [each["milliseconds"] for each in quiet],
        "people during the flood: comments": len(people),
        "a person during the flood, ms: median, slowest": [round(median(waited)), waited[-1]],
        "of which the proof of work, ms: median, slowest": _of_which(people, "proof"),
        "the slowest single answer, ms": max(each["slowest"] for each in people),
    }


def _of_which(people: list[Any], name: str) -> list[int]:
    return [round(median(each[name] for each in people)), max(each[name] for each in people)]


async def run(module: str, *arguments: str) -> dict[str, Any]:
    """What a process of its own found."""
    command = [sys.executable, "-m", f"tests.benchmarks.{module}", *arguments]
    process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
    output, _ = await process.communicate()
    assert process.returncode == 0, module
    found: dict[str, Any] = json.loads(output)
    return found
