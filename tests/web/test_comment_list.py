"""The list of comments: by page, by number, either way round, by status; whoever waits for screening is not left out."""

from __future__ import annotations

import re

import pytest

from tests.driving import DAY, Driver
from web.pages import comment_list

pytestmark = pytest.mark.anyio
ROOT = "/consultations/2026-001"
LIST = f"{ROOT}/comments"


async def shown(driver: Driver, address: str) -> tuple[list[int], dict[str, str], str]:
    """Numbers on the page, the addresses of its pager by their words, and the page."""
    response = await driver.client.get(address.replace("&amp;", "&"))
    assert response.status_code == 200
    _, _, pager = response.text.partition('<nav class="pager"')
    links = {
        re.sub(r"<[^>]+>", "", words).strip(): target
        for target, words in re.findall(r'<a [^>]*?href="([^"]+)"[^>]*>(.*?)</a>', pager)
    }
    return [int(number) for number in re.findall(r'<li class="comment" id="c(\d+)"', response.text)], links, response.text


async def test_every_page_is_reached_forwards_backwards_and_by_its_number(
    driver: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(comment_list, "SIZE", 2)
    consultation_id = await driver.opened()
    for number in range(1, 8):
        await driver.comment(consultation_id, f"建议{number}")
    await driver.settle()
    for order, pages in (
        ("", [[1, 2], [3, 4], [5, 6], [7]]),
        ("&order=newest", [[7, 6], [5, 4], [3, 2], [1]]),
        ("&status=awaiting", [[1, 2], [3, 4], [5, 6], [7]]),
        ("&disposition=unanswered&order=newest", [[7, 6], [5, 4], [3, 2], [1]]),
    ):
        address, backwards = f"{LIST}?{order}", []
        for page in pages:
            numbers, links, _ = await shown(driver, address)
            assert numbers == page, (order, address)
            backwards.append(links.get("上一页"))
            address = links.get("下一页", "")
        assert address == ""
        for page, back in zip(pages, backwards[1:], strict=False):
            assert (await shown(driver, str(back)))[0] == page, (order, back)
        assert backwards[0] is None
    for query, numbers in (
        ("page=3", [5, 6]),
        ("page=3&order=newest", [3, 2]),
        ("number=4", [4, 5]),
        ("number=4&order=newest", [4, 3]),
    ):
        assert (await shown(driver, f"{LIST}?{query}"))[0] == numbers, query
    _, links, text = await shown(driver, f"{LIST}?page=2")
    assert [name for name in links if name.startswith("页码")] == [f"页码 {n}" for n in (1, 2, 3, 4)]
    assert re.search(r'page=2" aria-current="page"', text)
    assert (
        (await shown(driver, f"{LIST}?page=9999"))[0] == (await shown(driver, f"{LIST}?number=2147483647&order=oldest"))[0] == []
    )


async def test_what_waits_is_explained_and_a_closed_decision_asks_for_no_comments(driver: Driver) -> None:
    consultation_id = await driver.opened()
    await driver.comment(consultation_id, "夜市再开晚一点。")
    await driver.settle()
    for path in (ROOT, f"{LIST}/1"):
        assert "已经收到，工作人员看过以后公开或者说明理由" in (await driver.client.get(path)).text
    assert "可以逐条提意见" in (await driver.client.get(ROOT)).text
    await driver.close(driver.clock.now() + 31 * DAY)
    after = (await driver.client.get(ROOT)).text
    assert "可以逐条提意见" not in after
    assert "阅读全文" in after
    assert f'href="{ROOT}/comment"' not in after
