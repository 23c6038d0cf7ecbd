"""A row of `grievances` while its events are folded."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

import msgspec

from domain.enumerations import GrievanceStatus
from domain.grievance.events import GrievanceRegistered


class GrievanceRow(msgspec.Struct):
    """Fields in the order of the table's columns, but for the last two, which follow from them."""

    grievance_id: UUID
    consultation_id: UUID
    position: int
    comment_id: UUID | None
    comment_number: int | None
    division_id: str | None
    channel: str
    received_on: date
    due_on: date
    provisional: bool
    registered_at: datetime
    status: str = GrievanceStatus.REGISTERED
    forwarded_to: str | None = None
    outcome: str | None = None
    told_on: date | None = None

    @property
    def standing(self) -> bool:
        return self.status != GrievanceStatus.TAKEN_BACK

    @property
    def waiting(self) -> bool:
        return self.status == GrievanceStatus.REGISTERED

    @property
    def is_open(self) -> bool:
        return self.status in (GrievanceStatus.REGISTERED, GrievanceStatus.FORWARDED)


COLUMNS = (*GrievanceRow.__struct_fields__, "waiting", "is_open")


def registered_row(event: GrievanceRegistered, position: int, number: int | None, division_id: str | None) -> GrievanceRow:
    """A grievance as it is known when it is registered. `number`: of the comment that it was made of."""
    return GrievanceRow(
        event.originator_id,
        event.consultation_id,
        position,
        event.comment_id,
        number,
        division_id,
        event.channel,
        event.received_on,
        event.due_on,
        event.provisional,
        event.timestamp,
    )


def loaded_row(record: Any) -> GrievanceRow:
    """A row as it stands in the table."""
    return GrievanceRow(*(record[name] for name in GrievanceRow.__struct_fields__))


def stored(row: GrievanceRow) -> tuple[Any, ...]:
    """The row's values as the table takes them."""
    return (*msgspec.structs.astuple(row), row.waiting, row.is_open)
