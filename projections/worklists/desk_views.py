"""Comments as the desk lists them: figures, ids and fate; closed texts are read from the sealed store."""

from __future__ import annotations

import enum
from datetime import date, datetime
from uuid import UUID

import msgspec

from domain.enumerations import Channel, CommentStatus, ErasureScope, RespondentKind, WithholdingReason


class Queue(enum.StrEnum):
    """Which comments the desk lists."""

    ALL = "all"
    AWAITING = "awaiting"
    PUBLISHED = "published"
    WITHHELD = "withheld"
    REFERRED = "referred"
    WITHDRAWN = "withdrawn"
    APPEALED = "appealed"
    SECOND_LOOKS = "second_looks"
    TO_ERASE = "to_erase"


class DeskComment(msgspec.Struct, frozen=True, kw_only=True):
    """One comment whatever became of it. `number`: the n-th of its decision, from 1.

    `appeal`: `open`, or how it was decided. `second_look`: a colleague is asked to look again. `erasure_requested`: what waits
    for a second person. `erased`: what is gone.
    """

    consultation_id: UUID
    comment_id: UUID
    number: int
    position: int
    submitted_at: datetime
    channel: Channel
    respondent_kind: RespondentKind
    articles: tuple[str, ...]
    received_on: date | None
    late: bool
    status: CommentStatus
    reason: WithholdingReason | None
    redacted: bool
    appeal: str | None
    second_look: bool
    erasure_requested: ErasureScope | None
    erased: ErasureScope | None


class ListedErasure(msgspec.Struct, frozen=True, kw_only=True):
    """A comment whose erasure is asked for, or done, with the decision it belongs to."""

    consultation_number: str
    consultation_title: str | None
    comment: DeskComment
