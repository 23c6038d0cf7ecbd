"""Words of comments are opened once, a part at a time for a large decision, and are gone where they were erased or taken back."""

from __future__ import annotations

from uuid import UUID

import pytest

from consult.archive import unpublished_texts
from tests.desk.screening.story import commented
from tests.desk.screening.test_comment import act
from tests.desking import at_desk
from tests.driving import Driver

pytestmark = pytest.mark.anyio


async def test_a_large_decision_is_compared_part_by_part(driver: Driver, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpublished_texts, "BY_THE_WAY", 2)
    monkeypatch.setattr(unpublished_texts, "AT_ONCE", 1)
    consultation_id = await driver.opened()
    for text in ("甲 ！", "乙", "甲!", "丙", "甲。"):
        await driver.comment(consultation_id, text)
    await driver.settle()
    first = UUID((await driver.waiting(consultation_id))[0]["comment"]["comment_id"])
    texts, decision = driver.runtime.closed_texts, UUID(consultation_id)
    assert await texts.same_as(decision, first) is None
    page = await (await at_desk(driver, "drafter")).page(f"/desk/comments/{first}")
    assert "正在比对" in page
    assert await texts.same_as(decision, first) == [3, 5]
    await driver.comment(consultation_id, "甲")
    await driver.settle()
    assert await texts.same_as(decision, first) == [3, 5, 6]


async def test_words_that_are_erased_are_gone_from_memory(driver: Driver) -> None:
    consultation_id, found = await commented(driver, 2)
    texts, decision = driver.runtime.closed_texts, UUID(consultation_id)
    assert await texts.with_words(decision, "夜市") == [UUID(each) for each in found]
    assert await texts.with_words(decision, " ，！") is None
    drafter, second = await at_desk(driver, "drafter"), await at_desk(driver, "second")
    await act(drafter, found[0], "erasure-requests", scope="all", note="来电")
    await act(second, found[0], "erasure")
    assert list(await texts.of(decision)) == [UUID(found[1])]
