"""Views of opinion points and of the feedback summary."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import msgspec

from domain.consultation.events import DispositionCount, LedgerFigures
from domain.values import DispositionText, FeedbackText
from projections.rows.point import EarlierDisposition


class PointView(msgspec.Struct, frozen=True, kw_only=True):
    """One opinion point 意见要点. `number`: the n-th point made of its consultation, from 1;
    one that was merged into another keeps its number and is not shown.

    `comment_numbers` are those of all gathered comments, ascending; empty where the point stands beside one comment.
    Summary and disposition are None until the point is published, or where they were taken back. `supplement`: of the n-th
    supplement to the feedback, 0 with the feedback itself.
    """

    id: UUID
    consultation_id: UUID
    number: int
    position: int
    articles: tuple[str, ...]
    summary: str | None
    answered: bool
    published: bool
    disposition: DispositionText | None
    disposition_position: int | None = None
    earlier: tuple[EarlierDisposition, ...] = ()
    comment_numbers: tuple[int, ...] = ()
    comment_count: int = 0
    supplement: int = 0


class FeedbackView(msgspec.Struct, frozen=True, kw_only=True):
    """The feedback summary 反馈 as published at `position`: figures as recorded then, words as corrected since."""

    consultation_id: UUID
    position: int
    published_at: datetime
    text: FeedbackText | None
    revised: bool
    ledger: LedgerFigures
    dispositions: tuple[DispositionCount, ...]
    contradictions: tuple[str, ...]
    contradictions_accepted: tuple[str, ...]
    changed_without_comment: tuple[str, ...]


class SupplementView(msgspec.Struct, frozen=True, kw_only=True):
    """The n-th supplement 补充反馈 as published at `position`. `points`: new ones; `comments`: how many it answers."""

    consultation_id: UUID
    number: int
    position: int
    published_at: datetime
    text: str | None
    points: int
    comments: int
    ledger: LedgerFigures
    dispositions: tuple[DispositionCount, ...]
    contradictions: tuple[str, ...]
    contradictions_accepted: tuple[str, ...]
