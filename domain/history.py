"""All aggregates folded from a whole log, with the ledger and the coverage of each decision."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

import msgspec

from domain.comment import state as comment_state
from domain.comment.events import CommentSubmitted
from domain.comment.state import Comment
from domain.consultation import state as consultation_state
from domain.consultation.coverage import Coverage, answered_comments, coverage_of, publicly_answered
from domain.consultation.events import FeedbackPublished, SupplementPublished
from domain.consultation.ledger import CommentStanding, Ledger, ledger_of
from domain.consultation.state import Consultation
from domain.enumerations import CommentStatus
from domain.event import Event
from domain.grievance import state as grievance_state
from domain.grievance.events import GrievanceRegistered
from domain.grievance.state import Grievance
from domain.point import state as point_state
from domain.point.events import PointMade
from domain.point.state import Point
from domain.sealing import value_or_none


class Decision(msgspec.Struct):
    """The state of one decision, its comments, points and grievances, up to `position`. Comments are in order of submission."""

    consultation: Consultation | None = None
    comments: dict[UUID, Comment] = {}
    points: dict[UUID, Point] = {}
    grievances: dict[UUID, Grievance] = {}
    position: int = -1

    def ledger(self) -> Ledger:
        """The ledger at `position`: answered are those with a drafted answer; once there is a feedback, with a public one."""
        points = tuple(point.standing for point in self.active_points())
        answered = publicly_answered(points) if self.feedback_published else answered_comments(points)
        return ledger_of(self.comment_standings(), answered)

    def coverage(self) -> Coverage:
        """The coverage gate at `position`."""
        points = (point.standing for point in self.active_points())
        published = self.feedback_published
        return coverage_of(self.comment_standings(), points, position=self.position, feedback_published=published)

    @property
    def feedback_published(self) -> bool:
        return self.consultation is not None and self.consultation.answered_at is not None

    def active_points(self) -> tuple[Point, ...]:
        """Points that were not merged into another, in the order they were made."""
        return tuple(point for point in self.points.values() if point.is_active)

    def comment_standings(self) -> tuple[CommentStanding, ...]:
        """Each comment as the ledger sees it; a number is the place in the order of submission."""
        return tuple(_standing(number, comment) for number, comment in enumerate(self.comments.values(), 1))

    def apply(self, position: int, event: Event) -> None:
        """Apply one event about this decision. One on a stream of another kind only moves the position."""
        stream = event.originator_id
        if stream in self.comments or isinstance(event, CommentSubmitted):
            self.comments[stream] = comment_state.evolve(self.comments.get(stream), event)
        elif stream in self.points or isinstance(event, PointMade):
            self.points[stream] = point_state.evolve(self.points.get(stream), event)
        elif stream in self.grievances or isinstance(event, GrievanceRegistered):
            self.grievances[stream] = grievance_state.evolve(self.grievances.get(stream), event)
        elif stream == event.consultation_id:
            self.consultation = consultation_state.evolve(self.consultation, event)
            if isinstance(event, FeedbackPublished | SupplementPublished):
                self.points = {key: point_state.published(point) for key, point in self.points.items()}
        self.position = position


class History:
    """All decisions of a log, by id."""

    def __init__(self, events: Iterable[Event] = ()) -> None:
        self.decisions: dict[UUID, Decision] = {}
        self.size = 0
        for event in events:
            self.apply(event)

    def apply(self, event: Event) -> Decision:
        """Apply the event at position `size`; answers with the decision it is about."""
        decision = self.decisions.setdefault(event.consultation_id, Decision())
        decision.apply(self.size, event)
        self.size += 1
        return decision


def _standing(number: int, comment: Comment) -> CommentStanding:
    withheld = comment.status == CommentStatus.WITHHELD
    return CommentStanding(comment.id, number, comment.status, comment.reason if withheld else None, _shown_text(comment))


def _shown_text(comment: Comment) -> str | None:
    if comment.status != CommentStatus.PUBLISHED:
        return None
    text = comment.redacted_text if comment.redacted_text is not None else comment.text
    return value_or_none(text)
