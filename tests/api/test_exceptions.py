"""What a form says will be public is public, wherever it is read: what departs from the ordinary procedure, and why."""

from __future__ import annotations

import asyncio
import io
from pathlib import Path

import openpyxl
import pytest

from consult.audit import audit, source_at
from consult.audit.report_text import report_in_words
from domain.calendar import local_date
from tests.audit.mirror import mirrored
from tests.driving import DAY, Driver

pytestmark = pytest.mark.anyio
FORCED = "情况紧急，先行签发，随后补办审查。"
DELAY = "意见较多，需要进一步研究论证。"
HURRY = "汛期临近，法规处加班审查完毕。"
WAIVED = "不涉及社会稳定和公共安全风险。"
ROOT = "/consultations/2026-001"


async def read(driver: Driver, path: str) -> str:
    await driver.settle()
    answer = await driver.client.get(path)
    assert answer.status_code == 200, path
    return answer.text


def today(driver: Driver) -> str:
    return local_date(driver.clock.now()).isoformat()


async def opened_by_force(driver: Driver) -> str:
    """A decision released before its reviews, and open for two days."""
    consultation = await driver.released()
    root = f"/consultations/{consultation}"
    await driver.done("drafter", f"{root}/drafts", text="第一条 新的草案。\n第二条 夜市营业至二十四时。\n")
    await driver.done("drafter", f"{root}/review-requests")
    await driver.done("releaser", f"{root}/release", reason=FORCED)
    closes_at = (driver.clock.now() + 2 * DAY).isoformat()
    await driver.done("releaser", f"{root}/publication", closes_at=closes_at, shortening_reason="因报备时限要求缩短期限。")
    return consultation


async def test_a_forced_release_is_marked_wherever_the_decision_is_read(driver: Driver, tmp_path: Path) -> None:
    consultation = await opened_by_force(driver)
    for path in (ROOT, f"{ROOT}/history"):
        page = await read(driver, path)
        assert (FORCED in page, "尚未补签" in page) == (True, True), path
    assert "先行签发，尚未补签" in await read(driver, "/consultations")
    assert "Not countersigned yet." in await read(driver, f"/en{ROOT}")
    await driver.done("second", f"/consultations/{consultation}/release/sign-off")
    page, listed = await read(driver, ROOT), await read(driver, "/consultations")
    assert (FORCED in page, "由另一人补签" in page, "尚未补签" in page, "尚未补签" in listed) == (True, True, False, False)
    said = (await driver.client.get(f"/api/v1/consultations/{consultation}")).json()["forced_release"]
    assert (said["reason"], said["signed_off_at"] is None) == (FORCED, False)
    workbook = openpyxl.load_workbook(io.BytesIO((await driver.client.get(f"{ROOT}/downloads/register.xlsx")).content))
    assert any(FORCED in str(cell.value) for sheet in workbook for row in sheet.iter_rows() for cell in row)
    copy = await mirrored(driver.client, tmp_path / "copy")
    report = await asyncio.to_thread(audit, source_at(str(copy)))
    kinds = [each.kind for each in report.decisions[0].exceptions]
    assert (kinds, report.findings) == (["forced_release", "shortened_period", "release_signed_off"], ())
    assert "先行签发，三项审查没有全部通过" in report_in_words(report, "zh")
    assert "approved for issue before all three reviews passed" in report_in_words(report, "en")


async def test_reasons_stay_public_after_what_they_excused_is_done(driver: Driver) -> None:
    """A delay was shown only while the answer was overdue, and a waiver nowhere."""
    consultation = await driver.opened(days=2)
    comment = (await driver.comment(consultation, "建议延长。")).status_code
    await driver.close(driver.clock.now() + 2 * DAY)
    (row,) = await driver.waiting(consultation)
    await driver.done("drafter", f"/comments/{row['comment']['comment_id']}/publication")
    due = (driver.clock.now() + 60 * DAY).date().isoformat()
    await driver.done("releaser", f"/consultations/{consultation}/answer-delays", due_on=due, reason=DELAY)
    await driver.answered(consultation, [row["comment"]["comment_id"]])
    await driver.feedback(consultation)
    await driver.done("releaser", f"/consultations/{consultation}/waivers", step="risk_assessment", reason=WAIVED)
    review = {"result": "lawful", "file_received_on": today(driver), "reviewer": "法规处", "opinion": "权限、程序和内容合法。"}
    refused = await driver.desk("reviewer", f"/consultations/{consultation}/legality-review", **review)
    assert (refused.status_code, refused.json()["rule"]) == (409, "ReviewTooShort")
    await driver.done("reviewer", f"/consultations/{consultation}/legality-review", **review, shortening_reason=HURRY)
    page = await read(driver, ROOT)
    assert ("合法性审查只用了0个工作日。" in page, HURRY in page) == (True, True)
    assert WAIVED not in await read(driver, ROOT)  # a waiver opens with the adoption
    await driver.adopted(consultation)
    for path in (ROOT, f"{ROOT}/adoption", f"{ROOT}/history"):
        page = await read(driver, path)
        assert (DELAY in page, WAIVED in page, "风险评估" in page, HURRY in page) == (True, True, True, True), path
    assert comment == 201
