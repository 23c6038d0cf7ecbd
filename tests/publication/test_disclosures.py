"""Disclosures over HTTP: what is open is served and fits its digest; what is closed, withheld or erased says so."""

from __future__ import annotations

from collections import Counter
from typing import Any
from uuid import UUID

import msgspec
import pytest

from consult.public_log.disclosure import decode_disclosure, digest
from consult.sealed.mapper import digests_of
from consult.work.database_cleaning import cleaning_due
from tests.driving import Driver
from tests.web.test_looks import adopted_and_open

pytestmark = pytest.mark.anyio


async def answers(driver: Driver, stream: str, topic: str, which: int = -1) -> dict[str, int]:
    """The status under which each field of the stream's last (or `which`) event of this topic is answered, by its name."""
    entries = [entry for entry in await driver.runtime.log.stream(UUID(stream)) if entry.topic == topic]
    texts = await driver.runtime.sealed.disclosures([(entries[which].originator_id, entries[which].originator_version)])
    names = {digest(text): msgspec.json.decode(decode_disclosure(text))[1] for group in texts.values() for text in group}
    found = {}
    for each in digests_of(entries[which].state):
        response = await driver.client.get(f"/log/disclosures/{each}")
        found[names.get(each, each)] = response.status_code
        if response.status_code == 200:
            assert digest(response.text) == each
            assert response.headers["cache-control"] == "public, no-cache"
    return found


async def submitted(driver: Driver, consultation_id: str, **fields: Any) -> str:
    await driver.comment(consultation_id, "建议延长。", respondent={"kind": "individual", "name": "陈桂兰", "publish_name": True})
    waiting = await driver.waiting(consultation_id)
    return str(waiting[-1]["comment"]["comment_id"])


SUBMITTED = "comment-submitted.v2"
CONTENT = ("text", "proposed_wording", "attachments")


async def test_a_comment_from_submission_to_erasure(driver: Driver) -> None:
    consultation_id = await driver.opened()
    comment_id = await submitted(driver, consultation_id)
    before = await answers(driver, comment_id, SUBMITTED)
    assert set(before.values()) == {404}
    assert len(before) == 7
    await driver.done("drafter", f"/comments/{comment_id}/publication")
    shown = await answers(driver, comment_id, SUBMITTED)
    assert {name for name, status in shown.items() if status == 200} == {*CONTENT, "name", "organisation"}
    assert (shown["contact"], shown["file_names"]) == (404, 404)
    await driver.done("drafter", f"/comments/{comment_id}/erasure-requests", scope="identity", note="本人要求")
    await driver.done("second", f"/comments/{comment_id}/erasure")
    partly = await answers(driver, comment_id, SUBMITTED)
    assert Counter(partly.values()) == {200: 3, 404: 1, 410: 3}
    assert {partly[name] for name in CONTENT} == {200}


async def test_what_its_author_withdraws_is_gone_though_it_was_shown(driver: Driver) -> None:
    consultation_id = await driver.opened()
    receipt = (await driver.comment(consultation_id, "建议延长。")).json()
    (waiting,) = await driver.waiting(consultation_id)
    comment_id = str(waiting["comment"]["comment_id"])
    await driver.done("drafter", f"/comments/{comment_id}/publication")
    assert (await answers(driver, comment_id, SUBMITTED))["text"] == 200
    withdrawn = await driver.client.post(f"/api/v1/receipts/{receipt['reference']}/withdrawal")
    assert withdrawn.status_code == 200, withdrawn.text
    assert await cleaning_due(driver.runtime), "of PostgreSQL's files by the next night"
    after = await answers(driver, comment_id, SUBMITTED)
    assert {after[name] for name in CONTENT} == {410}
    assert 200 not in after.values()


async def test_a_withheld_comment_says_so_and_its_note_for_the_public_is_open(driver: Driver) -> None:
    consultation_id = await driver.opened()
    comment_id = await submitted(driver, consultation_id)
    await driver.done(
        "drafter", f"/comments/{comment_id}/withholding", reason="advertising", note="广告", public_note="属于广告。"
    )
    assert {name for name, status in (await answers(driver, comment_id, SUBMITTED)).items() if status == 451} == set(CONTENT)
    assert await answers(driver, comment_id, "comment-withheld.v1") == {"note": 404, "public_note": 200}


async def test_redaction_opens_the_redacted_text_and_keeps_the_original_closed(driver: Driver) -> None:
    consultation_id = await driver.opened()
    comment_id = await submitted(driver, consultation_id)
    await driver.done("drafter", f"/comments/{comment_id}/redaction", basis="personal_data", redacted_text="■■延长。")
    original = await answers(driver, comment_id, SUBMITTED)
    assert {original[name] for name in CONTENT} == {451}
    assert original["name"] == 200  # he agreed to it
    assert await answers(driver, comment_id, "comment-redacted.v1") == {"redacted_text": 200}


async def test_of_a_decision_everything_is_open_once_it_is_over_and_nothing_before_it_is_published(driver: Driver) -> None:
    released = await driver.released()
    for topic in ("decision-started.v1", "draft-prepared.v1", "materials-prepared.v1"):
        assert set((await answers(driver, released, topic)).values()) == {404}
    await adopted_and_open(driver)
    numbers = [item["id"] for item in (await driver.client.get("/api/v1/consultations?state=adopted")).json()["items"]]
    for topic in ("decision-started.v1", "draft-prepared.v1", "feedback-prepared.v1", "adoption-prepared.v1"):
        assert set((await answers(driver, numbers[0], topic)).values()) == {200}, topic


async def test_a_correction_that_closes_the_original_closes_its_disclosure(driver: Driver) -> None:
    consultation_id = await driver.opened()
    correction = {
        "corrected_stream": consultation_id, "corrected_version": 1,
        "field": "proposer", "value": "市场建设处二科", "closes_original": True, "reason": "承办单位名称有误，现予更正。",
    }  # fmt: skip
    await driver.done("releaser", f"/consultations/{consultation_id}/corrections", **correction)
    started = await answers(driver, consultation_id, "decision-started.v1")
    assert started.pop("proposer") == 451
    assert set(started.values()) == {200}
    assert await answers(driver, consultation_id, "correction-made.v1") == {"value": 200, "reason": 200}
    await driver.done("releaser", f"/consultations/{consultation_id}/corrections", **correction | {"value": "市场建设处"})
    made = [await answers(driver, consultation_id, "correction-made.v1", which) for which in (0, 1)]
    assert made == [{"value": 451, "reason": 200}, {"value": 200, "reason": 200}]


async def test_the_public_documents_are_served_by_content_and_no_others(driver: Driver) -> None:
    consultation_id = await driver.opened()
    page = (await driver.client.get(f"/api/v1/consultations/{consultation_id}")).json()
    pool = driver.runtime.database.pool
    public = {row["sha256"] for row in await pool.fetch("SELECT sha256 FROM read.public_blobs")}
    assert public
    for name in public:
        response = await driver.client.get(f"/log/blobs/{name}")
        assert (response.status_code, response.headers["cache-control"]) == (200, "public, max-age=31536000, immutable")
        same = await driver.client.get(f"/log/blobs/{name}", headers={"if-none-match": response.headers["etag"]})
        assert same.status_code == 304
    await driver.released()
    closed = {row["sha256"] for row in await pool.fetch("SELECT sha256 FROM sealed.blobs")} - public
    for name in [*closed, "0" * 64, "x", "../../etc"]:
        assert (await driver.client.get(f"/log/blobs/{name}")).status_code == 404
    assert page["number"] == "2026-001"


@pytest.mark.parametrize("digest", ["x", "A" * 43, "A" * 42 + "B", "!" * 43, "é" * 43, "A" * 200])
async def test_what_is_no_digest_of_ours_is_not_found(driver: Driver, digest: str) -> None:
    assert (await driver.client.get(f"/log/disclosures/{digest}")).status_code == 404
