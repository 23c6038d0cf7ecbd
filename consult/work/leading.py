"""The loop of the work role. An advisory lock makes one process the leader; another takes over when it dies."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Iterator
from functools import partial
from typing import Any

import structlog

from consult.commands.screening import finish_erasures
from consult.commands.setting_up import answer_recovery_requests
from consult.commands.uploads import sweep_waiting
from consult.mail.sending import send_due
from consult.publication.anchoring import Anchoring
from consult.publication.kept import keep_head
from consult.publication.witnessing import Witnessing
from consult.runtime import Runtime
from consult.saved_forms import sweep_saved
from consult.work.cleaning import clean_at_night
from consult.work.closing import close_due_periods
from consult.work.rechecking import look_hourly, recheck_asked_for
from consult.work.repeating import made_when_needed, place_of, repeat
from consult.work.source import LogSource
from projections.runner import catch_up

logger = structlog.get_logger()
LEADER_LOCK = 713_000_010
POLL = 1.0  # seconds between looks, where no notification comes
NIGHT_WATCH = 60.0  # seconds


async def run_work(runtime: Runtime) -> None:
    """Project, close periods and sweep until cancelled. A failure is logged and tried again: comments are accepted meanwhile."""
    while True:
        try:
            await _lead(runtime)
        except asyncio.CancelledError:
            raise
        except Exception as failure:
            if (task := asyncio.current_task()) and task.cancelling():
                raise asyncio.CancelledError from failure  # what went wrong while stopping does not start it anew
            logger.error("work failed", error=type(failure).__name__, reason=place_of(failure))
            await asyncio.sleep(POLL)


async def _lead(runtime: Runtime) -> None:
    pool = runtime.database.pool
    async with pool.acquire() as connection:
        try:
            await connection.execute("SELECT pg_advisory_lock($1)", LEADER_LOCK)
            await _work(runtime, connection)
        finally:
            connection.terminate()  # the lock is given back with the connection


async def _work(runtime: Runtime, connection: Any) -> None:
    woken = asyncio.Event()

    def notified(*_: object) -> None:
        woken.set()

    await connection.add_listener("consult_log", notified)
    await finish_erasures(runtime)
    source = LogSource(runtime.archive)
    beside = [asyncio.create_task(each) for each in _beside(runtime)]
    try:
        while True:
            woken.clear()
            await catch_up(runtime.database.pool, source, freshness=runtime.freshness)
            try:
                await asyncio.wait_for(woken.wait(), POLL)
            except TimeoutError:
                await connection.fetchval("SELECT 1")  # the lock is lost with the connection: notice it
    finally:
        for task in beside:
            task.cancel()
        await asyncio.wait(beside)
        if not connection.is_closed():
            await connection.remove_listener("consult_log", notified)


def _beside(runtime: Runtime) -> Iterator[Coroutine[Any, Any, None]]:
    """Each apart from the others: a slow mail server, witness or authority holds up nothing else."""
    accounts = runtime.accounts
    yield repeat(
        POLL,
        closing=partial(close_due_periods, runtime),
        waiting_uploads=partial(sweep_waiting, runtime),
        sessions=runtime.sessions.sweep,
        saved_forms=partial(sweep_saved, runtime),
        attempts=accounts.attempts.sweep,
        invitations=accounts.invitations.sweep,
        outbox=runtime.outbox.sweep,
        admission=runtime.admission.sweep,
        head=partial(keep_head, runtime),
    )
    mail = partial(send_due, runtime.outbox, runtime.settings, runtime.clock)
    yield repeat(POLL, recovery_requests=partial(answer_recovery_requests, runtime), mail=mail)
    yield repeat(POLL, publication=made_when_needed(partial(Witnessing, runtime), Witnessing.publish))
    yield repeat(POLL, anchoring=made_when_needed(partial(Anchoring, runtime), Anchoring.anchor))
    yield repeat(POLL, log_grown=look_hourly(runtime), recheck=partial(recheck_asked_for, runtime))
    yield repeat(NIGHT_WATCH, cleaning=partial(clean_at_night, runtime))
