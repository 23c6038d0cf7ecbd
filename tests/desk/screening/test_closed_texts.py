"""Comments with the same text are found whether or not they are public; a large decision is searched a part at a time."""

from __future__ import annotations

from uuid import UUID

import pytest

from consult.commands.comment.text_marks import mark_texts, same_text
from consult.reading import comment_queue
from tests.desk.screening.story import commented
from tests.desk.screening.test_comment import act
from tests.desk.screening.test_queue import numbers_in
from tests.desking import at_desk
from tests.driving import Driver

pytestmark = pytest.mark.anyio


async def same_as_first(driver: Driver, consultation_id: str) -> list[int] | None:
    query = "SELECT comment_id, position FROM read.comments WHERE consultation_id = $1 AND number = 1"
    row = await driver.runtime.reads.fetchrow(query, UUID(consultation_id))
    return await same_text(driver.runtime, row["comment_id"], row["position"])


async def test_the_same_text_is_found_however_it_is_spaced_and_stopped(driver: Driver) -> None:
    consultation_id = await driver.opened()
    for text in ("甲 ！", "乙", "甲!", "丙", "甲。"):
        await driver.comment(consultation_id, text)
    await driver.settle()
    assert await same_as_first(driver, consultation_id) == [3, 5]
    await driver.comment(consultation_id, "甲")
    await driver.settle()
    assert await same_as_first(driver, consultation_id) == [3, 5, 6]


async def test_a_comment_not_yet_compared_is_said_to_be_so(driver: Driver) -> None:
    consultation_id, found = await commented(driver, 1)
    await driver.runtime.database.pool.execute("UPDATE sealed.marked SET below = 0")
    assert await same_as_first(driver, consultation_id) is None
    await mark_texts(driver.runtime)
    assert await same_as_first(driver, consultation_id) == []
    assert "没有" in await (await at_desk(driver, "drafter")).page(f"/desk/comments/{found[0]}")


async def test_the_mark_of_what_is_erased_is_gone_and_never_noted_again(driver: Driver) -> None:
    consultation_id = await driver.opened()
    for _ in range(2):
        await driver.comment(consultation_id, "甲")
    await driver.settle()
    found = [each["comment"]["comment_id"] for each in await driver.waiting(consultation_id)]
    drafter, second = await at_desk(driver, "drafter"), await at_desk(driver, "second")
    await act(drafter, found[1], "erasure-requests", scope="all", note="来电")
    await act(second, found[1], "erasure")
    pool = driver.runtime.database.pool
    for _ in range(2):
        marked = [row["comment_id"] for row in await pool.fetch("SELECT comment_id FROM sealed.text_marks")]
        assert marked == [UUID(found[0])]
        await pool.execute("UPDATE sealed.marked SET below = 0")
        await mark_texts(driver.runtime)
    assert await same_as_first(driver, consultation_id) == []


async def test_marks_differ_from_decision_to_decision(driver: Driver) -> None:
    for consultation_id in [await driver.opened() for _ in range(2)]:
        await driver.comment(consultation_id, "甲")
    await driver.settle()
    marks = await driver.runtime.database.pool.fetch("SELECT DISTINCT mark FROM sealed.text_marks")
    assert len(marks) == 2


async def test_a_search_stops_before_it_takes_long_and_goes_on_where_it_stopped(
    driver: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(comment_queue, "WINDOW_OF_WORDS", 1)
    monkeypatch.setattr(comment_queue, "WINDOWS", 3)
    consultation_id, _ = await commented(driver, 5)
    await driver.comment(consultation_id, "请增加路灯")
    desk, root = await at_desk(driver, "drafter"), f"/desk/consultations/{consultation_id}/screening"
    page = await desk.page(root, words="路灯")
    assert numbers_in(page) == []
    assert "已查到第3号" in page
    assert "after=3" in page
    assert numbers_in(await desk.page(root, words="路灯", after="3")) == [6]
