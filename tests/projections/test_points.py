"""Opinion points and the feedback summary: private until published together, afterwards only superseded or corrected."""

from __future__ import annotations

from typing import Any

import pytest

from domain.enumerations import DispositionKind
from domain.point import events as p
from domain.values import FeedbackText
from projections.comments.queries import comment, comments_after
from projections.consultations.queries import consultation
from projections.points.queries import feedback, point, points
from tests.projections.contents import everything
from tests.projections.told import Told, answer

pytestmark = pytest.mark.anyio


async def test_points_have_no_words_before_the_feedback_is_published(told: Told) -> None:
    told.published()
    stream = told.shown("太吵")
    made = told.point("有人认为太吵", stream)
    told.answered(made, DispositionKind.ADOPTED, "已经缩短营业时间了。")
    told.reach("close", "feedback", "feedback_signed")
    await told.caught_up()
    assert await points(told.pool, told.first.id) == ()
    (private,) = await points(told.pool, told.first.id, published_only=False)
    assert (private.summary, private.disposition, private.answered, private.published) == (None, None, True, False)
    assert private.comment_numbers == (1,)
    assert await feedback(told.pool, told.first.id) is None
    row = await comment(told.pool, told.first.id, 1)
    assert row
    assert (row.points, row.answered) == ((), False)
    held = await everything(told.pool)
    assert "有人认为太吵" not in held
    assert "已经缩短营业时间了" not in held


async def test_the_feedback_opens_every_point_with_its_last_words_and_answer(told: Told) -> None:
    told.published()
    streams = [told.shown("太吵"), told.shown("太早"), told.comment("还没有看")]
    made = told.point("旧的说法", *streams)
    told.add(p.PointReworded, told.first, made, articles=("a2",), summary="新的说法")
    told.add(p.CommentsReleased, told.first, made, comment_ids=(streams[2],))
    told.answered(made, DispositionKind.ADOPTED, "第一次起草的理由。")
    told.answered(made, DispositionKind.NOT_ADOPTED, "最后起草的理由。")
    told.answered_feedback()
    await told.caught_up()
    (view,) = await points(told.pool, told.first.id)
    assert (view.number, view.summary, view.articles) == (1, "新的说法", ("a2",))
    assert view.disposition == answer(DispositionKind.NOT_ADOPTED, "最后起草的理由。")
    assert (view.comment_numbers, view.comment_count) == ((1, 2), 2)
    assert view == await point(told.pool, made)
    rows = await comments_after(told.pool, told.first.id)
    assert [[each.number for each in row.points] for row in rows] == [[1], [1], []]
    assert rows[0].points[0].comment_count == 2
    assert rows[0].points[0].comment_numbers == ()
    decision = await consultation(told.pool, told.first.id)
    assert decision
    assert decision.dispositions["not_adopted"] == 1
    assert decision.dispositions["adopted"] == decision.dispositions["unanswered"] == 0
    assert (decision.ledger.answered, decision.ledger.unanswered) == (2, 0)
    held = await everything(told.pool)
    assert "旧的说法" not in held
    assert "第一次起草" not in held


async def test_the_summary_stands_as_published(told: Told) -> None:
    told.published()
    told.answered_feedback()
    await told.caught_up()
    view = await feedback(told.pool, told.first.id)
    assert view
    assert view.text
    assert (view.text.asked, view.text.did, view.revised) == ("我们问了", "我们做了", True)
    assert (view.contradictions, view.contradictions_accepted, view.changed_without_comment) == (("a1",), ("a1",), ("a2",))
    assert view.ledger.received == 1
    assert view.position == len(told.source.log) - 1


async def test_a_superseded_answer_stays_visible_with_the_reason(told: Told) -> None:
    told.published()
    made = told.point("要点", told.shown("太吵"))
    told.answered(made, DispositionKind.ADOPTED, "原来的理由在此。")
    told.answered_feedback()
    opened_at = len(told.source.log) - 1
    told.superseded(made, DispositionKind.PARTLY_ADOPTED, "后来的理由在此。")
    told.superseded(made, DispositionKind.NOTED, "最后的理由在此。")
    await told.caught_up()
    (view,) = await points(told.pool, told.first.id)
    assert view.disposition
    assert view.disposition.kind == DispositionKind.NOTED
    assert [each.disposition and each.disposition.reason for each in view.earlier] == ["原来的理由在此。", "后来的理由在此。"]
    assert view.earlier[0].position == opened_at
    assert view.earlier[0].why == "情况有变，现予更正。"
    decision = await consultation(told.pool, told.first.id)
    assert decision
    assert (decision.dispositions["noted"], decision.dispositions["adopted"]) == (1, 0)


@pytest.mark.parametrize("closes", [True, False])
async def test_corrections_of_words_and_answers_are_shown(told: Told, closes: bool) -> None:
    told.published()
    made = told.point("写错的要点", told.shown("太吵"))
    drafted = told.answered(made, DispositionKind.ADOPTED, "写错的理由在此。")
    told.answered_feedback()
    told.superseded(made, DispositionKind.NOTED, "后来的理由在此。")
    await told.caught_up()
    told.corrected(made, 1, "summary", "更正的要点", closes=closes)
    told.corrected(made, drafted, "disposition", answer(DispositionKind.ADOPTED, "更正的理由在此。"), closes=closes)
    text = FeedbackText("问", "更正后的说法", "做")
    assert told.first.feedback_version
    told.corrected(told.first.id, told.first.feedback_version, "text", text, closes=closes)
    await told.caught_up()
    (view,) = await points(told.pool, told.first.id)
    assert view.summary == "更正的要点"
    assert view.earlier[0].disposition
    assert view.earlier[0].disposition.reason == "更正的理由在此。"
    summary = await feedback(told.pool, told.first.id)
    assert summary
    assert summary.text == text
    decision = await consultation(told.pool, told.first.id)
    assert decision
    topics = [each.topic for each in decision.corrections]
    assert topics == ["point-made.v1", "disposition-drafted.v1", "feedback-prepared.v1"]
    held = await everything(told.pool)
    assert ("写错的要点" in held) == ("写错的理由" in held) == (not closes)


async def test_a_value_corrected_before_it_is_public_is_published_corrected(told: Told) -> None:
    told.published()
    made = told.point("写错的要点", told.shown("太吵"))
    drafted = told.answered(made, DispositionKind.ADOPTED, "原来的理由在此。")
    told.corrected(made, drafted, "disposition", answer(DispositionKind.NOTED, "更正的理由在此。"))
    await told.caught_up()
    told.corrected(made, 1, "summary", "更正的要点")
    told.answered_feedback()
    await told.caught_up()
    (view,) = await points(told.pool, told.first.id)
    assert view.summary == "更正的要点"
    assert view.disposition == answer(DispositionKind.NOTED, "更正的理由在此。")


async def test_after_the_feedback_a_new_comment_is_unanswered_and_a_withdrawn_one_is_no_longer_counted(told: Told) -> None:
    told.published()
    streams = [told.shown("一"), told.shown("二")]
    told.answered(told.point("要点", *streams), DispositionKind.ADOPTED)
    told.answered_feedback()
    await told.caught_up()
    told.shown("迟到的信")
    await told.caught_up()
    assert await _answered(told) == (2, 1)
    told.withdrawn(streams[0])
    await told.caught_up()
    assert await _answered(told) == (1, 1)


async def _answered(told: Told) -> tuple[Any, ...]:
    view = await consultation(told.pool, told.first.id)
    assert view
    view.ledger.balance()
    return view.ledger.answered, view.ledger.unanswered
