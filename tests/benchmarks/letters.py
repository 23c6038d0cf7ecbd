"""Letters to 20,000 people who commented on one decision: made from its feedback, and sent to a mail server beside (aiosmtpd)."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

from aiosmtpd.controller import Controller

from consult.commands.comment.contact import ConfirmationLink, confirm_contact
from consult.commands.comment.screening import PublishComment, publish_comment
from consult.commands.comment.submission import Respondent, SubmitComment, submit_comment
from consult.mail.sending import send_due
from consult.telling.teller import Teller
from domain.enumerations import RespondentKind
from domain.values import Contact
from tests.driving import DAY, Driver, driving
from tests.serving import free_port

PEOPLE = 20_000
SENT = 5_000  # of each kind; the rest goes on at the same rate
AT_ONCE = 64


class Counting:
    """A mail server's handler. `connections`: how many carried the letters."""

    def __init__(self) -> None:
        self.letters = self.connections = 0

    async def handle_EHLO(self, server: Any, session: Any, envelope: Any, hostname: str, responses: list[str]) -> list[str]:
        self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.letters += 1
        return "250 taken"


async def measure(fresh: Callable[[str], Any], folder: Path) -> dict[str, Any]:
    counting, port = Counting(), free_port()
    server = Controller(counting, hostname="127.0.0.1", port=port)
    server.start()
    try:
        async with mailing(fresh, folder, f"smtp://127.0.0.1:{port}") as driver:
            return await _measured(driver, counting)
    finally:
        server.stop()


@asynccontextmanager
async def mailing(fresh: Callable[[str], Any], folder: Path, smtp_url: str) -> AsyncIterator[Driver]:
    more = {"smtp_url": smtp_url, "comment_burst": 0, "attack_burst": 0}
    async with fresh("letters") as database, driving(database, folder / "letters", **more) as driver:
        yield driver


async def _measured(driver: Driver, counting: Counting) -> dict[str, Any]:
    decision = await driver.opened()
    comments = await _all(_comment(driver, decision, number) for number in range(PEOPLE))
    await driver.settle()
    confirmations = await _timed(Teller(driver.runtime).tell())
    sent = await _sent(driver, counting)
    await _drained(driver)
    await _all(confirm_contact(driver.runtime, ConfirmationLink(each, expired=False)) for each in comments)
    actor = (await driver.runtime.staff.person("drafter")).actor
    await _all(publish_comment(driver.runtime, actor, PublishComment(comment_id=each), f"publish-{each}") for each in comments)
    await driver.close(driver.clock.now() + 31 * DAY)
    await Teller(driver.runtime).tell()
    for start in range(0, PEOPLE, 1000):
        await driver.answered(decision, [str(each) for each in comments[start : start + 1000]])
    await driver.feedback(decision)
    answers = await _timed(Teller(driver.runtime).tell())
    waiting = (await driver.runtime.outbox.state()).to_public
    assert waiting == PEOPLE, waiting
    return {
        "letters: people": PEOPLE,
        "letters: confirmations made per second": round(PEOPLE / confirmations),
        "letters: answers made per second": round(PEOPLE / answers),
        "letters: sent per second": round(sent),
        "letters: sent per second, while 20,000 wait": round(await _sent(driver, counting)),
        "letters: carried by one connection": round(counting.letters / counting.connections),
    }


async def _comment(driver: Driver, decision: str, number: int) -> UUID:
    respondent = Respondent(kind=RespondentKind.INDIVIDUAL, contact=Contact(email=f"person{number}@post.example"))
    command = SubmitComment(UUID(decision), respondent, f"建议延长夜市营业时间，理由之{number}。", ("a2",))
    language = "en" if number % 5 == 0 else "zh"
    return (await submit_comment(driver.runtime, command, f"letters-{number}", language)).comment_id  # type: ignore[arg-type]


async def _all(waiting: Iterable[Awaitable[Any]]) -> list[Any]:
    limit = asyncio.Semaphore(AT_ONCE)

    async def limited(each: Awaitable[Any]) -> Any:
        async with limit:
            return await each

    return await asyncio.gather(*(limited(each) for each in waiting))


async def _timed(work: Awaitable[Any]) -> float:
    started = time.perf_counter()
    await work
    return time.perf_counter() - started


async def _sent(driver: Driver, counting: Counting) -> float:
    """Letters a second, over the first of those that wait."""
    before, started = counting.letters, time.perf_counter()
    sending = asyncio.create_task(send_due(driver.runtime.outbox, driver.runtime.settings, driver.runtime.real_clock))
    while counting.letters - before < SENT and not sending.done():  # noqa: ASYNC110 (the server tells nobody)
        await asyncio.sleep(0.05)
    took = time.perf_counter() - started
    done = counting.letters - before
    sending.cancel()
    await asyncio.gather(sending, return_exceptions=True)
    return done / took


async def _drained(driver: Driver) -> None:
    """The letters left over are of no interest."""
    await driver.runtime.database.pool.execute("DELETE FROM staff.outbox")
