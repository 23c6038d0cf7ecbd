"""Views of grievances."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import msgspec

from domain.enumerations import Channel, GrievanceChannel, GrievanceOutcome, GrievanceStatus


class GrievanceView(msgspec.Struct, frozen=True, kw_only=True):
    """One grievance 转办事项 as the desk lists it; what it is about is read from the sealed store.

    `comment_id`, `comment_number`: of the comment that it was made of. `told_on`: the day on which the person was first told.
    """

    grievance_id: UUID
    consultation_id: UUID
    consultation_number: str | None
    consultation_title: str | None
    position: int
    comment_id: UUID | None
    comment_number: int | None
    channel: Channel
    received_on: date
    due_on: date
    provisional: bool
    registered_at: datetime
    status: GrievanceStatus
    forwarded_to: GrievanceChannel | None
    outcome: GrievanceOutcome | None
    told_on: date | None

    @property
    def waiting(self) -> bool:
        """Whether the clock runs."""
        return self.status == GrievanceStatus.REGISTERED

    def overdue(self, today: date) -> bool:
        return self.waiting and today > self.due_on


class GrievanceFigures(msgspec.Struct, frozen=True, kw_only=True):
    """received = in_time + late + waiting; what was taken back is not counted. `overdue`: of those waiting.

    In time and late: told which channel is theirs, or closed.
    """

    received: int
    in_time: int
    late: int
    waiting: int
    overdue: int


class TellingClock(msgspec.Struct, frozen=True, kw_only=True):
    """Of one decision: how many grievances wait to be told which channel is theirs, and by when the first of them is."""

    id: UUID
    number: str
    title: str | None
    division_name: str | None
    due_on: date
    waiting: int
