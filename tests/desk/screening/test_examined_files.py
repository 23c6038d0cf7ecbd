"""Officers are told what is conspicuous about a file before they open it; what a virus scanner objects to is given to nobody."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from hashlib import sha256
from pathlib import Path

import pytest

from consult.cli.web import in_process
from consult.exports.export import export
from consult.exports.folder import ExportFolder
from consult.scanning.clamd import ScannerFailed, scan
from consult.scanning.examinations import Verdict
from consult.scanning.steps import examine_files, scan_files
from tests.accounts import with_settings
from tests.desk.screening.test_comment import ids_of
from tests.desking import at_desk
from tests.driving import Driver
from tests.materials import PDF

pytestmark = pytest.mark.anyio
EICAR, LARGEST = b"standing in for a virus", 1 << 20
SCRIPTED = PDF.replace(b"/Type/Catalog", b"/Type/Catalog/OpenAction 3 0 R")


@asynccontextmanager
async def clamd(folder: Path) -> AsyncIterator[str]:
    """A scanner that speaks clamd's protocol over a socket: it takes up to 1 MB, and knows one virus."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        assert await reader.readexactly(10) == b"zINSTREAM\0"
        content = b""
        while length := int.from_bytes(await reader.readexactly(4), "big"):
            content += await reader.readexactly(length)
        large, found = len(content) > LARGEST, EICAR in content
        said = "INSTREAM size limit exceeded. ERROR" if large else f"stream: {'Eicar-Signature FOUND' if found else 'OK'}"
        writer.write(said.encode() + b"\0")
        writer.close()

    server = await asyncio.start_unix_server(answer, folder / "clamd")
    try:
        yield str(folder / "clamd")
    finally:
        server.close()


async def sent(driver: Driver, *files: tuple[str, bytes]) -> tuple[str, str]:
    """A comment with these files; ids of the decision and of the comment."""
    consultation_id = await driver.opened()
    comment = json.dumps({"respondent": {"kind": "individual"}, "text": "见附件。"})
    parts = [("comment", (None, comment, "application/json")), *(("files", (name, content)) for name, content in files)]
    answer = await driver.client.post(f"/api/v1/consultations/{consultation_id}/comments", files=parts)
    assert answer.status_code == 201, answer.text
    return consultation_id, (await ids_of(driver, consultation_id))[0]


async def test_a_file_that_acts_by_itself_is_named_and_only_downloaded(driver: Driver) -> None:
    _, comment = await sent(driver, ("a.pdf", SCRIPTED), ("b.pdf", PDF))
    desk = await at_desk(driver, "drafter")
    assert (await desk.page(f"/desk/comments/{comment}")).count("还没有检查这个附件") == 2
    await examine_files(driver.runtime)
    page = await desk.page(f"/desk/comments/{comment}")
    assert page.count("文件中有脚本或者打开时自动执行的动作") == 1
    assert "病毒扫描" not in page
    shown = [(await desk.open(f"/desk/comments/{comment}/attachments/{n}")).headers["content-disposition"] for n in (1, 2)]
    assert [each.partition(";")[0] for each in shown] == ["attachment", "inline"]


async def test_a_file_with_a_virus_is_given_to_nobody(driver: Driver, tmp_path: Path) -> None:
    _, comment = await sent(driver, ("a.txt", EICAR), ("b.txt", "证明".encode()))
    await driver.done("drafter", f"/comments/{comment}/publication")
    await driver.settle()
    digests = [sha256(content).hexdigest() for content in (EICAR, "证明".encode())]
    async with clamd(tmp_path) as address:
        guarded = with_settings(driver, scanner=address)
        desk = await at_desk(guarded, "drafter")
        assert "病毒扫描还没有结果" in await desk.page(f"/desk/comments/{comment}")
        await scan_files(guarded.runtime)
    page = await desk.page(f"/desk/comments/{comment}")
    assert "病毒扫描发现问题，不再提供这个附件：" in page
    assert "Eicar-Signature" in page
    assert f"/desk/comments/{comment}/attachments/1" not in page
    places = (f"/desk/comments/{comment}/attachments/1", f"/blobs/{digests[0]}", f"/log/blobs/{digests[0]}")
    for place in places:
        refused = await desk.open(place)
        assert (refused.status_code, "病毒扫描在这个附件中发现了问题" in refused.text) == (403, True), place
    for place in (f"/desk/comments/{comment}/attachments/2", f"/blobs/{digests[1]}"):
        assert (await desk.open(place)).status_code == 200
    await export(guarded.runtime, in_process(guarded.cache), ExportFolder(tmp_path / "export"))
    assert [file.name for file in (tmp_path / "export" / "log" / "blobs").iterdir() if file.name in digests] == digests[1:]


async def test_a_scanner_says_what_it_finds_and_what_it_does_not_take(tmp_path: Path) -> None:
    async with clamd(tmp_path) as address:
        assert await scan(address, b"harmless") == (Verdict.CLEAN, None)
        assert await scan(address, b"x" * 300_000 + EICAR) == (Verdict.INFECTED, "Eicar-Signature")
        assert await scan(address, b"x" * (LARGEST + 1)) == (Verdict.NOT_TAKEN, None)


async def test_a_scanner_that_is_away_is_asked_again_later(driver: Driver, tmp_path: Path) -> None:
    _, comment = await sent(driver, ("a.txt", "证明".encode()))
    guarded = with_settings(driver, scanner=str(tmp_path / "clamd"))
    with pytest.raises(ScannerFailed):
        await scan_files(guarded.runtime)
    async with clamd(tmp_path):
        await scan_files(guarded.runtime)
    assert "病毒扫描没有发现问题" in await (await at_desk(guarded, "drafter")).page(f"/desk/comments/{comment}")
