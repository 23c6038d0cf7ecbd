"""Work lists: what waits for staff, and the coverage gate with its position."""

from __future__ import annotations

from datetime import timedelta

import pytest

from domain.comment import events as c
from domain.enumerations import ConsultationState, DispositionKind, ErasureScope
from projections.worklists.coverage_gate import coverage_gate as gate_figures
from projections.worklists.desk_queries import Queue, desk_comments
from projections.worklists.queries import (
    comments_awaiting_screening,
    coverage,
    decisions_in_preparation,
    division_work,
    finished_work,
)
from tests.projections.standings import coverage_one_by_one
from tests.projections.told import Told

pytestmark = pytest.mark.anyio


async def test_comments_wait_for_screening_oldest_first_until_somebody_has_looked(told: Told) -> None:
    told.published()
    told.published(told.decisions[1])
    streams = [told.comment("一"), told.comment("二", told.decisions[1]), told.comment("三")]
    await told.caught_up()
    own = await comments_awaiting_screening(told.pool, told.first.id)
    assert [(each.number, each.comment_id) for each in own] == [(1, streams[0]), (2, streams[2])]
    assert len(await comments_awaiting_screening(told.pool, told.first.id, limit=1)) == 1
    told.withheld(streams[0])
    told.withdrawn(streams[2])
    await told.caught_up()
    assert await comments_awaiting_screening(told.pool, told.first.id) == ()


async def test_appeals_and_erasures_wait_until_decided(told: Told) -> None:
    told.published()
    stream = told.comment("一")
    told.withheld(stream)
    told.on_comment(c.WithholdingAppealed, stream, grounds="不服")
    told.on_comment(c.ErasureRequested, stream, scope=ErasureScope.IDENTITY, note="来函")
    await told.caught_up()
    assert [each.number for each in await desk_comments(told.pool, told.first.id, Queue.APPEALED)] == [1]
    (waiting,) = await desk_comments(told.pool, told.first.id, Queue.TO_ERASE)
    assert waiting.erasure_requested == ErasureScope.IDENTITY
    told.overturned(stream)
    told.erased(stream, ErasureScope.ALL)
    await told.caught_up()
    assert await desk_comments(told.pool, told.first.id, Queue.APPEALED) == ()
    assert await desk_comments(told.pool, told.first.id, Queue.TO_ERASE) == ()


async def test_the_gate_names_what_is_missing_at_the_position_of_its_answer(told: Told) -> None:
    told.published()
    streams = [told.shown("一"), told.shown("二"), told.comment("三"), told.comment("四")]
    told.withheld(streams[3])
    made = told.point("要点", streams[0])
    await told.caught_up()
    gate = await coverage(told.pool, told.first.id)
    assert (gate.awaiting, gate.uncovered, gate.points_without_disposition) == ((3,), (1, 2), (made,))
    assert gate.position == len(told.source.log) - 1
    assert not gate.complete
    figures = await gate_figures(told.pool, told.first.id)
    assert (figures.awaiting, figures.uncovered, figures.without_point, figures.in_open_points, figures.open_points) == (
        1,
        2,
        1,
        1,
        1,
    )
    told.answered(made, DispositionKind.ADOPTED)
    told.withdrawn(streams[2])
    told.withdrawn(streams[1])
    await told.caught_up()
    gate = await coverage(told.pool, told.first.id)
    assert gate.complete
    assert gate.dispositions == ()
    assert (gate.ledger.received, gate.ledger.answered, gate.ledger.unanswered) == (4, 1, 1)
    assert gate.missing == (await coverage_one_by_one(told.pool, told.first.id)).missing


async def test_decisions_in_preparation_are_listed_until_published_or_ended(told: Told) -> None:
    told.prepared()
    told.prepared(told.decisions[1])
    told.reach("end", decision=told.decisions[1])
    await told.caught_up()
    (waiting,) = await decisions_in_preparation(told.pool)
    assert (waiting.consultation_id, waiting.draft_version, waiting.released) == (told.first.id, 1, True)
    assert (waiting.materials, waiting.review_requested, waiting.reviews_passed) == (True, True, 1)
    told.add_publication()
    await told.caught_up()
    assert await decisions_in_preparation(told.pool) == ()


async def test_the_work_of_a_division_has_its_clocks_and_counts(told: Told) -> None:
    told.published()
    told.comment("一")
    told.point("要点")
    told.later(days=31)
    told.reach("close")
    await told.caught_up()
    (work,) = await division_work(told.pool, told.at)
    assert (work.state, work.awaiting_screening, work.points, work.points_without_disposition) == (
        ConsultationState.CLOSED,
        1,
        1,
        1,
    )
    assert not work.overdue
    assert work.division
    (late,) = await division_work(told.pool, told.at + timedelta(days=40), work.division.id)
    assert late.overdue
    assert await division_work(told.pool, told.at, "nobody") == ()


async def test_a_decision_that_is_over_leaves_the_work_for_the_list_of_those_that_are(told: Told) -> None:
    told.published()
    told.published(told.decisions[1])
    told.reach("end", decision=told.decisions[1])
    await told.caught_up()
    assert [work.consultation_id for work in await division_work(told.pool, told.at)] == [told.first.id]
    assert [work.consultation_id for work in await finished_work(told.pool, told.at)] == [told.decisions[1].id]
    assert await finished_work(told.pool, told.at, offset=1) == ()
