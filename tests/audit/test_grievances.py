"""Grievances, audited: a decision with them is clean, pages and pack included; figures told otherwise are found."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import msgspec
import pytest

from consult.audit import Report, audit, source_at
from consult.cli.web import in_process
from consult.exports.pack import pack
from tests.audit.conftest import audited as audited_over_http
from tests.audit.lives import commented
from tests.audit.mirror import mirrored
from tests.audit.test_honest import verified
from tests.desk.grievances.story import forwarded, referred
from tests.driving import DAY, Driver
from tests.serving import served
from web.app import create_app

pytestmark = pytest.mark.anyio


async def with_grievances(driver: Driver) -> str:
    """Five comments: two opinions; one handed on and told, one handed on and told late, one that was an opinion after all."""
    decision = await driver.opened()
    references = [await commented(driver, decision, number) for number in range(5)]
    ids = [item["comment"]["comment_id"] for item in await driver.waiting(decision)]
    told, late, back = [await referred(driver, comment) for comment in ids[2:]]
    await forwarded(driver, told)
    await driver.done("second", f"/grievances/{back}/taking-back", note="第二句是意见。")
    await driver.client.post(f"/receipts/{references[3]}/appeal", data={"grounds": "是意见。"})
    await driver.done("second", f"/comments/{ids[3]}/appeal-decision", outcome="upheld", note="不是意见。")
    await driver.done("drafter", f"/comments/{ids[0]}/grievance", text="多收了费用。")
    opinions = [*ids[:2], ids[4]]
    for comment_id in opinions:
        await driver.done("drafter", f"/comments/{comment_id}/publication")
    driver.clock.advance(20 * DAY)
    await driver.done("drafter", f"/grievances/{late}/closing", outcome="answered", answer="已经退回。")
    await driver.close(driver.clock.now() + 31 * DAY)
    await driver.answered(decision, opinions)
    await driver.feedback(decision)
    return decision


async def test_a_decision_with_grievances_is_clean_and_figures_told_otherwise_are_found(driver: Driver, tmp_path: Path) -> None:
    decision = await with_grievances(driver)
    copy = await mirrored(driver.client, tmp_path / "copy")
    report = await asyncio.to_thread(audit, source_at(str(copy)))
    assert report.findings == ()
    (told,) = report.decisions
    assert (told.ledger["referred"], told.ledger["published"], told.ledger["received"]) == (2, 3, 5)
    file = copy / f"api/v1/consultations/{decision}.json"
    honest = file.read_bytes()
    assert msgspec.json.decode(honest)["grievances"] == {"received": 3, "in_time": 1, "late": 1, "waiting": 1}
    for part, changed in (("ledger", {"referred": 1, "published": 4}), ("grievances", {"late": 0, "in_time": 2})):
        page: dict[str, Any] = msgspec.json.decode(honest)
        page[part] |= changed
        file.write_bytes(msgspec.json.encode(page))
        found = await asyncio.to_thread(audit, source_at(str(copy)))
        assert found.counts.keys() == {"ledger-differs"}, part


async def test_its_pages_and_its_pack_are_those_of_the_log(driver: Driver, tmp_path: Path) -> None:
    decision = await with_grievances(driver)
    app = create_app(driver.runtime)
    await pack(driver.runtime, in_process(app), decision, tmp_path / "pack.zip")
    assert await asyncio.to_thread(verified, tmp_path / "pack.zip") == (0, True)
    async with served(app) as address:
        told = await audited_over_http(address, driver.runtime.signer.verification_key)
    report = msgspec.json.decode(told, type=Report)
    assert report.findings == ()
    assert report.checked["pages"] > 20
