"""A slip of screening put right: what was published for months is in no public place any more, and all proofs hold."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode as b64decode
from pathlib import Path
from uuid import UUID

import pytest

from consult.public_log.receipt import check_receipt, parse_tlog_proof
from consult.reading.receipts import find_receipt
from consult.work.database_cleaning import cleaning_due
from tests.desking import at_desk
from tests.driving import DAY, Driver
from tests.erasure.places import at_the_desk, disclosed, in_sealed_store, in_tables
from tests.erasure.test_erasure import exported
from tests.erasure.test_withholding import places
from tests.publication.test_packs import downloaded, dropped

pytestmark = pytest.mark.anyio
TEXT, WORDING, NAME = "梧桐街麒麟桥九号的张阿婆每晚吵闹", "建议改为梧桐街麒麟桥的条款", "欧阳青梧桐"
FILE, NOTE, PUBLIC_NOTE = "附件里写着鹿鸣巷第三号的事情", "内部说明漏看了一处住址", "写有他人住址，补充遮盖。"
ADDRESS = "麒麟桥九号"
BLACKED = TEXT.replace(ADDRESS, "■" * len(ADDRESS))
WRITTEN = [ADDRESS, WORDING, FILE]


async def published(driver: Driver) -> tuple[str, str, str]:
    """A decision adopted, with one comment in full: its id, the comment's, and its reference."""
    decision = await driver.opened()
    body = {"respondent": {"kind": "individual", "name": NAME, "publish_name": True}, "text": TEXT, "proposed_wording": WORDING}
    part = {"comment": (None, json.dumps(body), "application/json"), "files": ("a.txt", FILE.encode(), "text/plain")}
    sent = await driver.client.post(f"/api/v1/consultations/{decision}/comments", files=part)
    assert sent.status_code == 201, sent.text
    return decision, await shown_and_adopted(driver, decision), sent.json()["reference"]


async def shown_and_adopted(driver: Driver, decision: str) -> str:
    """Its one comment is published in full and answered, and the decision adopted; answers with the comment's id."""
    (waiting,) = await driver.waiting(decision)
    comment_id = str(waiting["comment"]["comment_id"])
    await driver.done("drafter", f"/comments/{comment_id}/publication")
    await driver.close(driver.clock.now() + 31 * DAY)
    await driver.answered(decision, [comment_id])
    await driver.feedback(decision)
    await driver.adopted(decision)
    return comment_id


async def test_what_a_second_person_hides_leaves_every_public_place_although_the_decision_is_adopted(
    driver: Driver, tmp_path: Path
) -> None:
    decision, comment_id, reference = await published(driver)
    receipt = await find_receipt(driver.runtime, reference)
    await downloaded(driver)
    await exported(driver, tmp_path / "export")
    before = await places(driver, tmp_path / "export", WRITTEN)
    assert all(before.values())
    pack = await driver.runtime.packs.cached(UUID(decision))
    path = f"/comments/{comment_id}/revision"
    hiding = {"outcome": "redacted", "reason": "personal_data", "redacted_text": BLACKED, "note": NOTE}
    same = await driver.desk("drafter", path, **hiding)
    assert (same.status_code, same.json()["rule"]) == (403, "SamePersonRevises")
    await driver.done("second", path, **hiding, public_note=PUBLIC_NOTE)
    await driver.settle()
    await dropped(pack)
    del pack
    await exported(driver, tmp_path / "export")
    after = await places(driver, tmp_path / "export", [*WRITTEN, NOTE])
    assert not any(after.values()), after
    assert await cleaning_due(driver.runtime), "of PostgreSQL's files by the next night"

    item = (await driver.client.get(f"/api/v1/consultations/{decision}/comments/1")).json()
    (revision,) = item["revisions"]
    assert (item["status"], item["redacted"], item["text"], item["public_note"]) == ("published", True, BLACKED, PUBLIC_NOTE)
    assert (revision["before"], revision["outcome"], revision["reason"]) == ("published", "redacted", "personal_data")
    assert item["respondent"]["name"] == NAME
    for address in ("/comments/1", "/comments", "/history", f"/replay?at={revision['position']}"):
        page = (await driver.client.get(f"/consultations/2026-001{address}")).text
        assert "由“全文公开”更正为“遮盖后公开”" in page, address
        assert "涉及他人个人信息" in page, address
    table = (await driver.client.get("/consultations/2026-001/downloads/comments.csv")).text
    assert "全文公开 → 遮盖后公开（涉及他人个人信息）" in table
    told = (await driver.client.get(f"/receipts/{reference}")).text
    assert "另一位工作人员更正了您的意见的审看结果" in told
    assert PUBLIC_NOTE in told

    await withheld_then_opened(driver, decision, comment_id, reference)
    key = driver.runtime.signer.verification_key
    assert all(
        step.holds
        for step in check_receipt(receipt.proved.entry, parse_tlog_proof(receipt.proved.proof), receipt.proved.disclosures, key)
    )


async def withheld_then_opened(driver: Driver, decision: str, comment_id: str, reference: str) -> None:
    """Not even what was blacked out stays where it is withheld; its author appeals, and a third revision shows it whole."""
    await driver.done("drafter", f"/comments/{comment_id}/revision", outcome="withheld", reason="abuse", note=NOTE)
    await driver.settle()
    assert not await in_tables(driver.runtime.database.url, [*WRITTEN, BLACKED, NOTE, NAME])
    assert await open_fields(driver, comment_id) == {"public_note"}, "of the revision before, and nothing that its author wrote"
    assert await in_sealed_store(driver, WRITTEN) == set(WRITTEN)
    desk = await at_desk(driver, "drafter")
    at = await at_the_desk(desk, [f"/desk/comments/{comment_id}"], [ADDRESS, NOTE])
    assert at == {f"/desk/comments/{comment_id}": {ADDRESS, NOTE}}
    ledger = (await driver.client.get(f"/api/v1/consultations/{decision}")).json()["ledger"]
    assert (ledger["received"], ledger["published"], ledger["withheld"]) == (1, 0, 1)
    points = (await driver.client.get(f"/api/v1/consultations/{decision}/feedback")).json()["points"]
    assert [point["comments"] for point in points] == [[1]], "it keeps its answer"
    appealed = await driver.client.post(f"/receipts/{reference}/appeal", data={"grounds": "并无辱骂。"})
    assert appealed.status_code == 303
    await driver.settle()
    waits = await driver.desk("second", f"/comments/{comment_id}/revision", outcome="published", note="看过")
    assert waits.json()["rule"] == "AppealWaits"
    await driver.done("reviewer", f"/comments/{comment_id}/appeal-decision", outcome="upheld", note="维持")
    await driver.done("second", f"/comments/{comment_id}/revision", outcome="published", note="经核实是单位地址")
    await driver.settle()
    again = (await driver.client.get(f"/api/v1/consultations/{decision}/comments/1")).json()
    assert (again["text"], again["proposed_wording"], len(again["revisions"])) == (TEXT, WORDING, 3)
    assert {"text", "proposed_wording", "attachments", "name"} <= await open_fields(driver, comment_id)


async def open_fields(driver: Driver, comment_id: str) -> set[str]:
    """Names of the sealed fields of its events whose values anybody is given."""
    answers = [await driver.client.get(f"/log/disclosures/{digest}") for digest in await disclosed(driver, comment_id)]
    opened = [json.loads(b64decode(each.text + "==")) for each in answers if each.status_code == 200]
    return {name for _, name, value in opened if value is not None}
