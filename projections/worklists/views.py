"""Work that waits for staff; figures and ids only, closed texts are read from the sealed store."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import msgspec

from domain.consultation.coverage import AnswersMissing
from domain.enumerations import Channel, ConsultationState, ErasureScope, RespondentKind
from domain.values import Division


class CommentWaiting(msgspec.Struct, frozen=True, kw_only=True):
    """A comment that waits for a person: to be screened, for its appeal to be decided, or to be erased."""

    consultation_id: UUID
    consultation_number: str | None
    comment_id: UUID
    number: int
    position: int
    submitted_at: datetime
    channel: Channel
    respondent_kind: RespondentKind
    articles: tuple[str, ...]
    late: bool
    erasure: ErasureScope | None = None


class DecisionInPreparation(msgspec.Struct, frozen=True, kw_only=True):
    """A decision not yet published: how far it is. Title and division are still sealed."""

    consultation_id: UUID
    position: int
    started_at: datetime
    draft_version: int
    materials: bool
    review_requested: bool
    reviews_passed: int
    released: bool


class DivisionWork(msgspec.Struct, frozen=True, kw_only=True):
    """What waits on one published decision. `unpublished`: published comments whose answer waits for a supplement.

    `grievances_waiting`: whose persons are to be told which channel is theirs, the first `tell_by`.
    """

    consultation_id: UUID
    number: str
    title: str | None
    division: Division | None
    state: ConsultationState
    position: int
    opens_at: datetime
    closes_at: datetime
    answer_due_on: date | None
    overdue: bool
    awaiting_screening: int
    appeals_open: int
    second_looks: int
    erasures_requested: int
    points: int
    points_without_disposition: int
    uncovered: int
    unpublished: int
    grievances_waiting: int = 0
    tell_by: date | None = None

    @property
    def missing(self) -> AnswersMissing:
        """What stands between the comments and their public answers."""
        return AnswersMissing(self.awaiting_screening, self.uncovered, self.points_without_disposition, self.unpublished)
