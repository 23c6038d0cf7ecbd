"""Answers after the feedback, audited: supplements are clean; what is not public yet is closed; a letter passed over is found."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any
from uuid import UUID

import msgspec
import pytest

from consult.audit import Report, audit, source_at
from consult.cli.web import in_process
from consult.exports.pack import pack
from domain.consultation.coverage import AnswersMissing, Coverage
from tests.audit.conftest import audited as audited_over_http
from tests.audit.lives import closed
from tests.audit.mirror import mirrored
from tests.audit.test_honest import verified
from tests.driving import Driver
from tests.serving import served
from web.app import create_app

pytestmark = pytest.mark.anyio
REASON = "办法须在五月前施行，来信随后答复。"


async def with_feedback(driver: Driver) -> str:
    decision, ids = await closed(driver)
    await driver.answered(decision, ids)
    await driver.feedback(decision)
    return decision


async def audited(driver: Driver, folder: Path) -> tuple[Report, Path]:
    await driver.settle()
    copy = await mirrored(driver.client, folder / "copy")
    return await asyncio.to_thread(audit, source_at(str(copy))), copy


async def test_supplements_are_clean_and_what_is_not_public_yet_is_closed(driver: Driver, tmp_path: Path) -> None:
    decision = await with_feedback(driver)
    (point,) = await driver.runtime.archive.points(UUID(decision))
    letters = [await driver.letter(decision, f"来信{number}。") for number in range(4)]
    await driver.done("drafter", f"/points/{point.id}/comments", comment_ids=letters[:1])
    await driver.answered(decision, letters[1:2])
    await driver.answered(decision, letters[2:])
    await driver.supplemented(decision)
    await driver.adopted(decision)
    await driver.answered(decision, letters[:2])  # a further point, of comments that have their answer
    late = await driver.answered(decision, letters[2:3])
    await driver.done("drafter", f"/consultations/{decision}/supplement", text="还有一点需要补充说明。")
    report, copy = await audited(driver, tmp_path)
    assert report.findings == ()
    assert report.events["supplement-published.v1"] == 1
    page = msgspec.json.decode((copy / f"api/v1/consultations/{decision}/feedback.json").read_bytes())
    assert late not in {each["id"] for each in page["points"]}
    assert len(page["points"]) == 3


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda page: page["supplements"][0].update(comments=2), "feedback-differs"),
        (lambda page: page["supplements"].clear(), "feedback-differs"),
        (lambda page: page["points"][0]["comments"].pop(), "disposition-differs"),
        (lambda page: page["points"].pop(), "disposition-differs"),
    ],
)
async def test_a_page_that_tells_other_figures_is_found(driver: Driver, tmp_path: Path, change: Any, code: str) -> None:
    decision = await with_feedback(driver)
    await driver.answered(decision, [await driver.letter(decision, "来信。")])
    await driver.supplemented(decision)
    _, copy = await audited(driver, tmp_path)
    file = copy / f"api/v1/consultations/{decision}/feedback.json"
    page = msgspec.json.decode(file.read_bytes())
    change(page)
    file.write_bytes(msgspec.json.encode(page))
    report = await asyncio.to_thread(audit, source_at(str(copy)))
    assert next(iter(report.counts)) in {code, "position-differs"}
    assert code in report.counts


async def test_a_figure_of_unanswered_comments_is_counted_again(driver: Driver, tmp_path: Path) -> None:
    decision = await with_feedback(driver)
    await driver.answered(decision, [await driver.letter(decision, "来信。")])
    report, copy = await audited(driver, tmp_path)
    assert report.findings == ()
    file = copy / f"api/v1/consultations/{decision}.json"
    page = msgspec.json.decode(file.read_bytes())
    assert page["dispositions"]["unanswered"] == 1
    page["dispositions"]["unanswered"] = 0
    file.write_bytes(msgspec.json.encode(page))
    again = await asyncio.to_thread(audit, source_at(str(copy)))
    assert again.counts.keys() == {"ledger-differs"}


async def test_a_decision_adopted_over_a_letter_is_found(driver: Driver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As a program did that did not look, or an official who went around it."""
    monkeypatch.setattr(Coverage, "missing", property(lambda coverage: AnswersMissing(0, 0, 0)))
    decision = await with_feedback(driver)
    await driver.letter(decision, "来信。")
    await driver.adopted(decision)
    report, _ = await audited(driver, tmp_path)
    assert [(finding.code, finding.rule) for finding in report.findings] == [("rule-broken", "CommentsUnanswered")]


async def test_one_adopted_with_its_reason_is_clean(driver: Driver, tmp_path: Path) -> None:
    decision = await with_feedback(driver)
    await driver.letter(decision, "来信。")
    await driver.adopted(decision, outstanding_reason=REASON)
    report, _ = await audited(driver, tmp_path)
    assert report.findings == ()
    assert report.events["answers-outstanding.v1"] == 1


async def test_pages_and_the_pack_of_a_supplemented_decision_are_those_of_the_log(driver: Driver, tmp_path: Path) -> None:
    decision = await with_feedback(driver)
    await driver.answered(decision, [await driver.letter(decision, "来信。")])
    await driver.supplemented(decision)
    app = create_app(driver.runtime)
    await pack(driver.runtime, in_process(app), decision, tmp_path / "pack.zip")
    assert await asyncio.to_thread(verified, tmp_path / "pack.zip") == (0, True)
    async with served(app) as address:
        told = await audited_over_http(address, driver.runtime.signer.verification_key)
    report = msgspec.json.decode(told, type=Report)
    assert report.findings == ()
    assert report.checked["pages"] > 20
