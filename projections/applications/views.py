"""Views of applications to attend."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import msgspec

from domain.enumerations import ApplicationStatus, RespondentKind, Side


class ApplicationView(msgspec.Struct, frozen=True, kw_only=True):
    """One application as the public sees it: nothing of the person but his category, and his name where it stands in the list.

    `side`: None to observe. `stood`: when applications were closed; `rank`: of the lot, None before. `reason`: of an invitation.
    """

    application_id: UUID
    activity_id: UUID
    consultation_id: UUID
    position: int
    side: Side | None
    category: RespondentKind
    submitted_at: datetime
    status: ApplicationStatus
    stood: bool
    rank: int | None
    reason: str | None
    name: str | None
    erased: bool


class ApplicationCounts(msgspec.Struct, frozen=True):
    """By side, None for observers: how many `applied`, and how many of these are `standing`."""

    applied: dict[Side | None, int]
    standing: dict[Side | None, int]

    @property
    def to_take_part(self) -> int:
        return sum(count for side, count in self.standing.items() if side is not None)
