"""Comments with the same text are found whether or not they are public; a large decision is searched a part at a time."""

from __future__ import annotations

from uuid import UUID

import pytest

from consult.commands.comment.contact_marks import normalised_contact
from consult.commands.comment.text_marks import mark_texts, same_text
from consult.reading import comment_queue
from tests.desk.screening.story import commented
from tests.desk.screening.test_comment import act
from tests.desk.screening.test_queue import numbers_in
from tests.desking import at_desk, hidden_fields
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


def test_an_address_or_number_is_the_same_however_it_is_written() -> None:
    assert {normalised_contact(each) for each in ("Zhang@Example.org ", "ｚhang@example.org")} == {"zhang@example.org"}
    assert {normalised_contact(each) for each in ("138 0013 8000", "+86-138-0013-8000", "008613800138000")} == {"13800138000"}
    assert normalised_contact("没有") == ""


async def test_a_comment_is_found_by_its_number_and_by_the_contact_it_came_with(driver: Driver) -> None:
    """What is looked for stands in no address; once erased it finds nothing, and nobody else's desk finds it at all."""
    consultation_id = await driver.opened()
    for contact in (
        {"email": "Zhang@example.org", "phone": "13800138000"},
        {"phone": "+86 138-0013-8000"},
        {"phone": "0532-8888"},
    ):
        respondent = {"kind": "individual", "name": "张三", "contact": contact}
        await driver.comment(consultation_id, f"建议{contact['phone']}", respondent=respondent)
    await driver.settle()
    drafter, second = await at_desk(driver, "drafter"), await at_desk(driver, "second")
    root = f"/desk/consultations/{consultation_id}/screening"
    hidden = {"csrf": hidden_fields(await drafter.page(root), f"{root}/found")["csrf"]}

    async def found(sought: str) -> list[int] | str:
        answer = await drafter.post(f"{root}/found", hidden | {"sought": sought})
        address = answer.headers.get("location", "")
        assert "138" not in address
        assert "zhang" not in address
        return address.partition("/desk/comments/")[2] or numbers_in(answer.text)

    ids = [each["comment"]["comment_id"] for each in await driver.waiting(consultation_id)]
    assert await found("2") == ids[1]
    assert await found(" zhang@EXAMPLE.org") == ids[0]
    assert await found("138 0013 8000") == [1, 2]
    assert await found("0532-8888") == ids[2]
    assert await found("99") == await found("someone@example.org") == await found("") == []
    await act(drafter, ids[0], "erasure-requests", scope="identity", note="来电")
    await act(second, ids[0], "erasure")
    assert await found("13800138000") == ids[1]
    assert await found("zhang@example.org") == []
    pool = driver.runtime.database.pool
    await pool.execute("UPDATE sealed.marked SET below = 0")
    await mark_texts(driver.runtime)
    assert await pool.fetchval("SELECT count(*) FROM sealed.contact_marks WHERE comment_id = $1", UUID(ids[0])) == 0
    stranger = await at_desk(driver, "outsider")
    assert (await stranger.post(f"{root}/found", {"csrf": "x", "sought": "2"})).status_code == 403
