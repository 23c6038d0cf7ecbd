"""Views of participation activities."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import msgspec

from domain.activity.values import Poll, Quota, QuotaDraw, ReportedView
from domain.enumerations import ActivityForm, ActivityKind, ActivityStatus, Confirmation, RespondentKind, Selection, Side
from domain.values import ContactPoint


class ParticipantView(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the published list. `name`: where the person agreed to it. `confirmed`: what he did about the record."""

    participant: UUID
    side: Side
    category: RespondentKind
    how: Selection
    name: str | None = None
    attended: bool = False
    confirmed: Confirmation | None = None
    reason: str | None = None


class DrawView(msgspec.Struct, frozen=True, kw_only=True):
    """The lot as it was drawn: everything that is needed to repeat it."""

    position: int
    log_size: int
    log_root: str
    token: str | None
    secret: str
    seed: str
    draws: tuple[QuotaDraw, ...]


class ActivityView(msgspec.Struct, frozen=True, kw_only=True):
    """One participation activity 参与活动 as the public reads of it; words are None where they are closed.

    `held_at`: as announced; `began_at`: when it began. `delivered`: to how many participants materials have gone.
    `statements`: how many were taken down, once the record is closed.
    """

    activity_id: UUID
    consultation_id: UUID
    number: int
    position: int
    kind: ActivityKind
    form: ActivityForm
    rules: str
    subject: str | None
    reason: str | None
    place: str | None
    status: ActivityStatus = ActivityStatus.ANNOUNCED
    announced_at: datetime | None = None
    held_at: datetime | None = None
    apply_until: datetime | None = None
    quotas: tuple[Quota, ...] = ()
    observer_seats: int = 0
    observers_by_lot: bool = False
    list_due_on: date | None = None
    materials_due_on: date | None = None
    lot_commitment: str | None = None
    content: str | None = None
    conditions: str | None = None
    contact: ContactPoint | None = None
    complaints: str | None = None
    applications: int | None = None
    draw: DrawView | None = None
    listed_at: datetime | None = None
    participants: tuple[ParticipantView, ...] = ()
    delivered: tuple[UUID, ...] = ()
    began_at: datetime | None = None
    attended: int = 0
    observers: int = 0
    host: str | None = None
    recorder: str | None = None
    presenter: str | None = None
    poll: Poll | None = None
    statements: int | None = None
    reported_at: datetime | None = None
    summary: str | None = None
    views: tuple[ReportedView, ...] = ()
    called_off_at: datetime | None = None
    called_off_reason: str | None = None

    @property
    def awaited(self) -> bool:
        """Whether it was announced, and neither held nor called off."""
        return self.status in (ActivityStatus.ANNOUNCED, ActivityStatus.LISTED)

    @property
    def recording(self) -> bool:
        """Whether statements are taken down just now."""
        return self.status == ActivityStatus.HELD


class AwaitedActivity(msgspec.Struct, frozen=True, kw_only=True):
    """An activity to be held, with its dates; those of list and materials while they are due. `decision`: its number."""

    activity_id: UUID
    number: int
    kind: ActivityKind
    held_on: date
    list_due_on: date | None
    materials_due_on: date | None
    consultation_id: UUID
    title: str | None
    decision: str

    def overdue(self, today: date) -> bool:
        """Whether list or materials should have gone out by now."""
        return any(day is not None and day < today for day in (self.list_due_on, self.materials_due_on))


class ActivityMention(msgspec.Struct, frozen=True, kw_only=True):
    """An activity as a comment that was said at it names it."""

    number: int
    kind: ActivityKind
