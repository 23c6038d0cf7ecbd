"""The log of the real-input run at its small size (without real texts: of a driven decision), exported once a session."""

from __future__ import annotations

import asyncio
import io
import shutil
import zipfile
from pathlib import Path

import pytest

from consult.cli.web import in_process
from consult.exports.export import export
from consult.exports.folder import ExportFolder
from consult.public_log.note import FileSigner
from consult.publication.checkpoint import served_checkpoint
from consult.publication.tree import consistency
from tests.audit.lives import commented
from tests.conftest import ORIGIN, kept_database
from tests.driving import DAY, Driver, driving
from tests.outside.case import Case, size_of, write_hashes
from tests.outside.checkers import Verdict, go_at
from tests.real_input.run import live
from tests.real_texts import DATA
from tests.serving import served
from web.app import create_app

COMMENTS = 160
PLACES = (0, 1, 77, COMMENTS - 2)  # of the comments whose receipts are looked at: the second is the one tampered with


@pytest.fixture(scope="session")
def published(server_url: str, template: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """`export`, a `case-…` for each receipt, the key `keys/log`, Go's `over-http` verdict. Not to be changed."""
    folder = tmp_path_factory.mktemp("outside")
    asyncio.run(_publish(server_url, template, folder))
    return folder


async def _publish(server_url: str, template: str, folder: Path) -> None:
    async with kept_database(server_url, template) as database, driving(database, folder) as driver:
        references = await _lived(driver)
        earlier = await served_checkpoint(driver.runtime)
        await driver.opened(title="关于另一事项的若干措施")
        await _exported(driver, folder, earlier)
        for place in PLACES:
            await _received(driver, folder, place, references[place])
        await _over_http(driver, folder)


async def _lived(driver: Driver) -> list[str]:
    """References of the comments sent."""
    if DATA.exists():
        run = await live(driver, DATA, count=COMMENTS, sample=12)
        return [receipt["reference"] for receipt in run.receipts.values()]
    consultation = await driver.opened()
    references = [await commented(driver, consultation, number) for number in range(COMMENTS)]
    for item in await driver.waiting(consultation):
        response = await driver.desk("drafter", f"/comments/{item['comment']['comment_id']}/publication")
        assert response.status_code == 201, response.text
    await driver.close(driver.clock.now() + 31 * DAY)
    return references


async def _exported(driver: Driver, folder: Path, earlier: str) -> None:
    runtime = driver.runtime
    made = await export(runtime, in_process(create_app(runtime)), ExportFolder(folder / "export"))
    (folder / "earlier").write_text(earlier)
    write_hashes(folder / "consistency", await consistency(runtime.database.pool, size_of(earlier), made.size))
    (folder / "vkey").write_text(runtime.signer.verification_key)


async def _received(driver: Driver, folder: Path, place: int, reference: str) -> None:
    """The receipt's zip, as the person takes it away, beside the exported log."""
    response = await driver.client.get(f"/receipts/{reference}/zip")
    assert response.status_code == 200
    target = folder / f"case-{place}"
    shutil.copytree(folder / "export" / "log", target / "log")
    for name in ("earlier", "consistency", "vkey"):
        shutil.copy(folder / name, target)
    with zipfile.ZipFile(io.BytesIO(response.content)) as archive:
        for name in archive.namelist():
            plain = f"receipt{Path(name).suffix}" if name.startswith("receipt-") else name
            if not (target / plain).exists():
                (target / plain).write_bytes(archive.read(name))


async def _over_http(driver: Driver, folder: Path) -> None:
    """Go reads the log from the running site; `over-http` is what it says, or why it could not be asked."""
    async with served(create_app(driver.runtime)) as address:
        try:
            verdict = await asyncio.to_thread(go_at, address, Case(folder / f"case-{PLACES[1]}"))
        except pytest.skip.Exception as missing:
            verdict = Verdict(False, f"skipped: {missing}")
    (folder / "over-http").write_text(verdict.said)


@pytest.fixture
def case(published: Path, tmp_path: Path) -> Case:
    """A copy that may be changed."""
    return Case(published / f"case-{PLACES[1]}").copied(tmp_path / "case")


@pytest.fixture
def owner(published: Path) -> FileSigner:
    """The log's own key, for those who hold it and lie."""
    return FileSigner(ORIGIN, published / "keys" / "log")
