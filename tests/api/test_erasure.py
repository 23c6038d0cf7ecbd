"""Erasure: asked for by one person, carried out by another; number, digest and fate stay."""

from __future__ import annotations

from uuid import UUID

import pytest

from consult.commands.comment.erasure import finish_erasures
from consult.commands.recording import record
from domain.comment.erasure import erase_comment
from tests.driving import Driver

pytestmark = pytest.mark.anyio
SECRET = "只有我写过的这一句话"


async def published(driver: Driver) -> tuple[str, str]:
    consultation_id = await driver.opened()
    receipt = (await driver.comment(consultation_id, SECRET)).json()
    (waiting,) = await driver.waiting(consultation_id)
    comment_id = waiting["comment"]["comment_id"]
    await driver.done("drafter", f"/comments/{comment_id}/publication")
    await driver.settle()
    return comment_id, str(receipt["reference"])


async def test_an_erased_comment_is_gone_from_every_table_and_page(driver: Driver) -> None:
    comment_id, reference = await published(driver)
    page = "/consultations/2026-001/comments/1"
    assert SECRET in (await driver.client.get(page)).text
    assert await tables_holding(driver, SECRET)
    await driver.done("drafter", f"/comments/{comment_id}/erasure-requests", scope="all", note="本人申请")
    same = await driver.desk("drafter", f"/comments/{comment_id}/erasure")
    assert (same.status_code, same.json()["rule"]) == (403, "SamePersonErases")
    await driver.done("second", f"/comments/{comment_id}/erasure")
    await driver.settle()
    assert SECRET not in (await driver.client.get(page)).text
    assert await tables_holding(driver, SECRET) == []
    receipt = (await driver.client.get(f"/api/v1/receipts/{reference}")).json()
    assert (receipt["text"], receipt["disclosures"], receipt["number"]) == (None, [], 1)


async def test_an_erasure_that_was_interrupted_is_finished(driver: Driver) -> None:
    comment_id, reference = await published(driver)
    await driver.done("drafter", f"/comments/{comment_id}/erasure-requests", scope="all", note="本人申请")
    runtime = driver.runtime
    comment = await runtime.archive.comment(UUID(comment_id))
    consultation = await runtime.archive.consultation(comment.consultation_id)
    second = (await runtime.staff.person("second")).actor
    event = erase_comment(comment, consultation, actor=second, at=runtime.clock.now())
    await record(runtime, [event], owner_id=comment.id)  # and here the program dies
    assert (await driver.client.get(f"/api/v1/receipts/{reference}")).json()["disclosures"] != []
    await finish_erasures(runtime)
    assert (await driver.client.get(f"/api/v1/receipts/{reference}")).json()["disclosures"] == []


async def tables_holding(driver: Driver, text: str) -> list[str]:
    """Names of the tables of which some row holds the text."""
    pool = driver.runtime.database.pool
    schemas = ["log", "sealed", "read"]
    rows = await pool.fetch("SELECT schemaname || '.' || tablename FROM pg_tables WHERE schemaname = ANY($1)", schemas)
    found = []
    for (name,) in rows:
        if await pool.fetchval(f"SELECT count(*) FROM {name} t WHERE strpos(t::text, $1) > 0", text):
            found.append(name)
    return found
