"""One point merged into another: no comment is lost, the point is gone, and only while answers may change."""

from uuid import UUID

import pytest
from msgspec.structs import replace

from domain.access import OtherDivision, RoleMissing
from domain.consultation.coverage import coverage_of
from domain.consultation.ledger import CommentStanding
from domain.enumerations import CommentStatus
from domain.history import Decision
from domain.openings import openings
from domain.point.events import PointDissolved
from domain.point.points import dissolve_point, gather_comments, reword_point
from domain.point.refusals import (
    AnswersEnded,
    AnswersSignedOff,
    CommentsLeftBehind,
    MergingElsewhere,
    PointMerged,
    PointPublished,
)
from domain.point.state import Point, evolve, published
from tests.domain.comment import examples as given
from tests.domain.examples import decision
from tests.domain.point.test_points import at_hand, point

OTHER = UUID(int=501)


def other(*gathered: int) -> Point:
    return replace(point(*gathered), id=OTHER)


def merge(one: Point, into: Point, withdrawn: tuple[int, ...] = (), **changed: object) -> PointDissolved:
    gone = [UUID(int=1000 + number) for number in withdrawn]
    facts = {"consultation": given.opened(), "actor": given.ANSWERER} | changed
    return dissolve_point(one, into, withdrawn=gone, at=given.DURING, **facts)  # type: ignore[arg-type]


def test_a_point_is_merged_into_one_that_gathers_all_its_comments() -> None:
    event = merge(point(1, 2), other(1, 2, 3))
    assert (event.into, event.originator_version) == (OTHER, 3)
    after = evolve(point(1, 2), event)
    assert (after.is_active, after.dissolved_into) == (False, OTHER)


def test_a_comment_left_behind_is_counted() -> None:
    with pytest.raises(CommentsLeftBehind) as refused:
        merge(point(1, 2, 3), other(2))
    assert refused.value.params == {"count": 2}


def test_what_its_author_has_withdrawn_need_not_come_along() -> None:
    assert merge(point(1, 2), other(1), withdrawn=(2,))


@pytest.mark.parametrize(
    "into", [point(), replace(other(), consultation_id=UUID(int=2)), replace(other(), dissolved_into=UUID(int=7))]
)
def test_it_is_merged_into_another_standing_point_of_the_same_decision(into: Point) -> None:
    with pytest.raises(MergingElsewhere):
        merge(point(), into)


def test_a_merged_point_takes_nothing_more() -> None:
    gone = evolve(point(1), merge(point(1), other(1)))
    with pytest.raises(PointMerged):
        merge(gone, other(1))
    with pytest.raises(PointMerged):
        reword_point(gone, given.opened(), articles=(), summary="说法", actor=given.ANSWERER, at=given.DURING)
    with pytest.raises(PointMerged):
        gather_comments(gone, given.opened(), [at_hand(5)], actor=given.ANSWERER, at=given.DURING)


def test_only_while_answers_may_change_and_by_an_answerer_of_the_division() -> None:
    signed_off = replace(given.closed(), feedback_signed_off_by=str(given.SCREENER.id))
    assert merge(point(), other(), consultation=given.answered())
    with pytest.raises(PointPublished):
        merge(published(point()), other(), consultation=given.answered())
    for state, refusal in ((signed_off, AnswersSignedOff), (given.ended(), AnswersEnded)):
        with pytest.raises(refusal):
            merge(point(), other(), consultation=state)
    for actor, refused in ((given.SCREENER, RoleMissing), (given.OUTSIDER, OtherDivision)):
        with pytest.raises(refused):
            merge(point(), other(), actor=actor)


def test_two_merging_at_once_want_the_same_place_in_the_stream() -> None:
    assert merge(point(1), other(1)).originator_version == merge(point(1), replace(other(1), id=UUID(int=9))).originator_version


def test_the_gate_does_not_wait_for_a_merged_point() -> None:
    gone = evolve(point(1), merge(point(1), other(1)))
    seen = Decision(points={gone.id: gone, OTHER: other(1)})
    assert [found.id for found in seen.active_points()] == [OTHER]
    comments = [CommentStanding(UUID(int=1001), 1, CommentStatus.PUBLISHED, None, None)]
    coverage = coverage_of(comments, [found.standing for found in seen.active_points()])
    assert coverage.points_without_disposition == (OTHER,)


def test_the_feedback_opens_nothing_of_a_merged_point() -> None:
    (published,) = [event for event in decision() if event.topic == "feedback-published.v1"]
    of_points = [rule for rule in openings(published) if rule.streams == "consultation"]
    assert len(of_points) == 3
    assert {rule.unless for rule in of_points} == {PointDissolved}
