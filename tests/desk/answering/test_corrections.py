"""Corrections at the desk: any published field, with its present value, publicly; an officer's slip is closed again."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from tests.desk.answering.test_adoption import answered
from tests.desk.answering.test_points import ANSWER, words
from tests.desking import AtDesk, at_desk, errors_in
from tests.driving import Driver

pytestmark = pytest.mark.anyio
WHY = "原文有误，经核对现予更正。"
INTERPRETATION = {
    "background": "背景改",
    "main_content": "内容",
    "applies_to": "对象",
    "points_to_note": "注意",
    "key_terms": "词",
    "differences": "无",
}


async def corrected(person: AtDesk, root: str, stream: str, version: int, field: str, **fields: Any) -> str:
    path = f"{root}/corrections/{stream}/{version}/{field}"
    assert f'href="{path}"' in await person.page(f"{root}/corrections")
    return await person.done(path, correction_reason=WHY, **fields)


async def test_every_published_field_is_corrected_in_public(driver: Driver) -> None:
    consultation_id, point = await answered(driver)
    root, home = f"/desk/consultations/{consultation_id}", "/consultations/2026-001"
    releaser = await at_desk(driver, "releaser")
    cases: list[tuple[str, int, str, dict[str, Any], str, str]] = [
        (consultation_id, 1, "title", {"value": "夜间经济若干措施（更正）"}, home, "夜间经济若干措施（更正）"),
        (consultation_id, 1, "decision_organ", {"value": "市商务局党组"}, home, "市商务局党组"),
        (consultation_id, 3, "contact", {"unit": "市场处", "phone": "0532-1"}, home, "0532-1"),
        (consultation_id, 3, "basis", {"value": "《新条例》 | https://www.gov.cn/\n《办法》"}, home, "《新条例》"),
        (consultation_id, 3, "interpretation", INTERPRETATION, home, "背景改"),
        (point, 1, "summary", {"value": "更正后的要点。"}, f"{home}/feedback", "更正后的要点。"),
        (point, 3, "disposition", ANSWER, f"{home}/feedback", "兼顾居民休息"),
    ]
    for stream, version, field, fields, public, text in cases:
        address = await corrected(releaser, root, stream, version, field, **fields)
        assert address == f"{root}/corrections?done=make_correction"
        assert text in (await driver.client.get(public)).text, field
    page = (await driver.client.get(home)).text
    assert page.count(WHY) == len(cases)
    assert "原来是：关于促进夜间经济的若干措施" in words(page)
    assert WHY in await releaser.page(f"{root}/corrections")


async def test_the_words_of_the_feedback_are_corrected(driver: Driver) -> None:
    consultation_id, _ = await answered(driver)
    root = f"/desk/consultations/{consultation_id}"
    releaser = await at_desk(driver, "releaser")
    version = (await driver.runtime.archive.consultation(UUID(consultation_id))).feedback_version
    assert version
    await corrected(releaser, root, consultation_id, version, "text", asked="问（更正）", heard="说", did="做")
    assert "问（更正）" in (await driver.client.get("/consultations/2026-001/feedback")).text


async def test_an_officers_slip_is_not_shown_again(driver: Driver) -> None:
    consultation_id, point = await answered(driver)
    root = f"/desk/consultations/{consultation_id}"
    releaser = await at_desk(driver, "releaser")
    await corrected(releaser, root, point, 1, "summary", value="张某的电话是13800000000")
    await corrected(releaser, root, point, 1, "summary", value="有人要求延长。", closes_original="1")
    for path in ("/consultations/2026-001", "/consultations/2026-001/feedback"):
        assert "13800000000" not in (await driver.client.get(path)).text
    assert "原来的内容不再显示" in (await driver.client.get("/consultations/2026-001")).text


@pytest.mark.parametrize(
    ("field", "given", "message"),
    [
        ("title", {"value": ""}, "此项必填。"),
        ("title", {"value": "关于促进夜间经济的若干措施"}, "内容没有变化，不需要更正。"),
        ("title", {"value": "新标题", "correction_reason": "短"}, "10"),
        ("basis", {"value": "《条例》|javascript:alert(1)"}, "网址应当以 https:// 开头。"),
    ],
)
async def test_a_correction_that_is_none_is_refused(driver: Driver, field: str, given: dict[str, str], message: str) -> None:
    consultation_id, _ = await answered(driver)
    releaser = await at_desk(driver, "releaser")
    version = 1 if field == "title" else 3
    path = f"/desk/consultations/{consultation_id}/corrections/{consultation_id}/{version}/{field}"
    refused = await releaser.send(path, **{"correction_reason": WHY} | given)
    assert refused.status_code == 422
    assert any(message in text for text in errors_in(refused.text)), errors_in(refused.text)


async def test_only_what_is_published_can_be_corrected_and_only_by_a_releaser(driver: Driver) -> None:
    consultation_id, point = await answered(driver)
    root = f"/desk/consultations/{consultation_id}/corrections"
    releaser, drafter = await at_desk(driver, "releaser"), await at_desk(driver, "drafter")
    assert (await drafter.open(root)).status_code == 403
    for path in (
        f"{consultation_id}/1/division",
        f"{consultation_id}/2/title",
        f"{point}/9/summary",
        "x/1/title",
        f"{point}/0/summary",
    ):
        assert (await releaser.open(f"{root}/{path}")).status_code == 404, path
    opened = await driver.opened()
    page = await releaser.page(f"/desk/consultations/{opened}/corrections")
    assert "没有已公布的要点" in page
