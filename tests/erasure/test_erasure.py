"""Erasure end to end: words that only one person wrote are found everywhere before, and nowhere after; the proofs hold."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg
import docx
import msgspec
import pytest

from consult.audit import audit, source_at
from consult.backup.kept_apart import Erasure, ErasureJournal, KeptApart
from consult.cli.web import in_process
from consult.commands.staff.saved_forms import save_form
from consult.commands.uploads import Upload, delete_expired_uploads, store_upload
from consult.database import Database, connect, migrate
from consult.database.embedded import EmbeddedServer
from consult.exports.export import export
from consult.exports.folder import ExportFolder
from consult.public_log.receipt import check_receipt, parse_tlog_proof
from consult.publication.checkpoint_file import store_head
from consult.reading.receipts import find_receipt
from consult.work.database_cleaning import REWRITE, clean, cleaning_due
from consult.work.nightly_cleaning import clean_at_night
from domain.enumerations import ErasureScope
from tests.desking import AtDesk, at_desk
from tests.driving import Driver, driving
from tests.erasure.places import (
    Public,
    at_the_desk,
    disclosed,
    in_files,
    in_memory,
    in_open_files,
    in_sealed_store,
    in_tables,
)
from tests.publication.test_packs import dropped

pytestmark = pytest.mark.anyio
TEXT, WORDING, LONG = "麒麟桥头卖豆腐脑的张阿婆这样说", "建议改为夜市营业至麒麟桥熄灯为止", "鹿鸣巷口修鞋的老欧阳写了很长"
NAME, ORGANISATION = "欧阳青梧桐", "梧桐街青石板糖水铺"
MAIL, PHONE = "wutong-7391@qilin.example", "13987651234"
FILE, IN_FILE, IN_DOCX = "梧桐街夜摊照片说明", "附件里写着鹿鸣巷第九号的事情", "文档里写着鹿鸣巷第十号的事情"
WRITER = "鹿鸣巷代书的司徒先生"  # the author of the Word file, who is in no copy of it
OPENED = [TEXT, WORDING, NAME, ORGANISATION, IN_FILE, IN_DOCX, LONG]
CLOSED = [MAIL, PHONE, FILE, WRITER]
ALL = [*OPENED, *CLOSED]


@pytest.fixture
async def own(server_folder: Path) -> AsyncIterator[Driver]:
    """The whole program with a PostgreSQL of its own in its data folder, as it is installed."""
    server = EmbeddedServer(server_folder / "data").start()
    try:
        await migrate(server.url)
        pool = await connect(server.url)
        async with driving(Database(server.url, pool), server_folder / "data") as found:
            yield found
            await found.check()
        await pool.close()
    finally:
        server.stop()


def word_file() -> bytes:
    document, buffer = docx.Document(), io.BytesIO()
    document.add_paragraph(IN_DOCX)
    document.core_properties.author = WRITER
    document.save(buffer)
    return buffer.getvalue()


async def sent(driver: Driver, consultation: str) -> list[tuple[str, str]]:
    """Two comments with everything a person can give, published: id and reference of each."""
    person = {"name": NAME, "organisation": ORGANISATION, "contact": {"email": MAIL, "phone": PHONE}, "publish_name": True}
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    files = [("files", (f"{FILE}.txt", IN_FILE.encode(), "text/plain")), ("files", (f"{FILE}.docx", word_file(), kind))]
    short = {"respondent": {"kind": "individual", **person}, "text": TEXT, "proposed_wording": WORDING}
    long = short | {"text": LONG + "。" + "夜市很好，" * 600}
    found = []
    for body in (short, long):
        part = ("comment", (None, msgspec.json.encode(body), "application/json"))
        response = await driver.client.post(f"/api/v1/consultations/{consultation}/comments", files=[part, *files])
        assert response.status_code == 201, response.text
        found.append(response.json()["reference"])
    ids = [item["comment"]["comment_id"] for item in await driver.waiting(consultation)]
    for comment_id in ids:
        await driver.done("drafter", f"/comments/{comment_id}/publication")
    await driver.settle()
    return list(zip(ids, found, strict=True))


async def exported(driver: Driver, folder: Path) -> None:
    await export(driver.runtime, in_process(driver.cache), ExportFolder(folder))
    assert audit(source_at(str(folder))).findings == ()


def desk_addresses(consultation: str, ids: list[str]) -> list[str]:
    root = f"/desk/consultations/{consultation}"
    files = ("comments.csv", "register.xlsx", "summary.docx", "dispositions.csv")
    return [
        *("/desk", "/desk/decisions", "/desk/erasures", "/desk/erasures?show=done"),
        *(root, f"{root}/comments", f"{root}/screening", f"{root}/points", f"{root}/comments?q={TEXT[:-1]}"),
        *(f"{root}/exports/{audience}/{name}" for audience in ("staff", "public") for name in files),
        *(f"/desk/comments/{each}{page}" for each in ids for page in ("", "/redaction", "/erasure", "/attachments/1")),
        *(f"/desk/comments/{each}/redaction?restore=1" for each in ids),
    ]


async def everywhere(driver: Driver, desk: AtDesk, addresses: list[str]) -> dict[str, Any]:
    """Where any of the words are found, by kind of place."""
    data = driver.runtime.settings.data_dir
    owner = await asyncpg.connect(driver.runtime.database.url)
    await owner.execute("CHECKPOINT")
    await owner.close()
    return {
        "public": await Public(driver, ALL).holding(),
        "desk": await at_the_desk(desk, addresses, ALL),
        "memory": in_memory(driver, ALL),
        "sealed": await in_sealed_store(driver, ALL),
        "tables": await in_tables(driver.runtime.database.url, ALL),
        "files": in_files(data, ALL),
        "packs": in_open_files(ALL),
        "export": in_files(data.parent / "export", ALL),
    }


def of(found: dict[str, set[str]]) -> set[str]:
    return set().union(*found.values())


async def analysed(driver: Driver) -> None:
    """The planner's statistics, as the server gathers them by itself."""
    owner = await asyncpg.connect(driver.runtime.database.url)
    await owner.execute("ANALYZE")
    await owner.close()


async def erased(driver: Driver, ids: list[str], scope: str) -> None:
    for comment_id in ids:
        request = await driver.done("drafter", f"/comments/{comment_id}/erasure-requests", scope=scope, note=f"{NAME}申请删除")
        assert request
        own_request = await driver.desk("drafter", f"/comments/{comment_id}/erasure")
        assert (own_request.status_code, own_request.json()["rule"]) == (403, "SamePersonErases")
        await driver.done("second", f"/comments/{comment_id}/erasure")
    await driver.settle()


async def test_what_was_erased_is_found_everywhere_before_and_nowhere_after(own: Driver, server_folder: Path) -> None:
    consultation = await own.opened()
    comments = await sent(own, consultation)
    ids = [comment_id for comment_id, _ in comments]
    runtime, desk = own.runtime, await at_desk(own, "drafter")
    await save_form(runtime, (await runtime.staff.person("drafter")).id, f"/desk/comments/{ids[0]}/redaction", {"text": (TEXT,)})
    await store_upload(runtime, Upload(f"{FILE}.txt", "text/plain", IN_FILE.encode()))
    await exported(own, server_folder / "export")
    receipts = [await find_receipt(runtime, reference) for _, reference in comments]
    addresses = desk_addresses(consultation, ids)
    await analysed(own)

    before = await everywhere(own, desk, addresses)
    assert of(before["public"]) == set(OPENED), "contacts and names of files are never public"
    for kind in (
        "/consultations/",
        "/en/",
        "/api/",
        "/log/disclosures/",
        "/log/blobs/",
        "/blobs/",
        "/packs/",
        "/downloads/",
    ):
        assert [address for address in before["public"] if kind in address], kind
    assert {TEXT, WORDING, NAME, ORGANISATION, LONG, MAIL, FILE, IN_FILE} <= of(before["desk"])
    assert {TEXT, NAME, ORGANISATION} <= before["memory"]
    assert before["sealed"] == set(ALL)
    assert {"read.comments", "read.search_entries", "pg_catalog.pg_statistic"} <= before["tables"].keys()
    assert {name.split("/")[1] for name in before["files"]} >= {"base", "pg_wal"}, "in PostgreSQL's own files"
    assert {TEXT, NAME} <= of(before["files"])
    assert set(OPENED) <= of(before["packs"])
    assert {name.split("/")[0] for name in before["export"]} >= {"pages", "log", "api"}
    assert set(OPENED) == of(before["export"])

    pack = await runtime.packs.cached(next(iter(runtime.consultations)))
    await erased(own, ids, "all")
    await dropped(pack)
    del pack
    await exported(own, server_folder / "export")
    own.clock.tell(own.clock.now() + timedelta(hours=1, seconds=1))
    await delete_expired_uploads(runtime)
    live = await everywhere(own, desk, addresses)
    files = live.pop("files"), live["tables"].pop("pg_catalog.pg_statistic", None)
    assert not any(live.values()), "at once out of everything that anybody is answered from"
    assert files, "PostgreSQL's files still hold what is in no row"

    assert await cleaning_due(runtime)
    await clean(runtime)
    after = await everywhere(own, desk, addresses)
    assert not any(after.values()), after
    assert not await cleaning_due(runtime)

    await proved(own, ids, receipts)


async def proved(driver: Driver, ids: list[str], before: list[Any]) -> None:
    """Number, digest and fate stay; the receipt kept before proves what was written, the one given now that it was erased."""
    runtime, key = driver.runtime, driver.runtime.signer.verification_key
    for comment_id, receipt in zip(ids, before, strict=True):
        assert all(
            step.holds
            for step in check_receipt(
                receipt.proved.entry, parse_tlog_proof(receipt.proved.proof), receipt.proved.disclosures, key
            )
        )
        assert set((await disclosed(driver, comment_id)).values()) == {410}
    for number, receipt in enumerate(before, 1):
        page = await driver.client.get(f"/consultations/2026-001/comments/{number}")
        assert (page.status_code, "内容已依申请删除" in page.text) == (200, True)
        history = (await driver.client.get("/consultations/2026-001/history")).text
        assert "删除" in history
        proof = await runtime.log.inclusion_proof(receipt.proved.position, (await runtime.log.head()).size)
        assert proof
    assert [item["number"] for item in (await listed(driver))] == [1, 2]


async def listed(driver: Driver) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = (await driver.client.get("/api/v1/consultations/2026-001/comments")).json()["items"]
    assert all((item["text"], item["respondent"]["name"]) == (None, None) for item in found)
    return found


async def test_of_an_identity_alone_the_words_stay(own: Driver, server_folder: Path) -> None:
    consultation = await own.opened()
    comments = await sent(own, consultation)
    ids = [comment_id for comment_id, _ in comments]
    desk = await at_desk(own, "drafter")
    await exported(own, server_folder / "export")
    await analysed(own)
    addresses = desk_addresses(consultation, ids)
    who = {NAME, ORGANISATION, MAIL, PHONE}
    assert who - {MAIL, PHONE} <= of((await everywhere(own, desk, addresses))["public"])
    for comment_id in ids:
        await own.done("drafter", f"/comments/{comment_id}/erasure-requests", scope="identity", note="本人申请")
        await own.done("second", f"/comments/{comment_id}/erasure")
    await own.settle()
    await exported(own, server_folder / "export")
    await clean(own.runtime)
    after = await everywhere(own, desk, addresses)
    for kind, found in after.items():
        assert not (found if isinstance(found, set) else of(found) if found else set()) & who, kind
    assert {TEXT, LONG, WORDING, IN_FILE} <= of(after["public"]) | of(after["export"])


async def test_cleaning_waits_for_the_night_and_happens_once(driver: Driver, tmp_path: Path) -> None:
    """And it is noted beside the backups, though the journal knows of positions that a restored log gives again."""
    consultation = await driver.opened()
    journal, kept = ErasureJournal(tmp_path), KeptApart(driver.runtime, tmp_path)
    journal.add([Erasure(10_000, UUID(consultation), ErasureScope.ALL)])
    await kept.update()
    await driver.comment(consultation, TEXT)
    (waiting,) = await driver.waiting(consultation)
    night = driver.clock.now().replace(hour=19)  # 03:00 in Beijing
    assert not await cleaning_due(driver.runtime)
    comment_id = waiting["comment"]["comment_id"]
    await driver.done("drafter", f"/comments/{comment_id}/erasure-requests", scope="all", note="本人申请")
    await driver.done("second", f"/comments/{comment_id}/erasure")
    await kept.update()
    assert str(journal.read()[-1].comment_id) == comment_id
    await driver.settle()
    assert await cleaning_due(driver.runtime)
    assert not await clean_at_night(driver.runtime)
    driver.clock.tell(night)
    assert await clean_at_night(driver.runtime)
    assert not await clean_at_night(driver.runtime)


async def test_every_table_that_can_hold_what_was_typed_is_rewritten(driver: Driver) -> None:
    await driver.settle()
    query = "SELECT schemaname || '.' || tablename FROM pg_tables WHERE schemaname IN ('read', 'sealed')"
    tables = {row[0] for row in await driver.runtime.database.pool.fetch(query)}
    named = {name.strip() for name in REWRITE.partition(")")[2].split(",")}
    assert tables - {"sealed.cleaned", "sealed.marked", "sealed.told"} | {"staff.outbox"} == named


async def test_the_kept_checkpoint_still_fits_after_cleaning(own: Driver) -> None:
    await own.opened()
    await store_head(own.runtime)
    await clean(own.runtime)
    assert await own.check()
