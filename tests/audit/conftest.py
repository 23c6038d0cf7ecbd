"""An honest log of a whole decision, published and copied once a session; each test changes a copy of its own."""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path

import asyncpg
import pytest

from consult.database import Database, connect
from consult.public_log.note import FileSigner
from tests.audit.lives import lived
from tests.audit.mirror import mirrored
from tests.conftest import ORIGIN, url_of
from tests.driving import driving


@pytest.fixture(scope="session")
def honest(server_url: str, template: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder, with the signing key beside it in `keys/log`. Not to be changed."""
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
            await lived(driver)
            await mirrored(driver.client, folder / "log-copy")
    finally:
        await pool.close()
        await owner.execute(f"DROP DATABASE {name} WITH (FORCE)")
        await owner.close()


@pytest.fixture
def copy(honest: Path, tmp_path: Path) -> Path:
    """A copy of the honest log that may be changed."""
    return Path(shutil.copytree(honest / "log-copy", tmp_path / "copy"))


@pytest.fixture
def owner(honest: Path) -> FileSigner:
    """The log's own key, for those who hold it and lie."""
    return FileSigner(ORIGIN, honest / "keys" / "log")
