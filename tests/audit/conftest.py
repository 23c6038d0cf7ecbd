"""An honest log of a whole decision, published and copied once a session; each test changes a copy of its own."""

from __future__ import annotations

import asyncio
import shutil
import sys
from pathlib import Path

import asyncpg
import pytest

from consult.cli.export import in_process
from consult.database import Database, connect
from consult.public_log.note import FileSigner
from consult.publication.export import export
from consult.publication.folder import ExportFolder
from consult.publication.pack import pack
from tests.audit.lives import lived
from tests.audit.mirror import mirrored
from tests.conftest import ORIGIN, url_of
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
    name = f"{template}_audit"
    owner = await asyncpg.connect(server_url)
    await owner.execute(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy")
    await owner.execute(f"GRANT CREATE ON DATABASE {name} TO consult_app")
    url = url_of(server_url, name)
    pool = await connect(url)
    try:
        async with driving(Database(url, pool), folder) as driver:
            decision = await lived(driver)
            await mirrored(driver.client, folder / "log-copy")
            app = create_app(driver.runtime)
            await export(driver.runtime, in_process(app), ExportFolder(folder / "export"))
            await pack(driver.runtime, in_process(app), decision, folder / "pack.zip")
            async with served(app) as address:
                (folder / "over-http.json").write_bytes(await audited(address, driver.runtime.signer.verification_key))
    finally:
        await pool.close()
        await owner.execute(f"DROP DATABASE {name} WITH (FORCE)")
        await owner.close()


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
