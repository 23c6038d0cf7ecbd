"""The screening queue: complete at zero, by status, channel, article and words, a page at a time; several at once."""

from __future__ import annotations

import re

import pytest

from tests.desk.screening.story import commented, ids, log_size, register, statuses
from tests.desking import at_desk
from tests.driving import Driver

pytestmark = pytest.mark.anyio


def numbers_in(page: str) -> list[int]:
    return [int(n) for n in re.findall(r'<h2 class="small"><a href="/desk/comments/[^"]+">第(\d+)号意见', page)]


async def test_a_decision_without_comments_has_a_complete_queue(driver: Driver) -> None:
    consultation_id = await driver.opened()
    page = await (await at_desk(driver, "drafter")).page(f"/desk/consultations/{consultation_id}/screening")
    assert "还没有收到意见" in page
    assert "待审看 0" in page
    assert 'name="act"' not in page


async def test_comments_wait_in_order_with_their_closed_texts_and_counts(driver: Driver) -> None:
    consultation_id, found = await commented(driver, 3)
    root = f"/desk/consultations/{consultation_id}/screening"
    desk = await at_desk(driver, "drafter")
    await desk.done(f"/desk/comments/{found[1]}", action=f"/desk/comments/{found[1]}/publication")
    page = await desk.page(root)
    assert numbers_in(page) == [1, 3]
    assert "第3条意见：建议延长夜市营业时间。" in page
    for words in ("全部 3", "待审看 2", "已公开 1", "不予公开 0", "申请复核 0", "申请删除 0"):
        assert words in page
    assert numbers_in(await desk.page(root, queue="published")) == [2]
    assert numbers_in(await desk.page(root, queue="all")) == [1, 2, 3]


async def test_the_queue_is_narrowed_by_channel_article_and_words(driver: Driver) -> None:
    consultation_id, _ = await commented(driver, 2)
    await driver.comment(consultation_id, "第二条太宽。", articles=["a2"])
    desk = await at_desk(driver, "drafter")
    assert (await register(driver, desk, consultation_id)).status_code == 200
    root = f"/desk/consultations/{consultation_id}/screening"
    assert numbers_in(await desk.page(root, channel="letter")) == [4]
    assert numbers_in(await desk.page(root, article="a2")) == [3]
    assert numbers_in(await desk.page(root, words="路灯")) == [4]
    assert numbers_in(await desk.page(root, words="第2条意见 夜市")) == [2]
    nothing = await desk.page(root, words="没有人这样写")
    assert numbers_in(nothing) == []
    assert "没有符合条件的意见" in nothing
    assert 'value="没有人这样写"' in nothing


async def test_an_article_that_is_not_there_has_no_comments(driver: Driver) -> None:
    consultation_id, _ = await commented(driver, 1)
    desk = await at_desk(driver, "drafter")
    assert numbers_in(await desk.page(f"/desk/consultations/{consultation_id}/screening", article="a99")) == []


async def test_fifty_stand_on_a_page_and_the_next_page_follows(driver: Driver) -> None:
    consultation_id, _ = await commented(driver, 53)
    root, desk = f"/desk/consultations/{consultation_id}/screening", await at_desk(driver, "drafter")
    first = await desk.page(root)
    assert numbers_in(first) == list(range(1, 51))
    assert "after=50" in first
    newest = await desk.page(root, order="newest")
    assert numbers_in(newest) == list(range(53, 3, -1))
    assert "order=newest" in newest.partition('rel="next"')[2]
    assert numbers_in(await desk.page(root, order="newest", after="4")) == [3, 2, 1]
    assert numbers_in(await desk.page(root, order="newest", words="第3条意见")) == [3]
    second = await desk.page(root, after="50")
    assert numbers_in(second) == [51, 52, 53]
    assert "after=53" not in second


async def test_selecting_the_whole_page_needs_no_script(driver: Driver) -> None:
    consultation_id, _ = await commented(driver, 3)
    root, desk = f"/desk/consultations/{consultation_id}/screening", await at_desk(driver, "drafter")
    assert (await desk.page(root)).count(" checked") == 0
    assert (await desk.page(root, all="1")).count(" checked") == 3


async def test_several_are_published_at_once_and_a_repeat_publishes_nothing_more(driver: Driver) -> None:
    consultation_id, found = await commented(driver, 3)
    root, desk = f"/desk/consultations/{consultation_id}/screening", await at_desk(driver, "drafter")
    fields = {"csrf": csrf_of(await desk.page(root)), "key": "one", "ids": found[:2], "act": "publish"}
    answer = await desk.post(root, fields)
    assert "已公开2条意见" in answer.text
    assert await statuses(driver, consultation_id) == ["published", "published", "awaiting"]
    size = await log_size(driver)
    again = await desk.post(root, fields)
    assert "已公开2条意见" in again.text
    assert await log_size(driver) == size


async def test_what_cannot_be_done_is_told_by_number_and_the_others_are_done(driver: Driver) -> None:
    consultation_id, found = await commented(driver, 3)
    other_id, others = await commented_elsewhere(driver)
    root, desk = f"/desk/consultations/{consultation_id}/screening", await at_desk(driver, "drafter")
    page = await desk.page(root)
    second = await at_desk(driver, "second")
    await second.done(f"/desk/comments/{found[1]}", action=f"/desk/comments/{found[1]}/publication")
    fields = {"csrf": csrf_of(page), "key": "one", "act": "withhold", "ids": [*found, *others], "reason": "abuse", "note": "辱骂"}
    answer = await desk.post(root, fields)
    assert "2条意见已决定不予公开" in answer.text
    assert "第2号意见：该意见已经审看。" in answer.text
    assert await statuses(driver, consultation_id) == ["withheld", "published", "withheld"]
    assert await statuses(driver, other_id) == ["awaiting"]


# what is sent -> the error
BROKEN = {
    "nothing selected": ({"act": "publish"}, "没有选中任何意见"),
    "no reason": ({"act": "withhold", "ids": "…", "note": "辱骂"}, "此项必填"),
    "no note": ({"act": "withhold", "ids": "…", "reason": "abuse"}, "此项必填"),
    "unknown reason": ({"act": "withhold", "ids": "…", "reason": "mood", "note": "辱骂"}, "请从列出的选项中选择"),
    "unknown act": ({"act": "burn", "ids": "…"}, "请从列出的选项中选择"),
    "not an id": ({"act": "publish", "ids": "1; drop table"}, "请从列出的选项中选择"),
    "note too long": ({"act": "withhold", "ids": "…", "reason": "abuse", "note": "长" * 5001}, "最多5000字"),
}


@pytest.mark.parametrize(("sent", "words"), BROKEN.values(), ids=BROKEN.keys())
async def test_a_bulk_that_is_not_clear_does_nothing_and_keeps_what_was_typed(
    driver: Driver, sent: dict[str, str], words: str
) -> None:
    consultation_id, found = await commented(driver, 1)
    root, desk = f"/desk/consultations/{consultation_id}/screening", await at_desk(driver, "drafter")
    fields = {"csrf": csrf_of(await desk.page(root)), "key": "k"} | sent
    fields |= {"ids": found[0]} if fields.get("ids") == "…" else {}
    answer = await desk.post(root, fields)
    assert answer.status_code == 422
    assert words in answer.text
    assert "<title>错误：" in answer.text
    assert sent.get("note", "") in answer.text
    if fields.get("ids") == found[0]:
        assert " checked" in answer.text
    assert await statuses(driver, consultation_id) == ["awaiting"]


@pytest.mark.parametrize("person", ["releaser", "administrator", "outsider"])
async def test_only_the_divisions_screeners_act_on_several(driver: Driver, person: str) -> None:
    consultation_id, found = await commented(driver, 1)
    root, desk = f"/desk/consultations/{consultation_id}/screening", await at_desk(driver, person)
    csrf = csrf_of(await desk.page("/desk"))
    answer = await desk.post(root, {"csrf": csrf, "key": "k", "act": "publish", "ids": found})
    assert answer.status_code == 403
    assert await statuses(driver, consultation_id) == ["awaiting"]


async def test_the_queue_leads_to_the_next_one_and_begins_again_with_what_was_passed_over(driver: Driver) -> None:
    consultation_id, found = await commented(driver, 3)
    desk = await at_desk(driver, "drafter")
    order = []
    for comment_id in (found[1], found[2]):
        address = await desk.done(f"/desk/comments/{comment_id}", action=f"/desk/comments/{comment_id}/publication")
        order.append((await desk.open(address)).headers["location"])
    assert order[0].startswith(f"/desk/comments/{found[2]}?")
    assert order[1].startswith(f"/desk/comments/{found[0]}?")
    assert "第3号意见：已公开。" in (await desk.open(order[1])).text
    last = await desk.done(f"/desk/comments/{found[0]}", action=f"/desk/comments/{found[0]}/publication")
    queue = (await desk.open(last)).headers["location"]
    assert queue.startswith(f"/desk/consultations/{consultation_id}/screening?")
    assert "第1号意见：已公开。" in (await desk.open(queue)).text


def csrf_of(page: str) -> str:
    found = re.search(r'name="csrf" value="([0-9a-f]+)"', page)
    assert found
    return found.group(1)


async def commented_elsewhere(driver: Driver) -> tuple[str, list[str]]:
    consultation_id = await driver.opened(title="关于另一事项的若干措施")
    await driver.comment(consultation_id, "另一事项的意见。")
    return consultation_id, await ids(driver, consultation_id)
