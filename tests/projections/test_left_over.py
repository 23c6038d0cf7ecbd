"""What no point gathers, from a number on: identical texts once, every comment reached, however little a page looks at."""

from __future__ import annotations

import pytest

from domain.enumerations import CommentStatus
from projections.worklists import gathering
from projections.worklists.gathering import groups_without_point
from tests.projections.told import Told

pytestmark = pytest.mark.anyio
TEXTS = ("甲", "乙", "甲", "丙", "乙", "丁", "甲", "戊")


async def pages(told: Told, limit: int, **asked: str) -> list[list[tuple[int, int]]]:
    """First number and size of each group, page by page."""
    found, after = [], 0
    while True:
        page = await groups_without_point(told.pool, told.first.id, CommentStatus.PUBLISHED, after=after, limit=limit, **asked)
        found.append([(group.number, group.comments) for group in page.rows])
        if page.next_after is None:
            return found
        after = page.next_after


async def test_every_group_stands_on_one_page_told_by_its_first(told: Told) -> None:
    told.published()
    streams = [told.shown(text, articles=("a1",) if text == "丁" else ()) for text in TEXTS]
    told.point("要点", streams[3])
    await told.caught_up()
    every = [(1, 3), (2, 2), (6, 1), (8, 1)]
    whole = await groups_without_point(told.pool, told.first.id, CommentStatus.PUBLISHED)
    assert (whole.whole, whole.comments, whole.groups, whole.next_after) == (True, 7, 4, None)
    assert await pages(told, 50) == [every]
    assert await pages(told, 3) == [every[:3], every[3:]]
    assert await pages(told, 50, article="a1") == [[(6, 1)]]
    assert await pages(told, 50, words="戊") == [[(8, 1)]]


async def test_a_page_looks_at_a_part_and_the_next_goes_on(told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gathering, "MAX_EXAMINED", 3)
    told.published()
    for text in TEXTS:
        told.shown(text, articles=("a1",) if text == "丁" else ())
    await told.caught_up()
    assert [group for page in await pages(told, 50) for group in page] == [(1, 3), (2, 2), (4, 1), (6, 1), (8, 1)]
    assert [group for page in await pages(told, 50, article="a1") for group in page] == [(6, 1)]
    assert [group for page in await pages(told, 50, words="戊") for group in page] == [(8, 1)]
