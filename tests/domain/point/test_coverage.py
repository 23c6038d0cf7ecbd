"""The coverage gate: what still lacks an answer."""

from uuid import UUID

import msgspec

from domain.consultation.coverage import PointStanding, coverage_of
from domain.consultation.events import DispositionCount
from domain.consultation.ledger import CommentStanding
from domain.enumerations import CommentStatus, DispositionKind, WithholdingReason

ADOPTED, NOTED = DispositionKind.ADOPTED, DispositionKind.NOTED


def published(number: int) -> CommentStanding:
    return CommentStanding(UUID(int=number), number, CommentStatus.PUBLISHED)


def withheld(number: int) -> CommentStanding:
    return CommentStanding(UUID(int=number), number, CommentStatus.WITHHELD, WithholdingReason.ABUSE)


def point(number: int, *comments: int, kind: DispositionKind | None = NOTED) -> PointStanding:
    return PointStanding(UUID(int=1000 + number), {UUID(int=comment) for comment in comments}, kind is not None, kind)


def test_a_consultation_without_comments_is_covered() -> None:
    assert coverage_of([], []).complete


def test_an_answered_point_covers_its_comments() -> None:
    coverage = coverage_of([published(1), published(2)], [point(1, 1, 2)], position=7)
    assert coverage.complete
    assert coverage.position == 7
    assert (coverage.ledger.answered, coverage.ledger.unanswered) == (2, 0)


def test_published_comments_without_an_answered_point_are_named_by_number() -> None:
    coverage = coverage_of([published(3), published(1), published(2)], [point(1, 2), point(2, 3, kind=None)])
    assert coverage.uncovered == (1, 3)
    assert coverage.points_without_disposition == (UUID(int=1002),)
    assert not coverage.complete


def test_one_answered_point_of_several_is_enough_for_a_comment_but_not_for_the_points() -> None:
    coverage = coverage_of([published(1)], [point(1, 1), point(2, 1, kind=None)])
    assert coverage.uncovered == ()
    assert not coverage.complete


def test_a_comment_awaiting_screening_holds_the_gate() -> None:
    coverage = coverage_of([CommentStanding(UUID(int=1), 1, CommentStatus.AWAITING)], [point(1, 1)])
    assert coverage.awaiting == (1,)
    assert not coverage.complete


def test_a_withheld_comment_may_stay_unanswered_and_is_counted_so() -> None:
    coverage = coverage_of([withheld(1), withheld(2)], [point(1, 2)])
    assert coverage.complete
    assert (coverage.ledger.answered, coverage.ledger.unanswered) == (1, 1)


def test_a_withdrawn_comment_needs_no_answer() -> None:
    coverage = coverage_of([CommentStanding(UUID(int=1), 1, CommentStatus.WITHDRAWN)], [])
    assert coverage.complete


def test_after_the_feedback_a_drafted_answer_is_not_yet_public() -> None:
    first, late = msgspec.structs.replace(point(1, 1, 2), published_ids={UUID(int=1)}), point(2, 3)
    comments = [published(1), published(2), published(3), published(4), withheld(5)]
    missing = coverage_of(comments, [first, late], feedback_published=True).missing
    assert (missing.uncovered, missing.unpublished, missing.unanswered) == (1, 2, 3)
    assert coverage_of(comments[:3], [first, late], feedback_published=True).complete
    assert coverage_of(comments, [first, late]).missing.unanswered == 1


def test_dispositions_are_counted_by_point_in_a_fixed_order() -> None:
    coverage = coverage_of([], [point(1), point(2, kind=ADOPTED), point(3), point(4, kind=None)])
    assert coverage.dispositions == (DispositionCount(ADOPTED, 1), DispositionCount(NOTED, 2))
