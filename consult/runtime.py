"""The runtime: the parts of one open instance, as they are handed to commands, pages and the clock. `opening` makes it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import msgspec

from consult.admission import AdmissionRecords
from consult.archive.streams import Archive
from consult.background.pack_queue import PackQueue
from consult.background.recheck_queue import RecheckQueue
from consult.database import AWAY, Database
from consult.event_log import EventLog
from consult.instance.clock import Clock
from consult.instance.settings import Settings
from consult.mail.outbox import Outbox
from consult.public_log.note import FileSigner
from consult.sealed.store import SealedStore
from consult.staff import Sessions, Staff
from consult.staff.accounts import Accounts
from consult.staff.oidc import SingleSignOn
from consult.staff.recovery_requests import RecoveryRequests
from domain.calendar import WorkingDayCalendar
from domain.consultation.state import Consultation
from domain.questionnaire.state import Questionnaire
from projections.freshness import Freshness


class Runtime(msgspec.Struct, frozen=True):
    """One open instance. `reads` is what the projections' queries take as `db`.

    `real_clock`: what sign-in and mail go by; another than `clock` only where this was moved ahead, for training.
    """

    settings: Settings
    clock: Clock
    real_clock: Clock
    database: Database
    signer: FileSigner
    log: EventLog
    sealed: SealedStore
    archive: Archive
    staff: Staff
    sessions: Sessions
    accounts: Accounts
    recovery_requests: RecoveryRequests
    single_sign_on: SingleSignOn
    outbox: Outbox
    packs: PackQueue
    rechecks: RecheckQueue
    calendar: WorkingDayCalendar
    freshness: Freshness
    consultations: dict[UUID, Consultation]
    questionnaires: dict[UUID, Questionnaire]
    refused: dict[str, int]
    admission: AdmissionRecords

    @property
    def reads(self) -> Any:
        return self.database.pool

    async def wait_until_projected(self, position: int, timeout: float = 5.0) -> bool:
        """Whether the read models have reached `position`, waiting up to `timeout` seconds for it."""
        return await self.freshness.wait_until(position, timeout)

    async def consultation(self, consultation_id: UUID, *, fresh: bool = False) -> Consultation:
        """The decision, from this process's cache unless `fresh`. Decide on it under a StreamGuard. Raises NotFound."""
        if fresh or consultation_id not in self.consultations:
            self.consultations[consultation_id] = await self.archive.consultation(consultation_id)
        return self.consultations[consultation_id]

    async def questionnaire(self, questionnaire_id: UUID, *, fresh: bool = False) -> Questionnaire:
        """As `consultation`, of a questionnaire."""
        if fresh or questionnaire_id not in self.questionnaires:
            self.questionnaires[questionnaire_id] = await self.archive.questionnaire(questionnaire_id)
        return self.questionnaires[questionnaire_id]


def failure_status(failure: Exception) -> int:
    """The HTTP status of what no rule refused: 503 while the database is away, to be tried again; else 500, a defect of ours."""
    return 503 if isinstance(failure, AWAY) else 500
