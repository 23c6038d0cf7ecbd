"""The auditor on a million entries; tiles from the cache against a bare app; what tree and signature cost an append."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from statistics import median
from typing import Any

import httpx
import msgspec

from consult.event_log import EventLog, batch, remembered, writing
from consult.instance.clock import SystemClock
from consult.instance.settings import Settings
from consult.opening import runtime_on
from consult.public_log.note import FileSigner
from consult.public_log.tree import Edge
from consult.runtime import Runtime
from tests.benchmarks.append import run
from tests.benchmarks.audited import write_honest
from tests.benchmarks.http import Loaded, Target, bare, compared, ratio, spread
from tests.benchmarks.processor import Processor
from tests.publication.synthetic import grow
from tests.serving import served
from web.app import create_app

ENTRIES = 990_000  # and up to the end of a wave
ROUNDS = 5
ORIGIN = "bench.example/log"
HWM = "VmHWM:"


async def measure(fresh: Callable[[str], Any], folder: Path) -> dict[str, Any]:
    cost = await append_cost(fresh, folder)
    tiles = await tiles_from_cache(fresh, folder)
    return await asyncio.to_thread(audited, folder) | tiles | cost


def audited(folder: Path) -> dict[str, Any]:
    """`consult audit` on the folder, as a person runs it. Seconds are those of the report."""
    target = folder / "audited"
    size = write_honest(target, ENTRIES, FileSigner(ORIGIN, folder / "audited-key"))
    wall, processor, memory = _audit(target, size)
    shutil.rmtree(target)
    return {
        "audit: entries (disclosures left out)": size,
        "audit: entries/s": round(size / wall),
        "audit: entries per second of processor time": round(size / processor),
        "audit: largest resident memory, MB": round(memory),
    }


def _audit(folder: Path, size: int) -> tuple[float, float, float]:
    """Seconds, seconds of processor time, megabytes."""
    command = [sys.executable, "-m", "consult", "audit", str(folder), "--json", "--no-memory", "--no-disclosures"]
    with (folder / "report.json").open("wb") as written:
        process = subprocess.Popen(command, stdout=written)
        most = 0
        while True:
            with suppress(FileNotFoundError, StopIteration):
                most = max(most, _resident(process.pid))
            ended, status, usage = os.wait4(process.pid, os.WNOHANG)
            if ended:
                break
            time.sleep(0.05)
    report = json.loads((folder / "report.json").read_text())
    assert (status, report["size"], report["findings"]) == (0, size, []), report["counts"]
    return report["seconds"], usage.ru_utime + usage.ru_stime, most * 1024 / 1e6


def _resident(pid: int) -> int:
    """The largest resident size so far, in KiB (that of `wait4` begins with the parent's)."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(HWM))


async def tiles_from_cache(fresh: Callable[[str], Any], folder: Path) -> dict[str, Any]:
    """A tile and a bundle, 32 connections, each against a bare app that sends the same bytes."""
    async with fresh("tiles") as database:
        settings = Settings(data_dir=folder / "tiles", origin=ORIGIN, public_url="http://bench.example")
        runtime = runtime_on(database, settings, SystemClock())
        await grow(runtime.log, 0, 600)
        async with served(create_app(runtime)) as address:
            return {
                **await _against_bare(runtime, address, "/log/tile/0/000", "tile"),
                **await _against_bare(runtime, address, "/log/tile/entries/000", "bundle"),
            }


async def _against_bare(runtime: Runtime, address: str, path: str, name: str) -> dict[str, Any]:
    async with httpx.AsyncClient(base_url=address) as client:
        found = await client.get(path, headers={"accept-encoding": "identity"})
    async with served(bare(found)) as other:
        base, own = await compared(runtime, *(Target(each, "GET", path, b"", 32) for each in (other, address)))
    return {
        f"{name} from cache: bytes": len(found.content),
        f"{name} from cache: ratio to a bare app": ratio(base, own),
        f"{name} from cache: ratio, lowest and highest round": spread(base, own),
        f"{name} from cache: processor µs: bare app, ours": [
            round(median(each.here for each in some), 1) for some in (base, own)
        ],
    }


def _here(rounds: list[Loaded]) -> float:
    return round(median(each.here for each in rounds), 1)


class NoEdge(Edge):
    """Counts entries and hashes nothing."""

    def __init__(self, size: int = 0, roots: Sequence[bytes] = ()) -> None:
        super().__init__()
        self.size = size

    def append(self, leaf: bytes) -> None:
        self.size += 1


class NoSignature(msgspec.Struct):
    """Hands the text back as it is."""

    origin: str

    def sign(self, text: str) -> str:
        return text


@contextmanager
def no_tree() -> Iterator[None]:
    """The same append, without leaf hashes and tree."""
    kept = writing.Edge, remembered.Edge, batch.leaf_hash
    writing.Edge = remembered.Edge = NoEdge  # type: ignore[misc]
    batch.leaf_hash = lambda entry: b""
    try:
        yield
    finally:
        writing.Edge, remembered.Edge, batch.leaf_hash = kept  # type: ignore[misc]


async def append_cost(fresh: Callable[[str], Any], folder: Path) -> dict[str, Any]:
    """Appends with tree and signature, each in turn with the same appends without; medians of the rounds."""
    figures: dict[str, Any] = {}
    for callers, each in ((32, 200), (256, 60)):
        async with fresh("signed") as signed, fresh("plain") as plain:
            log = EventLog(signed.pool, FileSigner(ORIGIN, folder / "cost-key"), SystemClock())
            without = EventLog(plain.pool, NoSignature(ORIGIN), SystemClock())
            processor = await Processor.of(plain.pool)
            pairs = []
            for number in range(2 * ROUNDS + 1):
                both = (_with(log, callers, each, processor), _without(without, callers, each, processor))
                first, second = [await appends() for appends in (both if number % 2 else both[::-1])]
                pairs.append((first, second) if number % 2 else (second, first))
        figures |= {f"{callers} callers, {name}": value for name, value in _costs(pairs[1:]).items()}
    return figures


Appends = Callable[[], Awaitable[tuple[float, float]]]
Measured = tuple[float, float]
"""Appends per second, and microseconds of processor for each, here and in PostgreSQL."""


def _with(log: EventLog, callers: int, each: int, processor: Processor) -> Appends:
    async def appends() -> Measured:
        processor.look()
        rate = await run(log, callers, each)
        return rate, sum(processor.look()) / (callers * each) * 1e6

    return appends


def _without(log: EventLog, callers: int, each: int, processor: Processor) -> Appends:
    async def appends() -> Measured:
        with no_tree():
            return await _with(log, callers, each, processor)()

    return appends


def _costs(pairs: list[tuple[Measured, Measured]]) -> dict[str, Any]:
    def cost(place: int, *, more: bool) -> float:
        ratios = sorted(own[place] / base[place] for own, base in pairs)
        middle = median(ratios)
        return round(100 * (1 - 1 / middle if more else 1 - middle), 1)

    return {
        "appends/s with and without tree and signature": [round(median(pair[who][0] for pair in pairs)) for who in (0, 1)],
        "processor µs with and without": [round(median(pair[who][1] for pair in pairs)) for who in (0, 1)],
        "cost of tree and signature, % of throughput": cost(0, more=False),
        "cost of tree and signature, % of processor time": cost(1, more=True),
    }
