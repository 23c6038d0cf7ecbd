"""Fixtures: a real PostgreSQL for the session, a fresh database for each test, the log and the sealed store on it."""

from __future__ import annotations

import asyncio
import itertools
import os
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import asyncpg
import pytest

from consult.clock import ToldClock
from consult.database import Database, connect, migrate
from consult.database.embedded import EmbeddedServer
from consult.event_log import EventLog
from consult.public_log.note import FileSigner
from consult.sealed.keys import InstanceKey
from consult.sealed.store import SealedStore
from tests.driving import Driver, driving

pytest_plugins = ["tests.web.browsers"]
ORIGIN = "consult.example/log/test"
START = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="session")
def server_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The owner's URL of the server under test."""
    if url := os.environ.get("CONSULT_TEST_DATABASE_URL"):
        yield url
        return
    server = EmbeddedServer(tmp_path_factory.mktemp("server"))
    yield server.url
    server.stop()


def url_of(server_url: str, database: str) -> str:
    """The URL of another database of the same server."""
    scheme, netloc, _, query, fragment = urlsplit(server_url)
    return urlunsplit((scheme, netloc, f"/{database}", query, fragment))


@pytest.fixture(scope="session")
def template(server_url: str) -> str:
    """A migrated database, copied for each test."""
    name = f"consult_template_{os.getpid()}"
    asyncio.run(_make(server_url, name))
    return name


async def _make(server_url: str, name: str) -> None:
    connection = await asyncpg.connect(server_url)
    await connection.execute(f"DROP DATABASE IF EXISTS {name}")
    await connection.execute(f"CREATE DATABASE {name}")
    await connection.close()
    await migrate(url_of(server_url, name))


@pytest.fixture
async def database_url(server_url: str, template: str) -> AsyncIterator[str]:
    """The owner's URL of a fresh database, dropped after the test."""
    name = f"consult_test_{os.getpid()}_{next(_numbers)}"
    connection = await asyncpg.connect(server_url)
    await connection.execute(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy")
    await connection.execute(f"GRANT CREATE ON DATABASE {name} TO consult_app")  # a template's own grants are not copied
    yield url_of(server_url, name)
    await connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
    await connection.close()


@asynccontextmanager
async def kept_database(server_url: str, template: str, name: str) -> AsyncIterator[Database]:
    """A fresh database for what is made once and looked at by many tests."""
    owner = await asyncpg.connect(server_url)
    await owner.execute(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy")
    await owner.execute(f"GRANT CREATE ON DATABASE {name} TO consult_app")
    pool = await connect(url_of(server_url, name))
    try:
        yield Database(url_of(server_url, name), pool)
    finally:
        await pool.close()
        await owner.execute(f"DROP DATABASE {name} WITH (FORCE)")
        await owner.close()


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    pool = await connect(database_url)
    yield Database(database_url, pool)
    pool.terminate()


@pytest.fixture
def clock() -> ToldClock:
    return ToldClock(START)


@pytest.fixture
def signer(tmp_path: Path) -> FileSigner:
    return FileSigner(ORIGIN, tmp_path / "keys" / "log")


@pytest.fixture
def event_log(database: Database, signer: FileSigner, clock: ToldClock) -> EventLog:
    return EventLog(database.pool, signer, clock)


@pytest.fixture
def sealed_store(database: Database, tmp_path: Path) -> SealedStore:
    return SealedStore(database.pool, InstanceKey(tmp_path / "keys" / "instance"))


@pytest.fixture
async def driver(database: Database, tmp_path: Path) -> AsyncIterator[Driver]:
    """The whole program in-process; after the test the log checker goes over everything it recorded."""
    async with driving(database, tmp_path) as found:
        yield found
        await found.check()
