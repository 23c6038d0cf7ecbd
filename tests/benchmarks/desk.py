"""Every desk page with 10,000 comments in the decision: its server time, measured on every route that the app has."""

from __future__ import annotations

import asyncio
import re
import statistics
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
from litestar import Litestar

from consult.commands.comment.screening import PublishComment, publish_comment
from consult.commands.comment.submission import Respondent, SubmitComment, submit_comment
from consult.work.recheck_schedule import run_requested_recheck
from domain.enumerations import RespondentKind
from tests.desking import at_desk
from tests.driving import DAY, DRAFT, Driver, driving

COMMENTS = 10_000
POINTS = 300
ROUNDS = 5
PEOPLE = ("drafter", "reviewer", "releaser", "administrator", "outsider")


async def measure(fresh: Callable[[str], Any], folder: Path) -> dict[str, Any]:
    async with fresh("desk") as database, driving(database, folder / "desk") as driver:
        known = await filled(driver)
        await driver.runtime.rechecks.request(None)
        assert await run_requested_recheck(driver.runtime)
        times: dict[str, float] = {}
        desks = [await at_desk(driver, person) for person in PEOPLE]
        for path in desk_paths(driver.cache.app):
            address = re.sub(r"\{(\w+)[^}]*\}", lambda match: str(known.get(match.group(1), "1")), path)
            took = [found for desk in desks if (found := await timed(desk.client, address)) is not None]
            if took:
                times[path] = round(max(took), 1)
        slowest = sorted(times.items(), key=lambda item: -item[1])
        return {
            "desk: comments, points": [COMMENTS, POINTS],
            "desk: pages measured": len(times),
            "desk: slowest page, ms": slowest[0][1],
            "desk: median page, ms": round(statistics.median(times.values()), 1),
            "desk: the ten slowest, ms": dict(slowest[:10]),
        }


def desk_paths(app: Litestar) -> list[str]:
    """Addresses of the desk's pages, in Chinese, as their routes name them."""
    return sorted(route.path_format for route in app.routes if route.path.startswith("/desk") and "GET" in methods_of(route))


def methods_of(route: Any) -> Iterable[str]:
    return getattr(route, "methods", ())


async def timed(client: httpx.AsyncClient, address: str) -> float | None:
    """Milliseconds, the median of some rounds; None where this person has no such page."""
    if (await client.get(address)).status_code != 200:
        return None
    took = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        await client.get(address)
        took.append((time.perf_counter() - started) * 1000)
    return statistics.median(took)


async def filled(driver: Driver) -> dict[str, str]:
    """A closed decision with its comments: most published, some gathered into points with answers; what the addresses need."""
    consultation_id = await driver.opened(text=DRAFT)
    runtime, limit = driver.runtime, asyncio.Semaphore(64)

    async def comment(number: int) -> UUID:
        text = f"建议延长夜市营业时间，理由{number % 7000}：" + "附近居民购物不便。" * 12
        command = SubmitComment(UUID(consultation_id), Respondent(kind=RespondentKind.INDIVIDUAL), text, ("a2",))
        async with limit:
            return (await submit_comment(runtime, command, f"desk-{number}")).comment_id

    async def publish(comment_id: UUID) -> None:
        actor = (await runtime.staff.person("drafter")).actor
        async with limit:
            await publish_comment(runtime, actor, PublishComment(comment_id=comment_id), f"publish-{comment_id}")

    ids = await asyncio.gather(*(comment(number) for number in range(COMMENTS)))
    await asyncio.gather(*(publish(comment_id) for comment_id in ids[: COMMENTS * 9 // 10]))
    point_id, share = "", COMMENTS * 8 // 10 // POINTS
    for number in range(POINTS):
        gathered = [str(comment_id) for comment_id in ids[number * share : number * share + share]]
        point_id = await driver.answered(consultation_id, gathered)
    await driver.close(driver.clock.now() + 31 * DAY)
    return {
        "consultation_id": consultation_id,
        "comment_id": str(ids[-1]),
        "point_id": point_id,
        "article_id": "a2",
        "version": "1",
    }
