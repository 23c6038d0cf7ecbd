"""What can happen in a participation activity 参与活动 ([713] art. 14 to 17). Participants have random ids."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from domain.activity.values import Listed, Poll, Quota, QuotaDraw, ReportedView
from domain.enumerations import ActivityForm, ActivityKind, Confirmation, Delivery, RespondentKind, Side
from domain.event import Event, topic
from domain.sealing import Sealed, SealedAtOnce, SealedContact, SealedNever
from domain.values import ContactPoint


@topic("activity-planned.v1")
class ActivityPlanned(Event, frozen=True, kw_only=True):
    """活动方案. `rules`: the dated rules applied. `subject`: what it is about; `reason`: why it is held; `place`: or the address.

    Public with the announcement, or where none is needed as it is held.
    """

    kind: ActivityKind
    form: ActivityForm
    rules: str
    subject: Sealed[str]
    reason: Sealed[str]
    place: Sealed[str]


@topic("activity-announced.v1")
class ActivityAnnounced(Event, frozen=True, kw_only=True):
    """活动公告: when and how, and how participants are chosen, before they are ([713] art. 16).

    `apply_until` (exclusive): None where nobody applies. `list_due_on`, `materials_due_on`: the last days for the list of
    participants and their materials. `lot_commitment`: SHA-256 (hex) of `lot_secret`, 64 hexadecimal digits drawn at random,
    hashed as they are printed (`domain.activity.lot`); both None where nothing is drawn by lot. `observers_by_lot`: observers
    are drawn as well, else taken in the order they apply. `conditions`: who may apply, and how; `complaints`: where to ask.
    """

    held_at: datetime
    apply_until: datetime | None
    quotas: tuple[Quota, ...]
    observer_seats: int
    observers_by_lot: bool = True
    list_due_on: date | None
    materials_due_on: date | None
    lot_commitment: str | None
    lot_secret: SealedNever[str | None]
    content: SealedAtOnce[str]
    conditions: SealedAtOnce[str | None]
    contact: SealedAtOnce[ContactPoint]
    complaints: SealedAtOnce[str | None]


@topic("applications-closed.v1")
class ApplicationsClosed(Event, frozen=True, kw_only=True):
    """报名截止. `closed_at`: as announced. `applications`, `observers`: how many applied by then, to take part and to observe."""

    closed_at: datetime
    applications: int
    observers: int


@topic("lot-drawn.v1")
class LotDrawn(Event, frozen=True, kw_only=True):
    """抽签. `log_size`, `log_root` (hex): of the log that ends with `applications-closed`.

    `token`: SHA-256 (hex) of the time stamp over it, where there is one. `seed`: SHA-256 (hex) of secret, root and token.
    `draws`: by side, None for observers.
    """

    log_size: int
    log_root: str
    token: str | None
    secret: str
    seed: str
    draws: tuple[QuotaDraw, ...]


@topic("participant-invited.v1")
class ParticipantInvited(Event, frozen=True, kw_only=True):
    """邀请参加. `shown`: the name as it stands in the public list, where he agrees (PIPL art. 25); None: category only."""

    participant: UUID
    side: Side
    category: RespondentKind
    name: SealedContact[str]
    organisation: SealedContact[str | None]
    shown: Sealed[str | None]


@topic("participant-declined.v1")
class ParticipantDeclined(Event, frozen=True, kw_only=True):
    """不参加: one who was invited or drawn will not come; his seat is free again."""

    participant: UUID


@topic("participant-moved-up.v1")
class ParticipantMovedUp(Event, frozen=True, kw_only=True):
    """递补: a seat drawn by lot is free again, and goes to the next in rank, directly before `application-admitted`."""

    participant: UUID
    side: Side
    category: RespondentKind


@topic("participant-list-published.v1")
class ParticipantListPublished(Event, frozen=True, kw_only=True):
    """公布参加人名单 ([713] art. 16): everybody who takes part, and how each came; again where it has changed."""

    listed: tuple[Listed, ...]


@topic("materials-delivered.v1")
class MaterialsDelivered(Event, frozen=True, kw_only=True):
    """送达材料 to one participant ([713] art. 16)."""

    participant: UUID
    delivered_on: date
    how: Delivery


@topic("activity-held.v1")
class ActivityHeld(Event, frozen=True, kw_only=True):
    """举行, recorded as it begins: from now on statements are taken down. `attended`: of those who were listed or invited.

    `host` 主持人, `recorder` 记录人, `presenter` 陈述人 of the undertaking unit, which speaks first ([713] art. 17).
    """

    began_at: datetime
    attended: tuple[UUID, ...]
    observers: int
    host: SealedAtOnce[str]
    recorder: SealedAtOnce[str]
    presenter: SealedAtOnce[str | None]


@topic("poll-taken.v1")
class PollTaken(Event, frozen=True, kw_only=True):
    """民意调查 as whoever made it reports it; takes the place of holding."""

    poll: SealedAtOnce[Poll]


@topic("activity-record-closed.v1")
class RecordClosed(Event, frozen=True, kw_only=True):
    """笔录完成: all that was said is taken down, in `statements` comments; participants may confirm it."""

    statements: int


@topic("confirmation-code-issued.v1")
class ConfirmationCodeIssued(Event, frozen=True, kw_only=True):
    """发放确认码: a participant may confirm the record once with the code whose SHA-256 (hex) this is; the last one counts."""

    participant: UUID
    code_hash: str


@topic("record-confirmed.v1")
class RecordConfirmed(Event, frozen=True, kw_only=True):
    """笔录确认 of one participant ([713] art. 17): signed, confirmed with his code, or refused. `reason`: why he refused."""

    participant: UUID
    how: Confirmation
    signed_on: date
    reason: Sealed[str | None]


@topic("activity-reported.v1")
class ActivityReported(Event, frozen=True, kw_only=True):
    """活动报告: main views and what became of each. The decision's own stream learns of it in the same append."""

    views: SealedAtOnce[tuple[ReportedView, ...]]
    summary: SealedAtOnce[str]


@topic("activity-called-off.v1")
class ActivityCalledOff(Event, frozen=True, kw_only=True):
    """取消, before it is held; the reason is public."""

    reason: SealedAtOnce[str]
