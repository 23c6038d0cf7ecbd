"""The auditor on a million entries; tiles from the cache against a bare app; what tree and signature cost an append."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from statistics import median
from typing import Any

import httpx
import msgspec

from consult.clock import SystemClock
from consult.event_log import EventLog, batch, writing
from consult.public_log.note import FileSigner
from consult.public_log.tree import Edge
from consult.runtime import runtime_on
from consult.settings import Settings
from tests.benchmarks.append import run
from tests.benchmarks.audited import write_honest
from tests.benchmarks.http import bare, load
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
    """`consult audit` on the folder, as a person runs it; the median of three. Seconds are those of the report."""
    target = folder / "audited"
    size = write_honest(target, ENTRIES, FileSigner(ORIGIN, folder / "audited-key"))
    runs = [_audit(target, size) for _ in range(3)]
    shutil.rmtree(target)
    wall, processor, memory = (median(values) for values in zip(*runs, strict=True))
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
    """A tile and a bundle, 32 connections, each in turn with a bare app that sends the same bytes."""
    async with fresh("tiles") as database:
        settings = Settings(data_dir=folder / "tiles", origin=ORIGIN, public_url="http://bench.example")
        runtime = runtime_on(database, settings, SystemClock())
        await grow(runtime.log, 0, 600)
        async with served(create_app(runtime)) as address:
            return {
                **await _against_bare(address, "/log/tile/0/000", "tile"),
                **await _against_bare(address, "/log/tile/entries/000", "bundle"),
            }


async def _against_bare(address: str, path: str, name: str) -> dict[str, Any]:
    async with httpx.AsyncClient(base_url=address) as client:
        content = (await client.get(path, headers={"accept-encoding": "identity"})).content
    async with served(bare(content)) as other:
        pairs = [[await load(place, "GET", path, b"", 32, seconds=2.0) for place in (other, address)] for _ in range(ROUNDS)]
    baseline, rate = (median(values) for values in zip(*pairs, strict=True))
    return {
        f"{name}: bytes": len(content),
        f"{name}: bare app, 32 connections, requests/s": round(baseline),
        f"{name}: from cache, requests/s": round(rate),
        f"{name}: ratio": round(median(measured / bare_rate for bare_rate, measured in pairs), 2),
    }


class NoEdge(Edge):
    """Counts entries and hashes nothing."""

    def append(self, leaf: bytes) -> None:
        self.size += 1

    @classmethod
    def from_bytes(cls, size: int, joined: bytes) -> NoEdge:
        edge = cls()
        edge.size = size
        return edge


class NoSignature(msgspec.Struct):
    """Hands the text back as it is."""

    origin: str

    def sign(self, text: str) -> str:
        return text


@contextmanager
def no_tree() -> Iterator[None]:
    """The same append, without leaf hashes and tree."""
    kept = writing.Edge, batch.leaf_hash
    writing.Edge, batch.leaf_hash = NoEdge, lambda entry: b""  # type: ignore[misc, assignment]
    try:
        yield
    finally:
        writing.Edge, batch.leaf_hash = kept  # type: ignore[misc]


async def append_cost(fresh: Callable[[str], Any], folder: Path) -> dict[str, Any]:
    """Appends with tree and signature, each in turn with the same appends without; the median of the ratios."""
    figures: dict[str, Any] = {}
    for callers, each in ((32, 100), (256, 40)):
        async with fresh("signed") as signed, fresh("plain") as plain:
            log = EventLog(signed.pool, FileSigner(ORIGIN, folder / "cost-key"), SystemClock())
            without = EventLog(plain.pool, NoSignature(ORIGIN), SystemClock())
            pairs = [(await run(log, callers, each), await _unsigned(without, callers, each)) for _ in range(2 * ROUNDS + 1)]
        rate, baseline = (median(values) for values in zip(*pairs[1:], strict=True))
        figures[f"{callers} callers, appends/s without tree and signature"] = round(baseline)
        figures[f"{callers} callers, appends/s"] = round(rate)
        cost = 1 - median(measured / base for measured, base in pairs[1:])
        figures[f"{callers} callers, cost of tree and signature, %"] = round(100 * cost, 1)
    return figures


async def _unsigned(log: EventLog, callers: int, each: int) -> float:
    with no_tree():
        return await run(log, callers, each)
