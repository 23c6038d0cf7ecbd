"""The different public texts of a point: counted as links and texts change, and drawn the same whoever draws."""

from __future__ import annotations

from hashlib import sha256
from uuid import UUID

import pytest

from consult.database import Database
from domain.comment import events as c
from domain.point import events as p
from projections.points.drawn_texts import drawn_texts
from projections.worklists.gathering import point_figures
from tests.projections.told import Told

pytestmark = pytest.mark.anyio


async def counted(told: Told, point: UUID) -> tuple[int, int]:
    await told.caught_up()
    figures = (await point_figures(told.pool, told.first.id))[point]
    return figures.comments, figures.distinct_texts


async def test_they_follow_what_is_gathered_and_what_its_comments_show(database: Database) -> None:
    told = Told(database.pool)
    told.published()
    same, again, other = (told.shown(text) for text in ("请延长。", "请 延长", "太吵了。"))
    closed = told.comment("待审看")
    point = told.point("延长", same, again, other, closed)
    assert await counted(told, point) == (4, 2)
    told.on_comment(c.CommentPublished, closed, name_shown=False)
    assert await counted(told, point) == (4, 3)
    told.add(p.CommentsReleased, told.first, point, comment_ids=(same,))
    assert await counted(told, point) == (3, 3)
    told.withdrawn(again)
    assert await counted(told, point) == (3, 2)


async def test_what_is_drawn_is_calculated_again_from_hashes_alone(database: Database) -> None:
    told = Told(database.pool)
    told.published()
    streams = [told.shown(f"第{number}种意见") for number in range(9)]
    point = told.point("各种", *streams)
    await told.caught_up()
    start = sha256(b"leaf").digest()
    rows = await told.pool.fetch("SELECT number, text_hash FROM read.comments WHERE text_hash IS NOT NULL")
    draws = sorted((sha256(point.bytes + row["text_hash"]).digest(), row["number"]) for row in rows)
    around = [number for draw, number in draws if draw >= start] + [number for draw, number in draws if draw < start]
    drawn = await drawn_texts(told.pool, told.first.id, {point: start}, 5)
    assert [each.number for each in drawn[point]] == around[:5]
