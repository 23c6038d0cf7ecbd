"""Growth: every route of the app at several sizes of one decision and of the register; names what a person waits longer for."""

from __future__ import annotations

import math
import os
import re
import time
from collections.abc import AsyncIterator, Callable, Container, Iterable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import httpx
from litestar import Litestar

from consult.database.embedded import EmbeddedServer
from tests.benchmarks.growth_commands import COMMANDS, Command
from tests.benchmarks.growth_drawing import drawing
from tests.benchmarks.growth_filling import DAYS, LEAST, Filled, Standing, begun, more_comments, more_decisions, now_on
from tests.benchmarks.growth_memory import figures
from tests.benchmarks.growth_routes import ASKED, LEFT_OUT, addresses, public_addresses, routes_of
from tests.benchmarks.growth_templates import Templates, driver_on
from tests.benchmarks.http import bare_rate
from tests.driving import DAY, PEOPLE, Driver
from web.app import every_route

RESULTS = Path(__file__).parent / "results"
COMMENTS = os.environ.get("GROWTH_COMMENTS", "10000,100000")
DECISIONS = os.environ.get("GROWTH_DECISIONS", "10,1000")
ROUNDS = 5  # of a page, and different ones of a command
AGAIN = 30  # rounds, of what seems to grow
MOST = 1.3
NOISE = 1.5  # milliseconds: less is not told from the unrest of the machine

Times = dict[str, float]
Asking = tuple[httpx.AsyncClient, str]
Pages = dict[str, list[Asking]]


async def measure(fresh: Callable[[str], Any], folder: Path) -> dict[str, Any]:
    """Ascending sizes apart by commas: `GROWTH_COMMENTS` (from 10,000) and `GROWTH_DECISIONS`.

    `GROWTH_DATA`: a folder in which the filled databases are kept, so that the next run need not fill them again; it takes
    some 15 GB for a million comments. Read models that other code has made are rebuilt in there first.
    """
    root = _root(folder)
    server = EmbeddedServer(root).start()
    try:
        return await _measured(Templates(server.url, root))
    finally:
        server.stop()


def _root(folder: Path) -> Path:
    return Path(os.environ.get("GROWTH_DATA") or folder / "growth").resolve()


async def _measured(templates: Templates) -> dict[str, Any]:
    await templates.make("begun", None, begun)
    conditions = await _conditions(templates)
    tables = {
        "comments in one decision": await _by_size(templates, "comments", LEAST, _sizes(COMMENTS), more_comments),
        "decisions in the register": await _by_size(templates, "decisions", 0, _sizes(DECISIONS), more_decisions),
    }
    written(tables, conditions)  # what follows takes long
    largest = max(_sizes(COMMENTS), default=LEAST)
    processes = await _processes(templates, "begun" if largest <= LEAST else f"comments_{largest}")
    conditions["load average after"] = round(os.getloadavg()[0], 1)
    written(tables, conditions | {f"{name}, at {largest:,} comments": figure for name, figure in processes.items()})
    growing = {f"{what}, what grows by more than {MOST}": grown(table) for what, table in tables.items()}
    return {f"growth: {name}": figure for name, figure in (conditions | processes | growing).items()}


async def _conditions(templates: Templates) -> dict[str, Any]:
    """How fast the machine is today."""
    before = round(os.getloadavg()[0], 1)
    async with templates.copied("begun") as (url, folder), driver_on(url, folder) as driver:
        page = await driver.client.get("/consultations", headers={"accept-encoding": "identity"})
        rate = await bare_rate(driver.runtime, page)
    return {"load average before": before, f"bare ASGI app with {len(page.content):,} bytes, requests/s": rate}


async def _by_size(templates: Templates, what: str, first: int, sizes: list[int], fill: Any) -> dict[int, Times]:
    """Times by size; each size is filled on from the one before.

    Each page is asked of all sizes by turns, so that a moment's unrest of the machine meets all of them; what seems to grow,
    more often.
    """
    before, name, names = first, "begun", {}
    for size in sizes:
        if size > before:
            template, name = name, f"{what}_{size}"
            await templates.make(name, template, partial(_filled_on, fill, before, size))
        names[size], before = name, size
    async with AsyncExitStack() as stack:
        drivers = {size: await stack.enter_async_context(_copied(templates, name)) for size, name in names.items()}
        standing = {size: templates.standing(name) for size, name in names.items()}
        table = await commands_by_turns(drivers, standing)
        await pages_by_turns(drivers, standing, table)
        if what == "comments":  # what is answered, signed and published once the period is over
            for driver in drivers.values():
                await driver.close(driver.clock.now() + (DAYS + 1) * DAY)
            await pages_by_turns(drivers, standing, table)
        await pages_by_turns(drivers, standing, table, not_due=True)
        for size, driver in drivers.items():
            assert not (missed := unmeasured(driver.cache.app, table[size])), missed
    return table


@asynccontextmanager
async def _copied(templates: Templates, name: str) -> AsyncIterator[Driver]:
    async with templates.copied(name) as (url, folder), driver_on(url, folder) as driver:
        yield driver


async def _processes(templates: Templates, name: str) -> dict[str, Any]:
    """Memory of the served program, and the pace of a rebuild."""
    async with templates.copied(name) as (url, folder):
        return await figures(url, folder, public_addresses(every_route(), templates.standing(name)))


async def _filled_on(fill: Any, before: int, size: int, driver: Driver, standing: Standing) -> Standing:
    filled: Standing = await fill(driver, standing, before, size)
    return filled


def _sizes(text: str) -> list[int]:
    return [int(each) for each in text.split(",") if each.strip()]


async def commands_by_turns(drivers: dict[int, Driver], standing: dict[int, Standing]) -> dict[int, Times]:
    """Milliseconds by command: the fastest of some. They leave in `standing` and in the read models what the pages then find."""
    table: dict[int, Times] = {size: {} for size in drivers}
    for command in COMMANDS:
        for number in range(ROUNDS):
            for size, driver in drivers.items():
                took = await _command(driver, standing[size].filled, command, number)
                table[size][command.name] = min(took, table[size].get(command.name, took))
    return table


async def pages_by_turns(
    drivers: dict[int, Driver], standing: dict[int, Standing], table: dict[int, Times], *, not_due: bool = False
) -> None:
    """Measure the pages that are not in `table` yet. `not_due`: also those that only say that their time has not come."""
    pages = {size: await pages_of(driver, standing[size], table[size], not_due=not_due) for size, driver in drivers.items()}
    await by_turns(pages, table, ROUNDS)
    await by_turns(pages, table, AGAIN, only=grown(table))


async def pages_of(driver: Driver, standing: Standing, measured: Container[str], *, not_due: bool) -> Pages:
    """What is measured, by route and query: the address that answers, for each person who may ask."""
    found: Pages = {}
    filled, finished, drafted = standing.filled, standing.finished, standing.drafted
    people = [await _person(driver, person) for person in PEOPLE]
    for method, path in routes_of(driver.cache.app):
        if method == "GET" and not left_out(f"GET {path}"):
            for query in (each for each in ASKED.get(path, ("",)) if f"GET {path}{each}" not in measured):
                choices = addresses(path, filled, finished, drafted)
                known = [await _known(person, choices, query, not_due=not_due) for person in people]
                if answering := [each for each in known if each is not None]:
                    found[f"GET {path}{query}"] = answering
    return found


async def by_turns(pages: dict[int, Pages], table: dict[int, Times], rounds: int, only: Container[str] | None = None) -> None:
    """Note in `table` the fastest of so many rounds, of whoever waits longest (slower rounds tell of the machine)."""
    for name in {name: None for each in pages.values() for name in each if only is None or name in only}:
        asking = {size: each[name] for size, each in pages.items() if name in each}
        least = {(size, place): math.inf for size, people in asking.items() for place in range(len(people))}
        for _ in range(rounds):
            for size, place in least:
                least[size, place] = min(least[size, place], await timed(*asking[size][place]))
        for size in asking:
            longest = max(took for (each, _), took in least.items() if each == size)
            table[size][name] = min(longest, table[size].get(name, longest))


async def _person(driver: Driver, person: str) -> httpx.AsyncClient:
    """Signed in, and with a token; past the page cache."""
    runtime = driver.runtime
    token = await runtime.sessions.open((await runtime.staff.person(person)).id, "test")
    return httpx.AsyncClient(
        transport=httpx.ASGITransport(app=driver.cache._app),
        base_url=driver.client.base_url,
        cookies={"desk": token},
        headers={"authorization": f"Bearer {driver.tokens[person]}"},
    )


async def _known(client: httpx.AsyncClient, candidates: Sequence[str], query: str, *, not_due: bool) -> Asking | None:
    """The first address that answers this person with 200 (`not_due`: or 409); None: none does."""
    for address in candidates:
        if (await client.get(address + query)).status_code in ((200, 409) if not_due else (200,)):
            return client, address + query
    return None


async def timed(client: httpx.AsyncClient, address: str) -> float:
    """Milliseconds."""
    started = time.perf_counter()
    await client.get(address)
    return (time.perf_counter() - started) * 1000


async def _command(driver: Driver, filled: Filled, command: Command, number: int) -> float:
    """Milliseconds from the request to the answer; the read models know of it afterwards."""
    now_on(driver)
    path, body = command.request(filled, number)
    headers = {"authorization": f"Bearer {driver.tokens[command.person]}", "idempotency-key": f"{command.name} {number}"}
    started = time.perf_counter()
    response = await driver.client.post(path, json=body, headers=headers)
    took = (time.perf_counter() - started) * 1000
    assert response.status_code == command.status, f"{command.name}: {response.status_code} {response.text}"
    command.remember(filled, response.json())
    await driver.settle()
    return took


def grown(table: dict[int, Times]) -> dict[str, tuple[float, float]]:
    """Milliseconds at the smallest and the largest size, of what grows by more than 1.3."""
    if len(table) < 2:
        return {}
    first, last = table[min(table)], table[max(table)]
    pairs = {name: (round(first[name], 1), round(last[name], 1)) for name in first if name in last}
    return {name: (a, b) for name, (a, b) in pairs.items() if b > MOST * a and b - a > NOISE}


def written(report: dict[str, dict[int, Times]], conditions: dict[str, Any]) -> None:
    """A table in Markdown and a drawing of each, beside the other results."""
    RESULTS.mkdir(exist_ok=True)
    day = f"{datetime.now(UTC):%Y-%m-%d}"
    said = "\n".join([f"# Growth, {day}", "", *(f"- {name}: {figure}" for name, figure in conditions.items())])
    tables = [_table(what, table) for what, table in report.items()]
    (RESULTS / f"{day}-growth.md").write_text("\n\n".join([said, *tables]) + "\n", "utf-8")
    for what, table in report.items():
        if len(table) > 1:
            name = re.sub(r"\W+", "-", what)
            (RESULTS / f"{day}-growth-{name}.svg").write_text(drawing(what, table, grown(table)), "utf-8")


def _table(what: str, table: dict[int, Times]) -> str:
    """What grows first, then the slowest."""
    sizes, more = sorted(table), grown(table)
    names = sorted(
        {name for times in table.values() for name in times}, key=lambda n: (n not in more, -table[sizes[-1]].get(n, 0))
    )
    lines = [f"## By {what} (milliseconds, in process, without the page cache)", ""]
    lines += ["| | " + " | ".join(f"{size:,}" for size in sizes) + " | grows |", "|---|" + "---:|" * (len(sizes) + 1)]
    for name in names:
        cells = " | ".join(f"{times[name]:.1f}" if name in (times := table[size]) else "–" for size in sizes)
        lines.append(f"| {name} | {cells} | {'**yes**' if name in more else ''} |")
    return "\n".join(lines)


def unmeasured(app: Litestar, measured: Iterable[str]) -> list[str]:
    """Routes that are neither measured nor left out with a reason."""
    seen = {name.split("?")[0] for name in measured} | {command.route for command in COMMANDS}
    names = (f"{method} {path}" for method, path in routes_of(app))
    return [name for name in names if name not in seen and not left_out(name)]


def left_out(name: str) -> bool:
    return any(re.fullmatch(pattern, name) for pattern in LEFT_OUT)
