"""A plan before the public: an item is commented on under its path, answered, changed, compared and adopted."""

from __future__ import annotations

import re
from html import unescape

import pytest

from tests.domain.articles.test_plans import PLAN
from tests.driving import DAY, Driver

pytestmark = pytest.mark.anyio
ROOT = "/consultations/2026-001"
REVISED = PLAN.replace("1．新增夜市。年内新增夜市六处。", "1．规范早市。早市六时开市。\n2．新增夜市。年内新增夜市八处。").replace(
    "2．改造", "3．改造"
)
ADOPTED = {"kind": "adopted", "reason": "采纳，新增夜市改为八处。", "articles_changed": ["a2"]}


async def page(driver: Driver, path: str) -> str:
    response = await driver.client.get(ROOT + path)
    assert response.status_code == 200, path
    return unescape(response.text)


async def test_a_plan_is_commented_on_item_by_item_to_its_adoption(driver: Driver) -> None:
    consultation_id = await driver.opened(text=PLAN)
    form = await page(driver, "/comment?article=a2")
    assert re.findall(r'<optgroup label="([^"]*)">', form) == [
        "二、重点工作 › （一）完善网点",
        "二、重点工作",
        "二、重点工作 › （二）延长服务时间",
        "三、保障措施",
    ]
    assert '<option value="a2" selected>二（一）1 新增夜市。' in form
    draft = re.sub(r"<[^>]+>|\s", "", await page(driver, "/draft"))
    assert "二、重点工作（一）完善网点二（一）1新增夜市。年内新增夜市六处。" in draft
    assert "二、重点工作 › （一）完善网点" in await page(driver, "/articles/a2")
    view = (await driver.client.get(f"/api/v1/consultations/{consultation_id}")).json()
    assert view["articles"][1] == {
        "id": "a2",
        "label": "二（一）1",
        "text": "新增夜市。年内新增夜市六处。",
        "path": ["二、重点工作", "（一）完善网点"],
    }
    await driver.comment(consultation_id, "六处不够。", articles=["a2"])
    (waiting,) = await driver.waiting(consultation_id)
    comment_id = waiting["comment"]["comment_id"]
    await driver.done("drafter", f"/comments/{comment_id}/publication")
    await driver.close(driver.clock.now() + 31 * DAY)
    assert "针对：二（一）1" in await page(driver, "/comments")
    await driver.answered(consultation_id, [comment_id], **ADOPTED)
    await driver.feedback(consultation_id, REVISED)
    kinds = dict(re.findall(r'<h2 class="small">([^　]*)　<strong class="tag (\w+)"', await page(driver, "/comparison")))
    assert (kinds["二（一）1"], kinds["二（一）2"], kinds["二（一）3"]) == ("added", "changed", "renumbered")
    await driver.adopted(consultation_id, REVISED)
    assert "二（一）2　新增夜市。年内新增夜市八处。" in re.sub(r"<[^>]+>", "", await page(driver, "/adoption"))
