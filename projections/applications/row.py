"""A row of `applications` while its events are folded."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from domain.application.events import ApplicationSubmitted
from domain.enumerations import ApplicationStatus

OUT = (ApplicationStatus.WITHDRAWN, ApplicationStatus.DECLINED)


class ApplicationRow(msgspec.Struct):
    """Fields in the order of the table's columns."""

    application_id: UUID
    activity_id: UUID
    consultation_id: UUID
    position: int
    version: int
    side: str
    category: str
    submitted_at: datetime
    status: str = ApplicationStatus.WAITING
    stood: bool = False
    rank: int | None = None
    reason: str | None = None
    name: str | None = None
    erased: bool = False

    @property
    def stands(self) -> bool:
        return self.status not in OUT


COLUMNS = ApplicationRow.__struct_fields__


def submitted_row(event: ApplicationSubmitted, position: int) -> ApplicationRow:
    """An application as it is known when it comes."""
    return ApplicationRow(
        event.originator_id,
        event.activity_id,
        event.consultation_id,
        position,
        event.originator_version,
        event.side or "",
        event.category,
        event.timestamp,
    )


def loaded_row(record: Any) -> ApplicationRow:
    """A row as it stands in the table."""
    return ApplicationRow(*(record[name] for name in COLUMNS))
