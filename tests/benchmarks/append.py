"""Appends per second against the `eventsourcing` library's own PostgreSQL recorder with 8 threads."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

from eventsourcing.persistence import StoredEvent
from eventsourcing.postgres import PostgresApplicationRecorder, PostgresDatastore

from consult.event_log import Append, EventLog, NewEvent
from consult.instance.clock import SystemClock
from consult.public_log.note import FileSigner

STATE = b'{"type":"benchmark.v1","text":"' + b"x" * 400 + b'"}'


async def measure(fresh: Callable[[str], Any], folder: Path) -> dict[str, Any]:
    figures: dict[str, Any] = {}
    async with fresh("library") as database:
        baseline = await asyncio.to_thread(library, database.url)
        figures["library, 8 threads, appends/s"] = round(baseline)
    for callers, each in ((32, 300), (256, 100)):
        async with fresh("append") as database:
            log = EventLog(database.pool, FileSigner("bench.example/log", folder / "key"), SystemClock())
            await run(log, callers, 20)
            rate = await run(log, callers, each)
        figures[f"{callers} callers, appends/s"] = round(rate)
        figures[f"{callers} callers, ratio"] = round(rate / baseline, 1)
    return figures


async def run(log: EventLog, callers: int, each: int) -> float:
    async def caller() -> None:
        for _ in range(each):
            await log.append(Append((NewEvent(uuid4(), 1, "benchmark.v1", STATE),)))

    started = time.perf_counter()
    await asyncio.gather(*(caller() for _ in range(callers)))
    return callers * each / (time.perf_counter() - started)


def library(url: str) -> float:
    parts = urlsplit(url)
    host = parse_qs(parts.query)["host"][0]
    with PostgresDatastore(
        dbname=parts.path[1:], host=host, port="5432", user="postgres", password="", pool_size=10
    ) as datastore:
        recorder = PostgresApplicationRecorder(datastore, events_table_name="library_events")
        recorder.create_table()

        def insert(_: int) -> None:
            recorder.insert_events([StoredEvent(uuid4(), 1, "benchmark.v1", STATE)])

        with ThreadPoolExecutor(8) as threads:
            list(threads.map(insert, range(100)))
            started = time.perf_counter()
            list(threads.map(insert, range(1500)))
            return 1500 / (time.perf_counter() - started)
