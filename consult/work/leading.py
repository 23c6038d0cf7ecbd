"""The loop of the work role. An advisory lock makes one process the leader; another takes over when it dies."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Iterator
from functools import partial
from typing import Any

import structlog

from consult.commands.application.erasure import finish_application_erasures
from consult.commands.comment.erasure import finish_erasures
from consult.commands.comment.text_marks import mark_texts
from consult.commands.kept_pages import delete_expired_pages
from consult.commands.questionnaire.erasure import finish_response_erasures
from consult.commands.staff.saved_forms import delete_expired_forms
from consult.commands.staff.setting_up import answer_recovery_requests
from consult.commands.uploads import delete_expired_uploads
from consult.mail.sending import LINES, send_due
from consult.publication.anchoring import Anchoring
from consult.publication.checkpoint_file import store_head
from consult.publication.witnessing import Witnessing
from consult.reminders.daily import send_digests
from consult.runtime import Runtime
from consult.scanning.steps import examine_files, scan_files
from consult.telling.asking import forget_marks
from consult.telling.teller import Teller
from consult.work.backing_up import backing_up
from consult.work.closing import close_due_periods, close_due_questionnaires, count_closed_questionnaires
from consult.work.nightly_cleaning import clean_at_night
from consult.work.recheck_schedule import request_hourly, run_requested_recheck
from consult.work.repeating import code_location, created_on_first_use, repeat
from consult.work.source import LogSource
from projections.cancellation import raise_if_cancelled
from projections.catch_up import catch_up

logger = structlog.get_logger()
LEADER_LOCK = 713_000_010
POLL = 1.0  # seconds between looks, where no notification comes
NIGHT_WATCH = 60.0  # seconds
REMINDING = 30.0  # seconds


async def run_work(runtime: Runtime) -> None:
    """Run all steps of the work role until cancelled. Failures are logged and retried; comments are accepted meanwhile."""
    while True:
        try:
            await _lead(runtime)
        except Exception as failure:
            raise_if_cancelled()
            logger.error("work failed", error=type(failure).__name__, reason=code_location(failure))
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
    await finish_application_erasures(runtime)
    await finish_response_erasures(runtime)
    source = LogSource(runtime.archive)
    beside = [asyncio.create_task(each) for each in _beside(runtime)]
    try:
        while True:
            woken.clear()
            await catch_up(runtime.database.pool, source, freshness=runtime.freshness)
            try:
                async with asyncio.timeout(POLL):
                    await woken.wait()
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
        questionnaires=partial(close_due_questionnaires, runtime),
        waiting_uploads=partial(delete_expired_uploads, runtime),
        kept_pages=partial(delete_expired_pages, runtime),
        sessions=runtime.sessions.sweep,
        saved_forms=partial(delete_expired_forms, runtime),
        attempts=accounts.attempts.sweep,
        invitations=accounts.invitations.sweep,
        outbox=runtime.outbox.sweep,
        addresses=partial(forget_marks, runtime),
        admission=runtime.admission.sweep,
        head=partial(store_head, runtime),
    )
    yield repeat(POLL, counting=partial(count_closed_questionnaires, runtime))
    yield repeat(POLL, recovery_requests=partial(answer_recovery_requests, runtime))
    for _ in range(LINES):
        yield repeat(POLL, mail=partial(send_due, runtime.outbox, runtime.settings, runtime.real_clock))
    yield repeat(POLL, telling=created_on_first_use(partial(Teller, runtime), Teller.tell))
    yield repeat(REMINDING, reminders=partial(send_digests, runtime))
    yield repeat(POLL, examining=partial(examine_files, runtime))
    yield repeat(POLL, scanning=partial(scan_files, runtime))
    yield repeat(POLL, text_marks=partial(mark_texts, runtime))
    yield repeat(POLL, publication=created_on_first_use(partial(Witnessing, runtime), Witnessing.publish))
    if not runtime.settings.training:  # no authority stamps a time that has not come
        yield repeat(POLL, anchoring=created_on_first_use(partial(Anchoring, runtime), Anchoring.anchor))
    yield repeat(POLL, log_grown=request_hourly(runtime), recheck=partial(run_requested_recheck, runtime))
    yield from backing_up(runtime)
    yield repeat(NIGHT_WATCH, cleaning=partial(clean_at_night, runtime))
