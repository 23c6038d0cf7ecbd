"""Figures and the overdue board."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from projections.figures.queries import figures, overdue
from tests.projections.told import Told

pytestmark = pytest.mark.anyio


async def test_each_published_decision_is_counted_in_one_state(told: Told) -> None:
    told.at = datetime(2026, 12, 20, tzinfo=UTC)
    for decision in told.decisions[:2]:
        told.published(decision)
    told.prepared(told.decisions[2])
    told.shown("一")
    told.comment("二", told.decisions[1])
    told.reach("end", decision=told.decisions[1])
    await told.caught_up()
    seen = await figures(told.pool, told.at)
    assert (seen.published, seen.published_this_year, seen.open, seen.ended) == (2, 2, 1, 1)
    assert (seen.upcoming, seen.closed, seen.answered, seen.adopted, seen.overdue) == (0, 0, 0, 0, 0)
    assert (seen.received, seen.received_this_year, seen.comments_published) == (2, 2, 1)
    assert seen.position == len(told.source.log) - 1
    earlier = await figures(told.pool, told.at - timedelta(days=1))
    assert (earlier.upcoming, earlier.open) == (1, 0)
    next_year = await figures(told.pool, datetime(2026, 12, 31, 16, tzinfo=UTC))
    assert (next_year.year, next_year.received, next_year.received_this_year) == (2027, 2, 0)


async def test_a_late_answer_is_on_the_board_with_the_reason_and_new_date_until_it_comes(told: Told) -> None:
    told.published()
    told.later(days=31)
    told.reach("close")
    await told.caught_up()
    due = (told.at + timedelta(days=30)).date()
    last_moment = datetime(due.year, due.month, due.day, 15, 59, tzinfo=UTC)
    assert await overdue(told.pool, last_moment) == ()
    late = last_moment + timedelta(minutes=1)
    (row,) = await overdue(told.pool, late)
    assert (row.due_on, row.days_late, row.delayed_to, row.number) == (due, 1, None, "2026-001")
    assert (await figures(told.pool, late)).overdue == 1
    told.reach("delay")
    await told.caught_up()
    (row,) = await overdue(told.pool, late)
    assert row.delay_reason == "意见较多，需要进一步研究。"
    told.reach("feedback", "feedback_signed", "feedback_published")
    await told.caught_up()
    assert await overdue(told.pool, late) == ()
    assert (await figures(told.pool, late)).answered == 1
