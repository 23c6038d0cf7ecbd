"""Published points: what is public of them stays, and what comes after it is told apart."""

from uuid import UUID

import pytest

from domain.point.points import release_comments, reword_point
from domain.point.refusals import CommentAnswered, PointPublished
from domain.point.state import evolve, published
from tests.domain.comment import examples as given
from tests.domain.point.test_points import gather, point

ONE, TWO, THREE = (UUID(int=1000 + number) for number in (1, 2, 3))


def test_a_publication_answers_in_public_what_the_point_gathers_by_then() -> None:
    public = published(point(1, 2))
    assert (public.is_published, public.published_ids, public.unpublished_ids) == (True, {ONE, TWO}, frozenset())
    more = evolve(public, gather(public, 3))
    assert (more.published_ids, more.unpublished_ids) == ({ONE, TWO}, {THREE})
    assert published(more).unpublished_ids == frozenset()


def test_before_it_nothing_is_public() -> None:
    assert (point(1).is_published, point(1).unpublished_ids) == (False, {ONE})


def test_its_words_stay() -> None:
    with pytest.raises(PointPublished):
        reword_point(published(point(1)), given.answered(), articles=(), summary="说法", actor=given.ANSWERER, at=given.DURING)


def test_who_was_answered_in_public_keeps_his_answer() -> None:
    public = published(point(1))
    more = evolve(public, gather(public, 2))
    with pytest.raises(CommentAnswered) as refused:
        release_comments(more, given.answered(), [ONE, TWO], actor=given.ANSWERER, at=given.DURING)
    assert refused.value.params == {"count": 1}
    assert release_comments(more, given.answered(), [TWO], actor=given.ANSWERER, at=given.DURING).comment_ids == (TWO,)
