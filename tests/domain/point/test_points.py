"""Opinion points: made, reworded, gathering and releasing comments, until they are published; of late ones until then, too."""

from collections.abc import Callable
from uuid import UUID

import pytest
from msgspec.structs import replace

from domain.access import Actor, OtherDivision, RoleMissing
from domain.comment.refusals import ArticleUnknown, ConsultationNotPublished
from domain.consultation.state import Consultation
from domain.enumerations import CommentStatus
from domain.event import Event
from domain.point.events import CommentsGathered
from domain.point.points import (
    GatherableComment,
    gather_comments,
    make_point,
    release_comments,
    reword_point,
)
from domain.point.refusals import (
    AnswersEnded,
    AnswersSignedOff,
    CommentElsewhere,
    CommentNoOpinion,
    CommentNotGathered,
    CommentRepeated,
    CommentWithdrawnByAuthor,
    GatheringSize,
)
from domain.point.state import Point, evolve
from domain.text import TextMissing, TextTooLong
from tests.domain.comment import examples as given

ID = UUID(int=500)
SUMMARY = "延长夜市营业时间。"


def make(
    consultation: Consultation, actor: Actor = given.ANSWERER, articles: tuple[str, ...] = ("a1",), summary: str = SUMMARY
) -> Event:
    return make_point(consultation, point_id=ID, articles=articles, summary=summary, actor=actor, at=given.DURING)


def point(*gathered: int) -> Point:
    """A point of the open decision that gathers these comments."""
    made = evolve(None, make(given.opened()))
    return evolve(made, gather(made, *gathered)) if gathered else made


def at_hand(
    number: int, status: CommentStatus = CommentStatus.PUBLISHED, consultation: UUID = given.CONSULTATION
) -> GatherableComment:
    return GatherableComment(UUID(int=1000 + number), consultation, status)


def gather(state: Point, *numbers: int) -> CommentsGathered:
    comments = [at_hand(number) for number in numbers]
    return gather_comments(state, given.opened(), comments, actor=given.ANSWERER, at=given.DURING)


def test_a_point_states_an_opinion_on_articles() -> None:
    event = make(given.opened(), articles=("a2", "a1", "a2"), summary="第一\r\n第二")
    made = evolve(None, event)
    assert (made.id, made.version, made.articles, made.summary) == (ID, 1, ("a2", "a1"), "第一\n第二")
    assert (made.answered, made.kind, made.comment_ids) == (False, None, frozenset())


def test_a_point_may_concern_the_whole_draft() -> None:
    assert evolve(None, make(given.opened(), articles=())).articles == ()


def test_a_point_has_words_and_known_articles() -> None:
    with pytest.raises(TextMissing):
        make(given.opened(), summary=" ")
    with pytest.raises(TextTooLong):
        make(given.opened(), summary="字" * 2_001)
    with pytest.raises(ArticleUnknown):
        make(given.opened(), articles=("a4",))


def test_a_point_is_reworded() -> None:
    event = reword_point(point(), given.opened(), articles=("a3",), summary="另一种说法", actor=given.ANSWERER, at=given.DURING)
    after = evolve(point(), event)
    assert (after.version, after.articles, after.summary) == (2, ("a3",), "另一种说法")
    with pytest.raises(ArticleUnknown):
        reword_point(point(), given.opened(), articles=("x",), summary="说法", actor=given.ANSWERER, at=given.DURING)


def test_comments_are_gathered_and_released() -> None:
    gathered = point(1, 2, 3)
    assert len(gathered.comment_ids) == 3
    ids = [UUID(int=1002), UUID(int=1002)]
    event = release_comments(gathered, given.opened(), ids, actor=given.ANSWERER, at=given.DURING)
    assert event.comment_ids == (UUID(int=1002),)
    assert evolve(gathered, event).comment_ids == {UUID(int=1001), UUID(int=1003)}


def test_a_comment_in_full_can_be_gathered() -> None:
    event = gather_comments(point(), given.opened(), [given.comment()], actor=given.ANSWERER, at=given.DURING)
    assert event.comment_ids == (given.comment().id,)


@pytest.mark.parametrize("count", [0, 1_001])
def test_one_event_gathers_one_to_a_thousand_comments(count: int) -> None:
    with pytest.raises(GatheringSize) as refused:
        gather(point(), *range(count))
    assert refused.value.params == {"limit": 1_000, "count": count}
    assert len(gather(point(), *range(1_000)).comment_ids) == 1_000


@pytest.mark.parametrize(("there", "named"), [((), (1, 1)), ((1,), (1,)), ((1, 2), (2, 3))])
def test_a_point_gathers_a_comment_once(there: tuple[int, ...], named: tuple[int, ...]) -> None:
    with pytest.raises(CommentRepeated) as refused:
        gather(point(*there), *named)
    assert refused.value.params == {"count": 1}


def test_a_point_gathers_comments_of_its_own_decision() -> None:
    with pytest.raises(CommentElsewhere):
        gather_comments(
            point(), given.opened(), [at_hand(1), at_hand(2, consultation=UUID(int=2))], actor=given.ANSWERER, at=given.DURING
        )


NOT_GATHERED = {CommentStatus.WITHDRAWN: CommentWithdrawnByAuthor, CommentStatus.REFERRED: CommentNoOpinion}


@pytest.mark.parametrize("status", CommentStatus)
def test_only_what_is_withdrawn_or_no_opinion_is_not_gathered(status: CommentStatus) -> None:
    comments = [at_hand(1), at_hand(2, status)]
    if status not in NOT_GATHERED:
        assert gather_comments(point(), given.opened(), comments, actor=given.ANSWERER, at=given.DURING)
        return
    with pytest.raises(NOT_GATHERED[status]):
        gather_comments(point(), given.opened(), comments, actor=given.ANSWERER, at=given.DURING)


def test_only_gathered_comments_are_released() -> None:
    with pytest.raises(CommentNotGathered):
        release_comments(point(1), given.opened(), [UUID(int=1002)], actor=given.ANSWERER, at=given.DURING)
    with pytest.raises(GatheringSize):
        release_comments(point(1), given.opened(), [], actor=given.ANSWERER, at=given.DURING)


def test_two_answerers_at_once_want_the_same_place_in_the_stream() -> None:
    assert gather(point(), 1).originator_version == gather(point(), 2).originator_version == 2


def reword(consultation: Consultation, actor: Actor = given.ANSWERER) -> Event:
    return reword_point(point(1), consultation, articles=(), summary=SUMMARY, actor=actor, at=given.DURING)


def gather_more(consultation: Consultation, actor: Actor = given.ANSWERER) -> Event:
    return gather_comments(point(1), consultation, [at_hand(2)], actor=actor, at=given.DURING)


def release(consultation: Consultation, actor: Actor = given.ANSWERER) -> Event:
    return release_comments(point(1), consultation, [UUID(int=1001)], actor=actor, at=given.DURING)


Working = Callable[..., Event]
EVERY = pytest.mark.parametrize("work", [make, reword, gather_more, release])


@EVERY
def test_points_are_worked_on_from_publication_to_feedback(work: Working) -> None:
    assert work(given.opened())
    assert work(given.closed())
    with pytest.raises(AnswersSignedOff):
        work(replace(given.closed(), feedback_signed_off_by=str(given.SCREENER.id)))
    with pytest.raises(ConsultationNotPublished):
        work(given.unpublished())
    with pytest.raises(AnswersEnded):
        work(given.ended())


@EVERY
def test_what_came_late_is_answered_after_the_feedback_whatever_became_of_the_decision(work: Working) -> None:
    answered = given.answered()
    assert work(answered)
    assert work(replace(answered, adopted_at=given.DURING))
    assert work(replace(answered, ended_at=given.DURING))
    with pytest.raises(AnswersSignedOff):
        work(replace(answered, supplement_signed_off_by=str(given.SCREENER.id)))


@EVERY
def test_only_an_answerer_of_the_division_works_on_points(work: Working) -> None:
    with pytest.raises(RoleMissing):
        work(given.opened(), given.SCREENER)
    with pytest.raises(OtherDivision):
        work(given.opened(), given.OUTSIDER)
