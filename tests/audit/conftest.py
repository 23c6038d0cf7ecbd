"""An honest log of a whole decision, published and copied once a session; each test changes a copy of its own."""

from __future__ import annotations

import asyncio
import shutil
import sys
from pathlib import Path

import pytest

from consult.cli.web import in_process
from consult.exports.export import export
from consult.exports.folder import ExportFolder
from consult.exports.pack import pack
from consult.public_log.note import FileSigner
from tests.audit.lives import lived
from tests.audit.mirror import mirrored
from tests.conftest import ORIGIN, kept_database
from tests.driving import driving
from tests.links_check import ROOT
from tests.serving import served
from web.app import create_app


@pytest.fixture(scope="session")
def honest(server_url: str, template: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What one life left: `log-copy`, `export`, `pack.zip`, the audit `over-http.json`, the key `keys/log`. Not to be changed."""
    folder = tmp_path_factory.mktemp("honest")
    asyncio.run(_publish(server_url, template, folder))
    return folder


async def _publish(server_url: str, template: str, folder: Path) -> None:
    async with kept_database(server_url, template) as database, driving(database, folder) as driver:
        decision = await lived(driver)
        await mirrored(driver.client, folder / "log-copy")
        app = create_app(driver.runtime)
        await export(driver.runtime, in_process(app), ExportFolder(folder / "export"))
        await pack(driver.runtime, in_process(app), decision, folder / "pack.zip")
        async with served(app) as address:
            (folder / "over-http.json").write_bytes(await audited(address, driver.runtime.signer.verification_key))


async def audited(address: str, key: str) -> bytes:
    """The report of the command, in a process of its own as an auditor runs it."""
    options = ("--key", key, "--json", "--no-memory", "--pages")
    command = (sys.executable, "-m", "consult", "audit", address, *options)
    process = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdout=asyncio.subprocess.PIPE)
    return (await process.communicate())[0]


@pytest.fixture
def copy(honest: Path, tmp_path: Path) -> Path:
    """A copy of the honest log that may be changed."""
    return Path(shutil.copytree(honest / "log-copy", tmp_path / "copy"))


@pytest.fixture
def owner(honest: Path) -> FileSigner:
    """The log's own key, for those who hold it and lie."""
    return FileSigner(ORIGIN, honest / "keys" / "log")
