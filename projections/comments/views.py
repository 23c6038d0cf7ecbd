"""Views of a comment."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import msgspec

from domain.enumerations import Channel, CommentStatus, ErasureScope, FileTreatment, RespondentKind, WithholdingReason
from domain.values import Blob
from projections.activities.views import ActivityMention
from projections.points.views import PointView
from projections.rows.comment import RegistrationCorrection, Revision


class CommentView(msgspec.Struct, frozen=True, kw_only=True):
    """One comment 意见. `number`: the n-th submission of its consultation in log order, from 1.

    `text` is None unless the comment is published and not erased. `redacted`: spans of the text are blacked out for `reason`.
    `repeats`: published comments of the consultation with the same text (this one counted), 0 where no text is shown.
    `public_note`: what the body says about why it is hidden, or no longer. `revisions`: of its screening, oldest first;
    `registrations`: corrections of its registration.
    `referred_at`: when it was handed on as a grievance, while it is one. `attachments`: as they are published.
    `treatments`: of those that came, in their order; empty where all are as they came.
    `points` is empty until the feedback is published. `activity`: the participation activity at which it was said.
    """

    number: int
    comment_id: UUID
    consultation_id: UUID
    position: int
    submitted_at: datetime
    channel: Channel
    draft_version: int
    respondent_kind: RespondentKind
    name: str | None
    organisation: str | None
    articles: tuple[str, ...]
    status: CommentStatus
    text: str | None
    proposed_wording: str | None
    redacted: bool
    reason: WithholdingReason | None
    public_note: str | None
    referred_at: datetime | None
    attachments: tuple[Blob, ...]
    treatments: tuple[FileTreatment, ...]
    received_on: date | None
    late: bool
    activity_id: UUID | None
    erased: ErasureScope | None
    repeats: int
    revisions: tuple[Revision, ...]
    registrations: tuple[RegistrationCorrection, ...]
    answered: bool
    points: tuple[PointView, ...] = ()
    activity: ActivityMention | None = None
