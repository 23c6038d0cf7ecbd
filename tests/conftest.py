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

from consult.background import processes
from consult.database import Database, connect, migrate
from consult.event_log import EventLog
from consult.instance.clock import ToldClock
from consult.public_log.note import FileSigner
from consult.sealed.keys import InstanceKey
from consult.sealed.store import SealedStore
from consult.work.source import LogSource
from projections import schema as schemas
from projections.apply import apply_batch
from projections.fingerprint import ROOT, fingerprint
from tests import postgresql
from tests.driving import Driver, driving
from tests.lacking import pytest_collection_finish, pytest_terminal_summary, pytest_testnodedown  # noqa: F401 (hooks)

pytest_plugins = ["tests.web.browsers"]
ORIGIN = "consult.example/log/test"
START = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
TEMPLATE = f"consult_template_{os.getpid()}"
_numbers = itertools.count(1)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes longest begins first: begun last, it would run alone while the other workers have nothing left."""
    items.sort(key=lambda item: not item.nodeid.startswith("tests/desk/journey/"))


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="session", autouse=True)
def children_as_urgent_as_their_tests() -> None:
    """Of the lowest priority, a child would wait for whatever else the machine has to do, and its test with it."""
    processes.LOWEST = os.getpriority(os.PRIO_PROCESS, 0)


@pytest.fixture(scope="session")
def server_url() -> Iterator[str]:
    """The owner's URL of the server under test."""
    if url := os.environ.get("CONSULT_TEST_DATABASE_URL"):
        yield url
        return
    with postgresql.server() as url:
        yield url


@pytest.fixture
def server_folder() -> Iterator[Path]:
    """Where a test keeps a server of its own."""
    with postgresql.folder_in_memory() as folder:
        yield folder


def url_of(server_url: str, database: str) -> str:
    """The URL of another database of the same server."""
    scheme, netloc, _, query, fragment = urlsplit(server_url)
    return urlunsplit((scheme, netloc, f"/{database}", query, fragment))


@pytest.fixture(scope="session")
def template(server_url: str) -> str:
    """A migrated database with empty read models, copied for each test."""
    asyncio.run(_make(server_url))
    return TEMPLATE


async def _make(server_url: str) -> None:
    connection = await asyncpg.connect(server_url)
    await connection.execute(f"DROP DATABASE IF EXISTS {TEMPLATE}")
    await connection.execute(f"CREATE DATABASE {TEMPLATE}")
    await connection.close()
    url = url_of(server_url, TEMPLATE)
    await migrate(url)
    pool = await connect(url)
    async with pool.acquire() as application, application.transaction():
        await schemas.make(application, schemas.LIVE, fingerprint(ROOT, apply_batch.__module__, LogSource.__module__))
    await pool.close()


@asynccontextmanager
async def fresh_database(server_url: str, template: str) -> AsyncIterator[str]:
    """The owner's URL of a copy of the template, dropped at the end."""
    name = f"consult_test_{os.getpid()}_{next(_numbers)}"
    owner = await asyncpg.connect(server_url)
    await owner.execute(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy")
    await owner.execute(f"GRANT CREATE ON DATABASE {name} TO consult_app")  # a template's own grants are not copied
    try:
        yield url_of(server_url, name)
    finally:
        await owner.execute(f"DROP DATABASE {name} WITH (FORCE)")
        await owner.close()


@asynccontextmanager
async def kept_database(server_url: str, template: str) -> AsyncIterator[Database]:
    """A fresh database for what is made once and looked at by many tests."""
    async with fresh_database(server_url, template) as url:
        pool = await connect(url)
        try:
            yield Database(url, pool)
        finally:
            await pool.close()


@asynccontextmanager
async def lasting_driver(server_url: str, template: str, folder: Path) -> AsyncIterator[Driver]:
    """As the fixture `driver`, for what is lived once and looked at by many tests."""
    async with kept_database(server_url, template) as database, driving(database, folder) as found:
        yield found
        await found.check()


@pytest.fixture
async def database_url(server_url: str, template: str) -> AsyncIterator[str]:
    """The owner's URL of a fresh database, dropped after the test."""
    async with fresh_database(server_url, template) as url:
        yield url


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
