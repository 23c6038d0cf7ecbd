"""Withholding end to end: the public is told that it is withheld and why, the desk keeps the words, the proofs hold."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from consult.public_log.receipt import check_receipt, parse_tlog_proof
from consult.reading.receipts import find_receipt
from tests.desking import at_desk
from tests.driving import Driver
from tests.erasure.places import Public, at_the_desk, disclosed, in_files, in_memory, in_open_files, in_sealed_store, in_tables
from tests.erasure.test_erasure import exported
from tests.publication.test_packs import downloaded, dropped

pytestmark = pytest.mark.anyio
TEXT, WORDING, NAME = "麒麟桥头的广告语买一送一不要错过", "建议改为麒麟桥头买一送一的条款", "欧阳青梧桐"
NOTE, PUBLIC_NOTE = "内部说明麒麟桥头广告", "属于广告不予公开"
WRITTEN = [TEXT, WORDING, NAME]
SLIP = "经办人手机一三九八七六五四三二一误写在此"


async def places(driver: Driver, folder: Path, words: list[str]) -> dict[str, Any]:
    """Where the public, or whoever gets a copy of what is public, finds the words."""
    tables = await in_tables(driver.runtime.database.url, words)
    return {
        "public": await Public(driver, words).holding(),
        "memory": in_memory(driver, words),
        "read models": {name: hit for name, hit in tables.items() if name != "pg_catalog.pg_statistic"},
        "packs": in_open_files(words),
        "export": in_files(folder, words),
    }


async def test_a_withheld_comment_is_in_no_public_place_and_at_the_desk(driver: Driver, tmp_path: Path) -> None:
    consultation = await driver.opened()
    body = {"respondent": {"kind": "individual", "name": NAME, "publish_name": True}, "proposed_wording": WORDING}
    reference = (await driver.comment(consultation, TEXT, **body)).json()["reference"]
    (waiting,) = await driver.waiting(consultation)
    comment_id = waiting["comment"]["comment_id"]
    receipt = await find_receipt(driver.runtime, reference)
    words = {"reason": "advertising", "note": NOTE, "public_note": PUBLIC_NOTE}
    await driver.done("drafter", f"/comments/{comment_id}/withholding", **words)
    await driver.settle()
    await exported(driver, tmp_path / "export")
    found = await places(driver, tmp_path / "export", [*WRITTEN, NOTE])
    assert not any(found.values()), found
    told = await places(driver, tmp_path / "export", [PUBLIC_NOTE])
    assert "/consultations/2026-001/comments/1" in told["public"]
    assert told["export"]
    desk = await at_desk(driver, "drafter")
    at = await at_the_desk(desk, [f"/desk/comments/{comment_id}"], [*WRITTEN, NOTE])
    assert at == {f"/desk/comments/{comment_id}": {*WRITTEN, NOTE}}
    assert await in_sealed_store(driver, WRITTEN) == set(WRITTEN)
    assert 451 in (await disclosed(driver, comment_id)).values()
    key = driver.runtime.signer.verification_key
    assert all(
        step.holds
        for step in check_receipt(receipt.proved.entry, parse_tlog_proof(receipt.proved.proof), receipt.proved.disclosures, key)
    )
    item = (await driver.client.get(f"/api/v1/consultations/{consultation}/comments/1")).json()
    assert (item["status"], item["text"], item["reason"]) == ("withheld", None, "advertising")


async def test_what_the_body_takes_back_leaves_every_public_place(driver: Driver, tmp_path: Path) -> None:
    """An officer's slip, published, then corrected with the original closed."""
    consultation = await driver.opened(proposer=SLIP)
    await exported(driver, tmp_path / "export")
    await downloaded(driver)
    before = await places(driver, tmp_path / "export", [SLIP])
    assert before["public"]
    assert before["packs"]
    assert before["export"]
    assert before["read models"]
    pack = await driver.runtime.packs.cached(UUID(consultation))
    correction = {
        "corrected_stream": consultation, "corrected_version": 1, "field": "proposer", "value": "市场建设处",
        "closes_original": True, "reason": "承办单位名称有误，现予更正。",
    }  # fmt: skip
    await driver.done("releaser", f"/consultations/{consultation}/corrections", **correction)
    await driver.settle()
    await dropped(pack)
    del pack
    await exported(driver, tmp_path / "export")
    after = await places(driver, tmp_path / "export", [SLIP])
    assert not any(after.values()), after
    assert await in_sealed_store(driver, [SLIP]) == {SLIP}, "the desk keeps it"
    assert 451 in (await disclosed(driver, consultation)).values()
