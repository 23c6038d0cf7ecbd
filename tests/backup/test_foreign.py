"""A server that is not the program's own: what a backup of it lacks is said; it is restored for it to be started on."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import asyncpg
import pytest

from consult.backup.base import BackupFailed, back_up
from consult.backup.folder import BackupFolder
from consult.cli.web import in_process
from consult.database import migrate_database
from consult.database.embedded import EmbeddedServer
from consult.database.installation import Installation
from consult.instance.settings import Settings
from consult.opening import open_runtime
from consult.restore.laying_out import RestoreRefused, lay_out
from consult.restore.restoring import Wish, restore
from web.app import create_app

pytestmark = pytest.mark.anyio
OF_ITS_OWN = ("CREATE ROLE office LOGIN CREATEROLE", "CREATE DATABASE consultations OWNER office")


async def test_another_server_is_backed_up_with_a_role_that_may_and_restored_with_its_names(server_folder: Path) -> None:
    server, backups = EmbeddedServer(server_folder / "elsewhere").start(), BackupFolder(server_folder / "backups")
    url = server.url.replace("postgres:@/postgres", "office:@/consultations")
    settings = Settings(data_dir=server_folder / "data", database_url=url, work=False)
    try:
        owner = await asyncpg.connect(server.url)
        for statement in OF_ITS_OWN:
            await owner.execute(statement)
        async with open_runtime(settings):
            pass
        for received in (True, False):
            with pytest.raises(BackupFailed, match="needs a role with REPLICATION"):
                await back_up(url, backups, days=35, received=received)
        await owner.execute("ALTER ROLE office REPLICATION")
        made = await back_up(url, backups, days=35, received=False)
        await owner.close()
    finally:
        server.stop()
    found = await restore(settings, backups.folder, Wish(), lambda runtime: in_process(create_app(runtime)), print)
    assert (found.base, found.size, found.report.clean) == (made.base.folder.name, 0, True)
    data = server_folder / "data" / "postgres"
    assert "max_connections" in (data / "postgresql.conf.of-the-backup").read_text("utf-8")
    assert (data / "pg_hba.conf").read_text("utf-8").startswith("local all all trust"), "nobody from outside is let in"
    again = EmbeddedServer(server_folder / "data", account="office:@/consultations").start()
    try:
        assert await migrate_database(again.url, server_folder) == [], "it is the one that was backed up"
    finally:
        again.stop()


async def test_a_backup_of_another_version_asks_for_its_programs(tmp_path: Path) -> None:
    folder = BackupFolder(tmp_path / "backups")
    waiting = folder.waiting("7-1")
    waiting.mkdir()
    (waiting / "PG_VERSION").write_text("15\n")
    base = folder.finish(waiting, datetime(2026, 3, 2, tzinfo=UTC))
    with pytest.raises(RestoreRefused, match="PostgreSQL 15: name the folder of its programs with --programs"):
        await lay_out(base, Installation(tmp_path / "restoring"), foreign=True)
