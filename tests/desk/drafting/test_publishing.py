"""Publishing, extending, putting off: the calendar beside the dates, all in words before it is sent, nothing sent twice."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

import pytest

from tests.desk.drafting.test_importing import text_in
from tests.desk.drafting.test_versions import spoken
from tests.desking import AtDesk, at_desk, errors_in, hidden_fields
from tests.driving import DAY, Driver

pytestmark = pytest.mark.anyio
REASON = "因报备时限要求，缩短征求意见期限。"


async def released(driver: Driver) -> str:
    return f"/desk/consultations/{await driver.released()}"


async def previewed(person: AtDesk, path: str, **fields: Any) -> str:
    response = await person.send(path, step="preview", **fields)
    assert response.status_code == 200, errors_in(response.text)
    return response.text


async def confirmed(person: AtDesk, path: str, preview: str) -> None:
    fields = hidden_fields(preview, path) | {"step": "confirm"}
    for name in ("shortening_reason", "reason"):
        fields |= {name: text_in(preview, name)} if f'<textarea name="{name}"' in preview else {}
    response = await person.post(path, fields)
    assert response.status_code == 303, errors_in(response.text)
    await person.driver.settle()


async def test_the_form_begins_with_the_shortest_period_and_shows_it_in_the_calendar(driver: Driver) -> None:
    root = await released(driver)
    page = await (await at_desk(driver, "releaser")).page(f"{root}/publication")
    assert 'value="2026-04-01"' in page
    assert "2026年3月</caption>" in page
    assert re.search(r'class="working inside marked"><span>2</span><strong>开始', page)
    assert re.search(r"<span>1</span><strong>截止", page)
    assert re.search(r'class="holiday marked"|<span>6</span><small>休', page), "清明节 is marked"
    assert "30日，其中工作日22天" in page


async def test_the_call_is_shown_in_words_and_then_published(driver: Driver) -> None:
    root = await released(driver)
    releaser = await at_desk(driver, "releaser")
    path = f"{root}/publication"
    preview = await previewed(releaser, path, last_day="2026-04-02", channels=["web", "letter"])
    said = spoken(preview)
    for words in (
        "确认后立即开始征求意见",
        "2026年4月2日24时",
        "期限31日，符合规定",
        "网上提交、信函",
        "2026年5月6日前公布意见反馈",
    ):
        assert words in said, words
    assert (await driver.runtime.archive.consultation(UUID(root.split("/")[-1]))).published_at is None
    await confirmed(releaser, path, preview)
    assert "征求意见公告已发布" in await releaser.page(root, done="publish_consultation")


async def test_the_calendar_follows_the_dates_before_anything_is_sent(driver: Driver) -> None:
    root = await released(driver)
    releaser = await at_desk(driver, "releaser")
    response = await releaser.send(f"{root}/publication", step="calendar", opens_on="2026-09-21", last_day="2026-10-09")
    assert response.status_code == 200
    assert "2026年10月</caption>" in response.text
    assert "少于规定的30日" in response.text
    assert "错误：" not in response.text


async def test_a_shortened_period_says_so_with_its_reason(driver: Driver) -> None:
    root = await released(driver)
    releaser = await at_desk(driver, "releaser")
    path = f"{root}/publication"
    refused = await releaser.send(path, step="preview", last_day="2026-03-12", channels=["web"])
    assert refused.status_code in (409, 422)
    assert "2026-03-12" in refused.text
    preview = await previewed(releaser, path, last_day="2026-03-12", channels=["web"], shortening_reason=REASON)
    assert "期限10日，少于规定的30日" in preview
    assert REASON in preview
    await confirmed(releaser, path, preview)


async def test_going_back_from_the_words_keeps_what_was_typed(driver: Driver) -> None:
    root = await released(driver)
    releaser = await at_desk(driver, "releaser")
    path = f"{root}/publication"
    preview = await previewed(releaser, path, last_day="2026-03-12", channels=["web", "phone"], shortening_reason=REASON)
    fields = hidden_fields(preview, path) | {"step": "change", "shortening_reason": REASON}
    back = await releaser.post(path, fields)
    assert back.status_code == 200
    assert text_in(back.text, "shortening_reason") == REASON
    assert 'value="2026-03-12"' in back.text
    assert 'value="phone" checked' in back.text


async def test_an_opening_in_the_future_is_published_now_and_opens_then(driver: Driver) -> None:
    root = await released(driver)
    releaser = await at_desk(driver, "releaser")
    path = f"{root}/publication"
    preview = await previewed(releaser, path, opens_on="2026-03-10", opens_time="09:00", last_day="2026-04-09", channels=["web"])
    assert "2026年3月10日 09:00开始征求意见" in spoken(preview)
    await confirmed(releaser, path, preview)
    assert "尚未开始" in (await driver.client.get("/consultations/2026-001")).text
    driver.clock.tell(driver.clock.now() + 9 * DAY)
    assert "如何提出意见" in (await driver.client.get("/consultations/2026-001")).text


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"last_day": ""}, "last_day"),
        ({"last_day": "2026-02-30"}, "last_day"),
        ({"last_day": "2026-04-02", "opens_on": "morgen"}, "opens_on"),
        ({"last_day": "2026-04-02", "opens_on": "2026-03-10", "opens_time": "25:00"}, "opens_time"),
        ({"last_day": "2026-04-02", "opens_on": "2026-02-01"}, "opens_on"),
        ({"last_day": "2026-04-02", "channels": ["smoke"]}, "channels"),
    ],
)
async def test_what_is_wrong_is_told_at_its_field_with_the_calendar_still_there(
    driver: Driver, fields: dict[str, Any], field: str
) -> None:
    root = await released(driver)
    response = await (await at_desk(driver, "releaser")).send(f"{root}/publication", step="preview", **fields)
    assert response.status_code in (409, 422)
    assert f'href="#{field}"' in response.text
    assert "</caption>" in response.text


async def test_an_extension_is_shown_in_words_with_both_dates(driver: Driver) -> None:
    consultation_id = await driver.opened()
    releaser = await at_desk(driver, "releaser")
    path = f"/desk/consultations/{consultation_id}/extensions"
    backwards = await releaser.send(path, step="preview", last_day="2026-03-12", reason="应企业要求延长征求意见期限。")
    assert backwards.status_code in (409, 422)
    preview = await previewed(releaser, path, last_day="2026-04-20", reason="应企业要求延长征求意见期限。")
    said = spoken(preview)
    assert "延长到2026年4月20日24时（北京时间）" in said
    assert "反馈期限相应改为2026年5月20日" in said
    assert "原截止" in said
    await confirmed(releaser, path, preview)
    assert "应企业要求延长征求意见期限。" in (await driver.client.get("/consultations/2026-001")).text


async def test_a_delay_of_the_answer_is_shown_in_words(driver: Driver) -> None:
    consultation_id = await driver.opened()
    await driver.close(driver.clock.now() + 31 * DAY)
    releaser = await at_desk(driver, "releaser")
    path = f"/desk/consultations/{consultation_id}/answer-delays"
    preview = await previewed(releaser, path, due_on="2026-06-10", reason="意见较多，需要进一步研究论证。")
    assert "推迟到2026年6月10日" in spoken(preview)
    await confirmed(releaser, path, preview)
    assert "意见较多，需要进一步研究论证。" in await releaser.page(f"/desk/consultations/{consultation_id}/history")
