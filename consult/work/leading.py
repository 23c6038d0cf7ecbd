"""The loop of the work role. An advisory lock makes one process the leader; another takes over when it dies."""

from __future__ import annotations

import asyncio
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
from consult.work.cleaning import keep_clean
from consult.work.closing import close_due_periods
from consult.work.rechecking import keep_rechecking
from consult.work.source import LogSource
from projections.runner import catch_up

logger = structlog.get_logger()
LEADER_LOCK = 713_000_010
POLL = 1.0  # seconds between looks, where no notification comes


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
            logger.error("work failed", error=type(failure).__name__, reason=_place(failure))
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
    beside = [asyncio.create_task(each(runtime)) for each in (_chores, _mail, _witnessed, _anchored, keep_rechecking, keep_clean)]
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


async def _chores(runtime: Runtime) -> None:
    while True:
        try:
            await close_due_periods(runtime)
            await sweep_waiting(runtime)
            await runtime.sessions.sweep()
            await sweep_saved(runtime)
            await runtime.accounts.attempts.sweep()
            await runtime.accounts.invitations.sweep()
            await runtime.outbox.sweep()
            await keep_head(runtime)
        except Exception as failure:
            logger.error("chore failed", error=type(failure).__name__)
        await asyncio.sleep(POLL)


async def _mail(runtime: Runtime) -> None:
    """Apart from the chores: a slow mail server holds up nothing else."""
    while True:
        try:
            await answer_recovery_requests(runtime)
            await send_due(runtime.outbox, runtime.settings, runtime.clock)
        except Exception as failure:
            logger.error("mail failed", error=type(failure).__name__)
        await asyncio.sleep(POLL)


async def _witnessed(runtime: Runtime) -> None:
    """Show each new head to the witnesses; apart from the chores, which wait for nobody outside."""
    witnessing: Witnessing | None = None
    while True:
        try:
            witnessing = witnessing or Witnessing(runtime)
            await witnessing.publish()
        except Exception as failure:
            logger.error("publication failed", error=type(failure).__name__, reason=_place(failure))
        await asyncio.sleep(POLL)


async def _anchored(runtime: Runtime) -> None:
    """Have the log stamped by an outside authority when that is due; apart from all that does not wait for it."""
    anchoring: Anchoring | None = None
    while True:
        try:
            anchoring = anchoring or Anchoring(runtime)
            await anchoring.anchor()
        except Exception as failure:
            logger.error("anchoring failed", error=type(failure).__name__, reason=_place(failure))
        await asyncio.sleep(POLL)


def _place(failure: BaseException) -> str:
    """File and line of a failure, without any value."""
    trace = failure.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_filename.rsplit('/', 1)[-1]}:{trace.tb_lineno}" if trace else ""
