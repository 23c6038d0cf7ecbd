"""The real-input run in full, the rebuild of all read models, and how soon a comment shows in the public count."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import asyncpg

from consult.commands.comment.submission import Respondent, SubmitComment, submit_comment
from consult.instance.clock import SystemClock
from consult.opening import runtime_on
from consult.runtime import Runtime
from consult.work import run_work
from domain.enumerations import RespondentKind
from projections.consultations.queries import consultation
from tests.benchmarks.rebuild import rebuilt, source_of
from tests.domain.articles.edits import edited_throughout, shorter_texts
from tests.driving import NO_LIMITS, driving
from tests.real_input.run import live
from tests.real_input.test_real_input import assert_whole
from tests.real_texts import DATA


async def measure(fresh: Callable[[str], Any], folder: Path) -> dict[str, Any]:
    figures: dict[str, Any] = {}
    if DATA.exists():
        figures["real texts: articles edited"] = sum(map(edited_throughout, shorter_texts()))
        async with fresh("life") as database, driving(database, folder / "life", **NO_LIMITS) as driver:
            started = time.perf_counter()
            run = await live(driver, DATA, count=None)
            figures["real input: comments"] = len(run.sent)
            figures["real input: repeats, late, pages"] = [run.repeated, run.late, run.pages]
            figures["real input: seconds"] = round(time.perf_counter() - started)
            await assert_whole(driver, run)
            figures["real input: whole"] = True
            runtime = driver.runtime
            size = (await runtime.log.head()).size
            await at_rest(database.url)
            figures |= await rebuilt(database.pool, lambda: source_of(runtime.log, runtime.sealed), size)
    async with fresh("lag") as database, driving(database, folder / "lag") as driver:
        driver.clock.tell(SystemClock().now() - timedelta(seconds=30))
        consultation_id = await driver.opened()
        runtime = runtime_on(database, driver.runtime.settings, SystemClock())
        figures |= await lag(runtime, consultation_id)
    return figures


async def at_rest(url: str) -> None:
    """What PostgreSQL does in the background after so many writes is done, and costs the next figure nothing."""
    owner = await asyncpg.connect(url)
    await owner.execute("VACUUM ANALYZE")
    await owner.execute("CHECKPOINT")
    await owner.close()


async def lag(runtime: Runtime, consultation_id: str, rate: int = 500, seconds: int = 10) -> dict[str, Any]:
    """From acknowledgement to the public count while `rate` comments arrive per second, in milliseconds."""
    work = asyncio.create_task(run_work(runtime))
    await runtime.freshness.start()
    acknowledged: list[tuple[float, int]] = []
    waits: list[float] = []

    async def send(number: int) -> None:
        command = SubmitComment(
            consultation_id=(await consultation(runtime.reads, consultation_id)).id,  # type: ignore[union-attr]
            respondent=Respondent(kind=RespondentKind.INDIVIDUAL),
            text=f"第{number}条建议。",
        )
        receipt = await submit_comment(runtime, command, f"lag-{number}")
        acknowledged.append((time.perf_counter(), receipt.position))

    async def watch() -> None:
        seen = 0
        while True:
            view = await consultation(runtime.reads, consultation_id)
            now, position = time.perf_counter(), view.position if view else -1
            while seen < len(acknowledged) and acknowledged[seen][1] <= position:
                waits.append(now - acknowledged[seen][0])
                seen += 1
            await asyncio.sleep(0.01)

    watcher = asyncio.create_task(watch())
    started, tasks = time.perf_counter(), []
    for number in range(rate * seconds):
        tasks.append(asyncio.create_task(send(number)))
        await asyncio.sleep(max(started + number / rate - time.perf_counter(), 0))
    await asyncio.gather(*tasks)
    took = time.perf_counter() - started
    await asyncio.sleep(2)
    for task in (watcher, work):
        task.cancel()
    await runtime.freshness.stop()
    waits.sort()
    return {
        "lag: comments/s sent": round(len(acknowledged) / took),
        "lag: counted": f"{len(waits)} of {len(acknowledged)}",
        "lag: p50 ms": round(waits[len(waits) // 2] * 1000),
        "lag: p99 ms": round(waits[len(waits) * 99 // 100] * 1000),
    }
