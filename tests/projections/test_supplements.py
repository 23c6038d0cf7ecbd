"""Supplements: nothing of what came after the feedback is public until one is published; then it stands beside the rest."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from domain.enumerations import DispositionKind
from domain.point import events as p
from projections.comments.queries import comment, comments_after
from projections.consultations.queries import consultation
from projections.points.queries import feedback, point, points, supplements
from projections.rebuild import rebuild
from projections.search.queries import search
from projections.worklists.queries import coverage
from tests.projections.contents import contents, everything
from tests.projections.told import Told

pytestmark = pytest.mark.anyio
ADOPTED, NOTED = DispositionKind.ADOPTED, DispositionKind.NOTED


def answered(told: Told) -> UUID:
    """A decision with its feedback, in which one point answers one comment."""
    told.published()
    made = told.point("延长营业", told.shown("太早"))
    told.answered(made, ADOPTED)
    told.answered_feedback()
    return made


def late(told: Told, earlier: UUID) -> UUID:
    """Two comments come late: one is gathered by the published point, the other by a new one."""
    told.gathered(earlier, told.shown("同样太早"))
    new = told.point("增加公交", told.shown("没有车"))
    told.answered(new, NOTED, "公交班次另行研究。")
    return new


async def test_nothing_of_it_is_public_before(told: Told) -> None:
    earlier = answered(told)
    new = late(told, earlier)
    told.reach("supplement", "supplement_signed")
    await told.caught_up()
    (shown,) = await points(told.pool, told.first.id)
    assert (shown.id, shown.comment_numbers, shown.comment_count) == (earlier, (1,), 1)
    row = await comment(told.pool, told.first.id, 2)
    assert row
    assert (row.answered, row.points) == (False, ())
    assert await _figures(told) == (1, 2)
    assert [each.number for each in await comments_after(told.pool, told.first.id, disposition="unanswered")] == [2, 3]
    assert [each.number for each in await comments_after(told.pool, told.first.id, disposition="adopted")] == [1]
    assert await supplements(told.pool, told.first.id) == ()
    held = await everything(told.pool)
    assert not any(words in held for words in ("增加公交", "另行研究", "来信转到得晚"))
    desk = {each.id: each for each in await points(told.pool, told.first.id, published_only=False)}
    assert [desk[each].comment_numbers for each in (earlier, new)] == [(1, 2), (3,)]
    assert (await point(told.pool, earlier)) == desk[earlier]
    missing = (await coverage(told.pool, told.first.id)).missing
    assert (missing.complete, missing.unanswered, missing.unpublished) == (True, 2, 2)


async def test_its_publication_answers_in_public(told: Told) -> None:
    earlier = answered(told)
    new = late(told, earlier)
    await told.caught_up()
    told.supplemented()
    await told.caught_up()
    first, second = await points(told.pool, told.first.id)
    assert (first.id, first.comment_numbers, first.comment_count, first.supplement) == (earlier, (1, 2), 2, 0)
    assert (second.id, second.comment_numbers, second.summary, second.supplement) == (new, (3,), "增加公交", 1)
    assert await _figures(told) == (3, 0)
    rows = await comments_after(told.pool, told.first.id)
    assert [(row.answered, [each.number for each in row.points]) for row in rows] == [(True, [1]), (True, [1]), (True, [2])]
    view = await consultation(told.pool, told.first.id)
    assert view
    assert (view.dispositions["adopted"], view.dispositions["noted"]) == (1, 1)
    (published,) = await supplements(told.pool, told.first.id)
    assert (published.number, published.position) == (1, len(told.source.log) - 1)
    assert published.text
    assert published.contradictions_accepted == ("a1",)
    assert (await search(told.pool, "转到得晚")).items[0].kind == "supplement"
    assert (await coverage(told.pool, told.first.id)).missing.unanswered == 0
    assert (await feedback(told.pool, told.first.id)).position < published.position  # type: ignore[union-attr]


async def test_what_comes_after_it_waits_for_the_next_one(told: Told) -> None:
    earlier = answered(told)
    late(told, earlier)
    told.supplemented()
    told.gathered(earlier, told.shown("也太早"))
    await told.caught_up()
    assert await _figures(told) == (3, 1)
    told.supplemented()
    await told.caught_up()
    assert await _figures(told) == (4, 0)
    assert [each.number for each in await supplements(told.pool, told.first.id)] == [1, 2]


async def test_gathered_published_and_gathered_again_in_one_batch(told: Told) -> None:
    """However the log is cut into batches, the tables are the same."""
    earlier = answered(told)
    stream, other = told.shown("同样太早"), told.shown("太晚")
    told.gathered(earlier, stream, other)
    told.add(p.CommentsReleased, told.first, earlier, comment_ids=(stream,))
    told.supplemented()
    told.gathered(earlier, stream)
    await told.caught_up()
    assert await _figures(told) == (2, 1)
    singly = []
    for limit in (1, 3, len(told.source.log) - 2, 1000):
        await rebuild(told.pool, told.source, limit=limit)
        singly.append(await contents(told.pool))
        assert await _figures(told) == (2, 1)
    assert all(each == singly[0] for each in singly)


async def test_a_comment_withheld_or_withdrawn_while_its_answer_waits(told: Told) -> None:
    earlier = answered(told)
    stream, other, third = told.shown("一"), told.shown("二"), told.comment("三")
    told.gathered(earlier, stream, other, third)
    await told.caught_up()
    told.withheld(third)
    told.withdrawn(stream)
    await told.caught_up()
    assert await _figures(told) == (1, 2)
    missing = (await coverage(told.pool, told.first.id)).missing
    assert missing.unanswered == 1
    told.supplemented()
    await told.caught_up()
    assert await _figures(told) == (3, 0)


async def _figures(told: Told) -> tuple[Any, ...]:
    view = await consultation(told.pool, told.first.id)
    assert view
    view.ledger.balance()
    return view.ledger.answered, view.ledger.unanswered
