"""Opening an instance: its parts are put together here and nowhere else, and what runs in the background is started."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

from consult.admission import AdmissionRecords
from consult.archive.streams import Archive
from consult.background.pack_queue import PackQueue
from consult.background.recheck_queue import RecheckQueue
from consult.database import Database, open_database
from consult.event_log import EventLog
from consult.instance.clock import Clock, SystemClock, TrainingClock
from consult.instance.holidays import working_day_calendar
from consult.instance.settings import Settings
from consult.mail.outbox import Outbox
from consult.public_log.note import FileSigner
from consult.publication.checkpoint_file import assert_head
from consult.publication.purpose import assert_purpose
from consult.runtime import Runtime
from consult.sealed.keys import InstanceKey
from consult.sealed.store import SealedStore
from consult.staff import Sessions, Staff
from consult.staff.accounts import accounts_on
from consult.staff.oidc import SingleSignOn
from consult.staff.recovery_requests import RecoveryRequests
from consult.work import run_work
from consult.work.repeating import repeat
from consult.work.training_clock import POLL, follow_training_clock
from projections.freshness import Freshness


@asynccontextmanager
async def open_runtime(
    settings: Settings, clock: Clock | None = None, *, work: bool | None = None, recovering: bool = False
) -> AsyncIterator[Runtime]:
    """A runtime for these settings, closed at the end. `work`: whether it also runs projections and clock (settings.work).

    Raises HeadRefused where the database is not that of the log that was published; not so when `recovering`. And
    PurposeRefused where training and real would mix.
    """
    async with open_database(settings.database_url or None, settings.data_dir, size=settings.pool_size) as database:
        runtime = runtime_on(database, settings, clock or SystemClock())
        await assert_purpose(runtime)
        if not recovering:
            await assert_head(runtime)
        async with started(runtime, work=settings.work if work is None else work):
            yield runtime


@asynccontextmanager
async def started(runtime: Runtime, *, work: bool) -> AsyncIterator[None]:
    """What runs in the background runs until the block ends."""
    await follow_training_clock(runtime)
    await runtime.freshness.start()
    tasks = [asyncio.create_task(run_work(runtime))] if work else []
    if runtime.settings.training:
        tasks.append(asyncio.create_task(repeat(POLL, training_clock=partial(follow_training_clock, runtime))))
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await runtime.packs.close()
        await runtime.freshness.stop()


def runtime_on(database: Database, settings: Settings, clock: Clock) -> Runtime:
    """A runtime on an open database; nothing runs in the background."""
    real_clock = clock
    if settings.training:
        clock = TrainingClock(clock)
    signer = FileSigner(settings.origin, settings.keys_dir / "log")
    log = EventLog(database.pool, signer, clock)
    key = InstanceKey(settings.keys_dir / "instance")
    sealed = SealedStore(database.pool, key)
    archive = Archive(log, sealed)
    freshness = Freshness(database.pool)
    return Runtime(
        settings=settings,
        clock=clock,
        real_clock=real_clock,
        database=database,
        signer=signer,
        log=log,
        sealed=sealed,
        archive=archive,
        staff=Staff(database.pool),
        sessions=Sessions(database.pool, real_clock),
        accounts=accounts_on(database.pool, key, real_clock),
        recovery_requests=RecoveryRequests(database.pool, key, real_clock),
        single_sign_on=SingleSignOn(settings, real_clock),
        outbox=Outbox(database.pool, key, real_clock),
        rechecks=RecheckQueue(database.pool),
        packs=PackQueue(database.url, settings, log, freshness, clock),
        calendar=working_day_calendar(),
        freshness=freshness,
        consultations={},
        questionnaires={},
        refused={},
        admission=AdmissionRecords(database.pool, clock),
    )
