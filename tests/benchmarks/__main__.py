"""`make bench`: run every measurement, print and keep the figures with date and conditions."""

from __future__ import annotations

import json
import os
import platform
import sys
import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import asyncpg
import uvloop

from consult.database import Database, connect, migrate
from consult.database.embedded import EmbeddedServer
from tests.benchmarks import (
    append,
    audit,
    crash,
    desk,
    flood,
    growth,
    http,
    letters,
    life,
    mishaps,
    questionnaire,
    rebuild,
    start,
)
from tests.conftest import url_of

RESULTS = Path(__file__).parent / "results"
Measure = Callable[[Callable[[str], Any], Path], Any]
MEASURES: dict[str, Measure] = {
    "append": append.measure,
    "audit": audit.measure,
    "crash": crash.measure,
    "http": http.measure,
    "letters": letters.measure,
    "life": life.measure,
    "mishaps": mishaps.measure,
    "questionnaire": questionnaire.measure,
    "rebuild": rebuild.measure,
    "desk": desk.measure,
    "growth": growth.measure,
    "flood": flood.measure,
    "start": start.measure,
}


def main(names: list[str]) -> int:
    chosen = {name: measure for name, measure in MEASURES.items() if not names or name in names}
    before = conditions()
    with tempfile.TemporaryDirectory() as folder:
        server = EmbeddedServer(Path(folder)).start()
        try:
            figures = {name: uvloop.run(_measured(measure, server.url, Path(folder))) for name, measure in chosen.items()}
        finally:
            server.stop()
    report = {"date": datetime.now(UTC).isoformat(timespec="seconds"), "conditions": before, "figures": figures}
    text = json.dumps(report, indent=2, ensure_ascii=False)
    print(text)
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / f"{datetime.now(UTC):%Y-%m-%d-%H%M}-{'-'.join(chosen)}.json").write_text(text + "\n", "utf-8")
    return 0


def conditions() -> dict[str, Any]:
    return {
        "cores": os.cpu_count(),
        "load of the machine before": round(os.getloadavg()[0], 1),
        "python": platform.python_version(),
        "postgresql": "18 (embedded), fsync, full_page_writes and synchronous_commit on",
    }


async def _measured(measure: Measure, url: str, folder: Path) -> Any:
    numbers = iter(range(1000))

    @asynccontextmanager
    async def fresh(purpose: str) -> AsyncIterator[Database]:
        """A migrated database of its own."""
        name = f"bench_{purpose}_{os.getpid()}_{next(numbers)}"
        owner = await asyncpg.connect(url)
        await owner.execute(f"CREATE DATABASE {name}")
        await migrate(url_of(url, name))
        pool = await connect(url_of(url, name), size=20)
        try:
            yield Database(url_of(url, name), pool)
        finally:
            pool.terminate()
            await owner.execute(f"DROP DATABASE {name} WITH (FORCE)")
            await owner.close()

    return await measure(fresh, folder)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
