"""The runtime: everything a command, a page or the clock needs, put together in one place."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any
from uuid import UUID

import msgspec

from consult.admission import AdmissionRecords
from consult.clock import Clock, SystemClock
from consult.closed_texts import ClosedTexts
from consult.database import AWAY, Database, open_database
from consult.event_log import EventLog
from consult.holidays import working_day_calendar
from consult.mail.outbox import Outbox
from consult.public_log.note import FileSigner
from consult.publication.packs import Packs
from consult.reading import Archive
from consult.rechecks import Rechecks
from consult.sealed.keys import InstanceKey
from consult.sealed.store import SealedStore
from consult.settings import Settings
from consult.staff import Sessions, Staff
from consult.staff.accounts import Accounts, accounts_on
from consult.staff.oidc import SingleSignOn
from consult.staff.recovery_requests import RecoveryRequests
from domain.calendar import WorkingDayCalendar
from domain.consultation.state import Consultation
from projections.freshness import Freshness


class Runtime(msgspec.Struct, frozen=True):
    """One open instance. `reads` is what the projections' queries take as `db`."""

    settings: Settings
    clock: Clock
    database: Database
    signer: FileSigner
    log: EventLog
    sealed: SealedStore
    archive: Archive
    closed_texts: ClosedTexts
    staff: Staff
    sessions: Sessions
    accounts: Accounts
    recovery_requests: RecoveryRequests
    single_sign_on: SingleSignOn
    outbox: Outbox
    packs: Packs
    rechecks: Rechecks
    calendar: WorkingDayCalendar
    freshness: Freshness
    consultations: dict[UUID, Consultation]
    refused: dict[str, int]
    admission: AdmissionRecords

    @property
    def reads(self) -> Any:
        return self.database.pool

    async def projected(self, position: int, timeout: float = 5.0) -> bool:
        """Whether the read models have reached `position`, waiting up to `timeout` seconds for it."""
        return await self.freshness.reached(position, timeout)

    async def consultation(self, consultation_id: UUID, *, fresh: bool = False) -> Consultation:
        """The decision, from this process's cache unless `fresh`. Decide on it under a StreamGuard. Raises Unknown."""
        if fresh or consultation_id not in self.consultations:
            self.consultations[consultation_id] = await self.archive.consultation(consultation_id)
        return self.consultations[consultation_id]


def failure_status(failure: Exception) -> int:
    """The HTTP status of what no rule refused: 503 while the database is away, to be tried again; else 500, a defect of ours."""
    return 503 if isinstance(failure, AWAY) else 500


@asynccontextmanager
async def open_runtime(
    settings: Settings, clock: Clock | None = None, *, work: bool | None = None, recovering: bool = False
) -> AsyncIterator[Runtime]:
    """A runtime for these settings, closed at the end. `work`: whether it also runs projections and clock (settings.work).

    Raises HeadRefused where the database is not that of the log that was published; not so when `recovering`.
    """
    from consult.publication.kept import assert_head
    from consult.work import run_work

    async with open_database(settings.database_url or None, settings.data_dir, size=settings.pool_size) as database:
        runtime = runtime_on(database, settings, clock or SystemClock())
        if not recovering:
            await assert_head(runtime)
        await runtime.freshness.start()
        tasks = [asyncio.create_task(run_work(runtime))] if (settings.work if work is None else work) else []
        try:
            yield runtime
        finally:
            for task in tasks:
                task.cancel()
                with suppress(asyncio.CancelledError):
                    await task
            await runtime.packs.close()
            await runtime.freshness.stop()


def runtime_on(database: Database, settings: Settings, clock: Clock) -> Runtime:
    """A runtime on an open database; nothing runs in the background."""
    signer = FileSigner(settings.origin, settings.keys_dir / "log")
    log = EventLog(database.pool, signer, clock)
    key = InstanceKey(settings.keys_dir / "instance")
    sealed = SealedStore(database.pool, key)
    archive = Archive(log, sealed)
    freshness = Freshness(database.pool)
    return Runtime(
        settings=settings,
        clock=clock,
        database=database,
        signer=signer,
        log=log,
        sealed=sealed,
        archive=archive,
        closed_texts=ClosedTexts(database.pool, archive),
        staff=Staff(database.pool),
        sessions=Sessions(database.pool, clock),
        accounts=accounts_on(database.pool, key, clock),
        recovery_requests=RecoveryRequests(database.pool, key, clock),
        single_sign_on=SingleSignOn(settings, clock),
        outbox=Outbox(database.pool, key, clock),
        rechecks=Rechecks(database.pool),
        packs=Packs(database.url, settings, log, freshness, clock),
        calendar=working_day_calendar(),
        freshness=freshness,
        consultations={},
        refused={},
        admission=AdmissionRecords(database.pool, clock),
    )
