"""A runtime with its app, for logs of synthetic entries."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from consult.database import Database
from consult.instance.clock import ToldClock
from consult.instance.settings import Settings
from consult.opening import runtime_on
from consult.runtime import Runtime
from web.app import create_app


@pytest.fixture
def runtime(database: Database, tmp_path: Path, clock: ToldClock) -> Runtime:
    settings = Settings(data_dir=tmp_path, origin="consult.example/log/test", public_url="http://consult.example")
    return runtime_on(database, settings, clock)


@pytest.fixture
async def client(runtime: Runtime) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(app=create_app(runtime))
    async with httpx.AsyncClient(transport=transport, base_url="http://consult.example") as client:
        yield client
