"""While PostgreSQL is away: 503 and when to try again, in words; what was typed stays; and all is well when it is back."""

from __future__ import annotations

from pathlib import Path

import asyncpg
import pytest

from consult.database import connect, migrate
from consult.database.connection import Database
from consult.database.embedded import EmbeddedServer
from tests.conftest import url_of
from tests.driving import Driver, driving

pytestmark = pytest.mark.anyio
PATHS = (
    *("/consultations/2026-001/comments", "/en/consultations", "/consultations/2026-001/draft"),
    f"/receipts/{'A' * 16}/withdrawal?kept=x",
)
TYPED = {"kind": "individual", "text": "夜市可以再晚一小时。", "proposed_wording": "至二十四时。", "key": "away-1"}


async def test_pages_and_api_say_so_and_lose_nothing(tmp_path: Path, server_folder: Path) -> None:
    server = EmbeddedServer(server_folder).start()
    owner = await asyncpg.connect(server.url)
    await owner.execute("CREATE DATABASE away")
    await owner.close()
    url = url_of(server.url, "away")
    await migrate(url)
    database = Database(url, await connect(url))
    async with driving(database, tmp_path / "data") as driver:
        consultation = await driver.opened()
        assert (await driver.client.get("/health/ready")).status_code == 200
        await _without_read_models(driver)
        server.stop()
        for path in PATHS:
            response = await driver.client.get(path)
            assert (path, response.status_code, response.headers.get("retry-after")) == (path, 503, "30")
        for step in ("check", "submit"):
            response = await driver.client.post(f"/consultations/2026-001/comment/{step}", data=TYPED)
            assert response.status_code == 503
            assert "暂时不能服务" in response.text
            assert TYPED["text"] in response.text
            assert TYPED["proposed_wording"] in response.text
        api = await driver.comment(consultation, TYPED["text"])
        assert (api.status_code, api.headers["content-type"]) == (503, "application/problem+json")
        assert (await driver.client.get("/health/ready")).status_code == 503
        again = EmbeddedServer(server_folder).start()
        try:
            sent = await driver.client.post("/consultations/2026-001/comment/submit", data=TYPED)
            assert sent.status_code == 303
            assert (await driver.client.get("/en/consultations")).status_code == 200
        finally:
            database.pool.terminate()
            again.stop()


async def _without_read_models(driver: Driver) -> None:
    """As in a new database until the work role has made them: no page could be shown yet."""
    owner = await asyncpg.connect(driver.runtime.database.url)
    await owner.execute("ALTER TABLE read.progress RENAME TO not_made")
    early = await driver.client.get("/health/ready")
    assert (early.status_code, early.json()["read_models"]) == (503, False)
    await owner.execute("ALTER TABLE read.not_made RENAME TO progress")
    await owner.close()
