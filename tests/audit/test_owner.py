"""The database changed by its own owner, with everything else repaired: what was published before tells."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, closing
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from consult.audit import Report, audit, source_at
from consult.database import Database
from consult.public_log.note import Checkpoint
from consult.public_log.receipt import check_receipt, parse_tlog_proof
from consult.public_log.tree import Edge, leaf_hash
from consult.reading.receipts import Receipt, find_receipt
from consult.runtime import Runtime
from consult.work import LogSource
from projections.rebuild import rebuild
from tests.audit.tampering import byte_of
from tests.driving import Driver, driving
from tests.serving import served
from web.app import create_app

Change = Callable[[Any], Awaitable[object]]
COMMENT = 10  # a position with a comment


@pytest.fixture
async def lying(database: Database, tmp_path: Path) -> AsyncIterator[Driver]:
    async with lying_log(database, tmp_path) as found:
        yield found


@asynccontextmanager
async def lying_log(database: Database, folder: Path) -> AsyncIterator[Driver]:
    """A program whose log will not stand the log checker."""
    async with driving(database, folder) as found:
        consultation = await found.opened()
        for number in range(4):
            assert (await found.comment(consultation, f"夜市可以再晚一些，理由{number}。")).status_code == 201
        await found.settle()
        yield found


async def update(owner: Any) -> None:
    states = [row["state"] for row in await owner.fetch("SELECT state FROM log.events ORDER BY position")]
    await owner.execute("UPDATE log.events SET state = $1 WHERE position = $2", byte_of(states, COMMENT)[COMMENT], COMMENT)


async def delete(owner: Any) -> None:
    await owner.execute("DELETE FROM log.events WHERE position = $1", COMMENT)
    await owner.execute("UPDATE log.events SET position = position - 1 WHERE position > $1", COMMENT)


async def insert(owner: Any) -> None:
    """A comment that nobody made, among the others."""
    last = await owner.fetchval("SELECT max(position) FROM log.events")
    for position in range(last, COMMENT - 1, -1):
        await owner.execute("UPDATE log.events SET position = position + 1 WHERE position = $1", position)
    await owner.execute(
        "INSERT INTO log.events SELECT $1::bigint, gen_random_uuid(), 1, topic, consultation_id,"
        " convert_to(replace(convert_from(state, 'UTF8'), originator_id::text, gen_random_uuid()::text), 'UTF8'), leaf_hash"
        " FROM log.events WHERE position = $2",
        COMMENT,
        COMMENT + 1,
    )


async def repair(runtime: Runtime, owner: Any, *, sign: bool) -> None:
    """Leaf hashes, subtrees, head, indexes and read models, as if it had always been so; `sign`: with the log's own key."""
    edge = Edge()
    for position, state in await owner.fetch("SELECT position, state FROM log.events ORDER BY position"):
        edge.append(leaf_hash(state))
        await owner.execute("UPDATE log.events SET leaf_hash = $1 WHERE position = $2", leaf_hash(state), position)
    await owner.execute("UPDATE log.head SET size = $1, edge = $2", edge.size, edge.to_bytes())
    if sign:
        note = runtime.signer.sign(Checkpoint(runtime.signer.origin, edge.size, edge.root()).text())
        await owner.execute("UPDATE log.head SET checkpoint = $1", note)
    await owner.execute("TRUNCATE log.published_digests")
    await owner.execute("UPDATE log.published SET digests_below = 0")
    await rebuild(runtime.database.pool, LogSource(runtime.archive))


async def tampered(driver: Driver, change: Change, *, repaired: bool, sign: bool = False) -> None:
    owner = await asyncpg.connect(driver.runtime.database.url)
    try:
        await change(owner)
        if repaired:
            await repair(driver.runtime, owner, sign=sign)
    finally:
        await owner.close()


async def published(driver: Driver, older: str) -> Report:
    """The audit of the site, by somebody who kept an older checkpoint."""
    key = driver.runtime.signer.verification_key
    async with served(create_app(driver.runtime)) as address:
        with closing(source_at(address)) as site:
            return await asyncio.to_thread(audit, site, key=key, since=[older])


@pytest.mark.parametrize("change", [update, delete, insert])
async def test_repaired_and_signed_anew_it_contradicts_an_older_checkpoint(lying: Driver, change: Change) -> None:
    older = (await lying.runtime.log.head()).checkpoint
    await tampered(lying, change, repaired=True, sign=True)
    report = await published(lying, older)
    assert {"fork", "log-shrunk"} & report.counts.keys(), report.findings


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        (update, {"entries-forged", "fork"}),
        (delete, {"bundle-missing", "root-differs"}),
        (insert, {"entries-forged", "fork"}),
    ],
)
async def test_repaired_without_the_key_it_contradicts_the_signature(lying: Driver, change: Change, codes: set[str]) -> None:
    older = (await lying.runtime.log.head()).checkpoint
    await tampered(lying, change, repaired=True)
    report = await published(lying, older)
    assert codes <= report.counts.keys(), report.findings


async def test_an_entry_updated_and_nothing_repaired_is_found_in_its_place(lying: Driver) -> None:
    older = (await lying.runtime.log.head()).checkpoint
    await tampered(lying, update, repaired=False)
    report = await published(lying, older)
    assert [found.positions for found in report.findings if found.code == "entry-altered"] == [(COMMENT,)]


async def test_the_receipt_kept_by_its_author_still_proves_what_was_there(lying: Driver) -> None:
    """And whoever compares the entry now shown with it sees the difference."""
    consultation = next(iter(lying.runtime.consultations))
    answer = await lying.comment(str(consultation), "这是我的意见，请保留。")
    kept = await find_receipt(lying.runtime, answer.json()["reference"])
    await tampered(lying, delete_last, repaired=True, sign=True)
    assert all(step.holds for step in proved(kept, lying))
    head = await lying.runtime.log.head()
    assert head.size == kept.proved.position, "the log now ends before the entry"


async def delete_last(owner: Any) -> None:
    await owner.execute("DELETE FROM log.events WHERE position = (SELECT max(position) FROM log.events)")


def proved(receipt: Receipt, driver: Driver) -> list[Any]:
    key = driver.runtime.signer.verification_key
    return check_receipt(receipt.proved.entry, parse_tlog_proof(receipt.proved.proof), receipt.proved.disclosures, key)
