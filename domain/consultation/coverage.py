"""The coverage gate 逐条答复: which comments still lack an answer, as seen at one position of the log."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Set
from uuid import UUID

import msgspec

from domain.consultation.events import DispositionCount, LedgerFigures
from domain.consultation.ledger import CommentStanding, ledger_of
from domain.enumerations import CommentStatus, DispositionKind


class PointStanding(msgspec.Struct, frozen=True):
    """What the gate needs to know of one point: the comments it gathers, and whether it is answered.

    `kind` is None where there is no disposition, or where it is still closed to the reader. `published_ids`: the comments
    whose answer it is in public.
    """

    point_id: UUID
    comment_ids: Set[UUID]
    answered: bool
    kind: DispositionKind | None = None
    published_ids: Set[UUID] = frozenset()


class AnswersMissing(msgspec.Struct, frozen=True):
    """How many are missing: comments to screen, published ones without an answered point, points without an answer.

    `unpublished`: published comments with an answered point that is not yet their answer in public, after the feedback.
    """

    awaiting: int
    uncovered: int
    open_points: int
    unpublished: int = 0

    @property
    def complete(self) -> bool:
        """Whether every comment has its answer, drafted or public."""
        return not (self.awaiting or self.uncovered or self.open_points)

    @property
    def unanswered(self) -> int:
        """Published comments without a public answer, once there is a feedback."""
        return self.uncovered + self.unpublished


class Coverage(msgspec.Struct, frozen=True):
    """The answers at `position` (of the last event about the consultation, -1 for none), for the guard of the append.

    `awaiting`: numbers of comments not yet screened; `uncovered`: numbers of published comments without an answered point.
    `counted`: how many there are of each, where the numbers are the first of them only.
    A withheld comment may stay without a point, and is then counted as unanswered. What was referred needs none.
    """

    position: int
    awaiting: tuple[int, ...]
    uncovered: tuple[int, ...]
    points_without_disposition: tuple[UUID, ...]
    ledger: LedgerFigures
    dispositions: tuple[DispositionCount, ...]
    counted: AnswersMissing | None = None

    @property
    def complete(self) -> bool:
        """Whether the feedback summary may be published ([713] art. 18; procedure.md, Points and dispositions)."""
        return self.missing.complete

    @property
    def missing(self) -> AnswersMissing:
        if self.counted is not None:
            return self.counted
        return AnswersMissing(len(self.awaiting), len(self.uncovered), len(self.points_without_disposition))


def coverage_of(
    comments: Iterable[CommentStanding],
    points: Iterable[PointStanding],
    *,
    position: int = -1,
    feedback_published: bool = False,
) -> Coverage:
    """The gate computed from the comments and points of one consultation; numbers ascend, points keep their order."""
    comments = sorted(comments, key=lambda comment: comment.number)
    points = tuple(points)
    answered = answered_comments(points)
    awaiting = tuple(comment.number for comment in comments if comment.status == CommentStatus.AWAITING)
    uncovered = tuple(comment.number for comment in comments if _uncovered(comment, answered))
    public = publicly_answered(points) if feedback_published else answered
    unanswered = sum(_uncovered(comment, public) for comment in comments)
    without = tuple(point.point_id for point in points if not point.answered)
    return Coverage(
        position=position,
        awaiting=awaiting,
        uncovered=uncovered,
        points_without_disposition=without,
        ledger=ledger_of(comments, answered).figures,
        dispositions=_disposition_counts(points),
        counted=AnswersMissing(len(awaiting), len(uncovered), len(without), unanswered - len(uncovered)),
    )


def answered_comments(points: Iterable[PointStanding]) -> set[UUID]:
    """Ids of the comments that at least one answered point gathers."""
    return {comment_id for point in points if point.answered for comment_id in point.comment_ids}


def publicly_answered(points: Iterable[PointStanding]) -> set[UUID]:
    """Ids of the comments whose answer is public, by the feedback or a supplement."""
    return {comment_id for point in points if point.answered for comment_id in point.published_ids}


def _uncovered(comment: CommentStanding, answered: set[UUID]) -> bool:
    return comment.status == CommentStatus.PUBLISHED and comment.comment_id not in answered


def _disposition_counts(points: Iterable[PointStanding]) -> tuple[DispositionCount, ...]:
    """Points by disposition, in the order of `DispositionKind`, kinds without a point left out."""
    count = Counter(point.kind for point in points if point.answered)
    return tuple(DispositionCount(kind, count[kind]) for kind in DispositionKind if count[kind])
