"""Histories: every event of a published decision, with its public facts and nothing closed."""

from __future__ import annotations

import pytest

from domain.catalogue.events import CataloguePrepared
from domain.event import topics_of_same_aggregate, written_types
from projections.history.queries import history, history_count
from tests.projections.random_lives import RandomLives
from tests.projections.told import Told

pytestmark = pytest.mark.anyio


async def test_the_past_of_a_decision_becomes_visible_with_its_publication(told: Told) -> None:
    told.prepared()
    await told.caught_up()
    assert await history(told.pool, told.first.id) == ()
    assert await history_count(told.pool, told.first.id) == 0
    told.add_publication()
    await told.caught_up()
    rows = await history(told.pool, told.first.id)
    assert [row.topic for row in rows][:2] == ["decision-started.v1", "draft-prepared.v1"]
    assert rows[-1].topic == "consultation-published.v1"
    assert [row.position for row in rows] == list(range(7))
    assert await history_count(told.pool, told.first.id) == 7


async def test_facts_are_the_public_fields_with_numbers_of_comments_and_points(told: Told) -> None:
    told.published()
    told.comment("保密的话", name="张三")
    stream = told.comment("写错电话")
    told.redacted(stream, "写错■■")
    told.point("保密的要点", stream)
    told._extend(told.first)
    told.reach("close")
    await told.caught_up()
    rows = {row.topic: row for row in await history(told.pool, told.first.id)}
    assert rows["comment-submitted.v2"].facts["comment_number"] == 2
    assert rows["comment-submitted.v2"].facts["channel"] == "web"
    assert rows["comment-redacted.v1"].facts == {
        "basis": "personal_data",
        "spans": 1,
        "name_shown": False,
        "comment_number": 2,
    }
    assert rows["comments-gathered.v1"].facts == {"comments": 1, "point_number": 1}
    assert rows["point-made.v1"].facts == {"articles": ["a1"], "point_number": 1}
    assert rows["period-extended.v1"].facts["reason"] == "应公众要求，延长征求意见期。"
    assert [rows[topic].actor_kind for topic in ("comment-submitted.v2", "point-made.v1", "period-closed.v1")] == [
        "public",
        "staff",
        "clock",
    ]
    assert rows["decision-started.v1"].facts == {"rules": "national-2026"}
    assert rows["draft-reviewed.v1"].facts == {"kind": "legality", "result": "passed"}


async def test_pages_of_the_history_follow_the_positions(told: Told) -> None:
    told.published()
    await told.caught_up()
    first = await history(told.pool, told.first.id, limit=4)
    rest = await history(told.pool, told.first.id, after=first[-1].position, limit=100)
    assert [row.position for row in (*first, *rest)] == list(range(7))


async def test_every_event_type_has_a_place_in_the_history(told: Told) -> None:
    lives = RandomLives(60)
    lives.run(2_000)
    told.source = lives.source
    await told.caught_up()
    shown = {row.topic for decision in lives.decisions for row in await history(told.pool, decision.id, limit=5_000)}
    assert shown == set(written_types()) - topics_of_same_aggregate(CataloguePrepared)  # they are about no decision
