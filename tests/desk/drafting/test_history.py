"""The history of a decision at the desk: every event in plain words, with names, positions, and page by page."""

from __future__ import annotations

import re

import pytest

from domain.event import event_types
from tests.desk.drafting.test_versions import spoken
from tests.desking import at_desk
from tests.driving import Driver
from web.shared.wording.words import known_word

pytestmark = pytest.mark.anyio


async def test_every_event_is_told_with_who_and_where(driver: Driver) -> None:
    consultation_id = await driver.opened(10)
    said = spoken(await (await at_desk(driver, "reviewer")).page(f"/desk/consultations/{consultation_id}/history"))
    told = (
        "启动决策",
        "拟订草案",
        "送审",
        "审查草案",
        "签发",
        "发布征求意见公告",
        "drafter",
        "releaser",
        "日志位置 8",
        "缩短期限的理由",
    )
    for words in told:
        assert words in said, words


async def test_comments_are_told_where_they_are_asked_for_and_page_by_page(driver: Driver) -> None:
    consultation_id = await driver.opened()
    path = f"/desk/consultations/{consultation_id}/history"
    for number in range(100):
        assert (await driver.comment(consultation_id, f"建议{number}")).status_code == 201
    reviewer = await at_desk(driver, "reviewer")
    assert "收到意见" not in await reviewer.page(path)
    first = await reviewer.page(path, all="1")
    following = re.search(r'rel="next" href="[^"]*after=(\d+)"', first)
    assert following
    rest = await reviewer.page(path, all="1", after=following.group(1))
    assert first.count("<li id=") == 100
    assert rest.count("<li id=") == 9
    assert "公众" in rest
    assert "没有更多记录" in await reviewer.page(path, after="100000")


def test_every_event_has_its_words() -> None:
    assert [topic for topic in event_types() if known_word("event", topic) is None] == []
