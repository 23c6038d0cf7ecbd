"""A decision's whole life, from start to adoption notice, through the API alone."""

from __future__ import annotations

import asyncio
from base64 import b64decode
from datetime import timedelta

import msgspec
import pytest

from consult.public_log.note import open_note, parse_checkpoint
from consult.public_log.tree import leaf_hash
from consult.sealed.mapper import belongs_to_entry
from consult.work import LogSource
from domain.history import History
from domain.recheck import broken_rules
from projections.rebuild import rebuild
from tests.driving import DAY, DRAFT, Driver

pytestmark = pytest.mark.anyio


async def test_a_decision_lives_from_draft_to_adoption(driver: Driver) -> None:
    consultation_id = await driver.opened()
    received = [await driver.comment(consultation_id, f"建议营业到零点，理由{number}。", f"k{number}") for number in range(6)]
    assert [response.status_code for response in received] == [201] * 6
    waiting = await driver.waiting(consultation_id)
    assert [item["text"] for item in waiting] == [f"建议营业到零点，理由{number}。" for number in range(6)]
    ids = [item["comment"]["comment_id"] for item in waiting]
    for comment_id in ids[:5]:
        await driver.done("drafter", f"/comments/{comment_id}/publication")
    await driver.done("drafter", f"/comments/{ids[5]}/withholding", reason="advertising", note="广告")
    await driver.close(driver.clock.now() + 31 * DAY)
    early = await driver.desk("releaser", f"/consultations/{consultation_id}/feedback/publication")
    assert (early.status_code, early.json()["rule"]) == (409, "FeedbackNotPrepared")
    await driver.answered(consultation_id, ids[:4])
    root = f"/consultations/{consultation_id}/feedback"
    await driver.done("drafter", root, text={"asked": "问", "heard": "说", "did": "做"})
    await driver.done("releaser", f"{root}/sign-off")
    await driver.settle()
    refused = await driver.desk("releaser", f"{root}/publication")
    assert (refused.status_code, refused.json()["rule"], refused.json()["numbers"]) == (409, "AnswersIncomplete", [5])
    point = {"summary": "另有一点建议。", "articles": ["a2"], "comment_ids": ids[4:5]}
    locked = await driver.desk("drafter", f"/consultations/{consultation_id}/points", **point)
    assert (locked.status_code, locked.json()["rule"]) == (409, "AnswersSignedOff")
    await driver.done("drafter", root, text={"asked": "问", "heard": "说", "did": "做完"})
    adopted = {"kind": "adopted", "reason": "采纳，营业时间延长至零点。", "articles_changed": ["a2"]}
    await driver.answered(consultation_id, ids[4:5], **adopted)
    await driver.feedback(consultation_id, DRAFT.replace("二十三时", "二十四时"))
    await driver.adopted(consultation_id, DRAFT.replace("二十三时", "二十四时"))
    await assert_public(driver, consultation_id)


async def assert_public(driver: Driver, consultation_id: str) -> None:
    view = (await driver.client.get(f"/api/v1/consultations/{consultation_id}")).json()
    assert view["state"] == "adopted"
    figures = {"received": 6, "published": 5, "withheld": 1, "withdrawn": 0, "awaiting": 0, "distinct_texts": 5, "referred": 0}
    assert view["ledger"] == figures
    assert view["dispositions"] | {"adopted": 1, "not_adopted": 1, "unanswered": 1} == view["dispositions"]
    comments = (await driver.client.get(f"/api/v1/consultations/{consultation_id}/comments")).json()["items"]
    assert [(item["number"], item["status"]) for item in comments] == [(n, "published") for n in range(1, 6)] + [(6, "withheld")]
    assert comments[5]["text"] is None
    assert comments[5]["reason"] == "advertising"
    assert [point["disposition"] for point in comments[4]["points"]] == ["adopted"]
    for address in (
        "",
        "/draft",
        "/articles/a2",
        "/comments",
        "/comments/5",
        "/feedback",
        "/comparison",
        "/adoption",
        "/history",
    ):
        for prefix in ("", "/en"):
            page = await driver.client.get(f"{prefix}/consultations/{view['number']}{address}")
            assert page.status_code == 200, (address, page.text[:300])


async def test_the_recorded_history_breaks_no_rule_and_a_rebuild_changes_nothing(driver: Driver) -> None:
    await test_a_decision_lives_from_draft_to_adoption(driver)
    entries = await driver.runtime.log.read(0, 10_000)
    events = await driver.runtime.archive.unsealed(entries)
    assert broken_rules(events) == ()
    for decision in History(events).decisions.values():
        decision.ledger().balance()
    before = await tables(driver)
    await rebuild(driver.runtime.database.pool, LogSource(driver.runtime.archive), limit=7)
    assert await tables(driver) == before


async def tables(driver: Driver) -> dict[str, list[str]]:
    """Every row of every read model, as text."""
    pool = driver.runtime.database.pool
    names = [row[0] for row in await pool.fetch("SELECT tablename FROM pg_tables WHERE schemaname = 'read' ORDER BY 1")]
    return {name: sorted(row[0] for row in await pool.fetch(f"SELECT t::text FROM read.{name} t")) for name in names}


async def test_a_receipt_proves_the_comment(driver: Driver) -> None:
    consultation_id = await driver.opened()
    receipt = (await driver.comment(consultation_id, "建议延长。")).json()
    entry = b64decode(receipt["entry"])
    assert leaf_hash(entry).hex() == receipt["leaf_hash"]
    assert all(belongs_to_entry(item, entry) for item in receipt["disclosures"])
    checkpoint = parse_checkpoint(open_note(receipt["checkpoint"], driver.runtime.signer.verification_key))
    assert checkpoint.size == receipt["position"] + 1
    await driver.settle()
    again = (await driver.client.get(f"/api/v1/receipts/{receipt['reference']}")).json()
    assert (again["number"], again["text"], again["status"]) == (1, "建议延长。", "awaiting")


async def test_a_comment_and_the_close_are_in_one_order(driver: Driver) -> None:
    consultation_id = await driver.opened(days=1)
    driver.clock.tell(driver.clock.now() + DAY)
    late = await driver.comment(consultation_id, "晚了一点。")
    assert (late.status_code, late.json()["rule"]) == (409, "CommentAfterClosing")
    await driver.close(driver.clock.now())
    entries = await driver.runtime.log.read(0, 1000)
    assert entries[-1].topic == "period-closed.v1"
    assert msgspec.json.decode(entries[-1].state)["log_size"] == entries[-1].position


async def test_many_comments_at_once_are_numbered_without_gaps(driver: Driver) -> None:
    consultation_id = await driver.opened()
    await asyncio.gather(*(driver.comment(consultation_id, f"意见{number}", f"k{number % 40}") for number in range(40)))
    await driver.settle()
    items = (await driver.client.get(f"/api/v1/consultations/{consultation_id}/comments?limit=200")).json()["items"]
    assert [item["number"] for item in items] == list(range(1, 41))


async def test_an_author_withdraws_before_the_close(driver: Driver) -> None:
    consultation_id = await driver.opened(days=1)
    references = [(await driver.comment(consultation_id, f"意见{number}")).json()["reference"] for number in range(2)]
    first = await driver.client.post(f"/api/v1/receipts/{references[0]}/withdrawal")
    again = await driver.client.post(f"/api/v1/receipts/{references[0]}/withdrawal")
    assert (first.status_code, again.status_code, again.json()["repeated"]) == (200, 200, True)
    driver.clock.tell(driver.clock.now() + DAY + timedelta(seconds=1))
    late = await driver.client.post(f"/api/v1/receipts/{references[1]}/withdrawal")
    assert (late.status_code, late.json()["rule"]) == (409, "WithdrawalAfterClose")
    await driver.settle()
    items = (await driver.client.get(f"/api/v1/consultations/{consultation_id}/comments")).json()["items"]
    assert [(item["status"], item["text"]) for item in items] == [("withdrawn", None), ("awaiting", None)]
