"""The write-ahead log is received without a hole, or it is said that there is one, and gone on from the next base backup."""

from __future__ import annotations

from pathlib import Path

import asyncpg
import pytest

from consult.backup.base import back_up
from consult.backup.folder import BackupFolder
from consult.backup.slot import hold_slot
from consult.backup.state import backup_state
from consult.cli.backup_words import backups_in_words
from consult.runtime import Runtime
from tests.backup.lives import asked, living
from tests.waiting import until

pytestmark = pytest.mark.anyio
LIMIT = ("ALTER SYSTEM SET max_slot_wal_keep_size = '1MB'", "SELECT pg_reload_conf()")
WRITE = (
    "SELECT pg_switch_wal()",
    "CREATE TABLE public.some ()",
    "SELECT pg_switch_wal()",
    "DROP TABLE public.some",
    "CHECKPOINT",
)


async def test_log_that_was_missed_is_said_and_the_next_base_backup_closes_the_gap(server_folder: Path) -> None:
    data, backups = server_folder / "data", server_folder / "backups"
    async with living(data, backups) as driver:
        url, runtime = driver.runtime.database.url, driver.runtime
        assert (await backups_in_words(runtime))["base backup"].startswith("✗ there is none")
        await until(lambda: asked(url, "SELECT bool_or(active) FROM pg_replication_slots"), "it is received")
        assert (await backups_in_words(runtime))["write-ahead log"].startswith("received")
    async with living(data, backups, receiving=False) as driver:
        url, runtime = driver.runtime.database.url, driver.runtime
        await hold_slot(url)
        owner = await asyncpg.connect(url)
        for statement in (*LIMIT, *WRITE, *WRITE):
            await owner.execute(statement)
        await owner.close()
        assert (await backups_in_words(runtime))["write-ahead log"].startswith("✗ some of it was missed")
    async with living(data, backups) as driver:
        await until(lambda: _receiving(driver.runtime), "it is received again")
        made = await back_up(driver.runtime.database.url, BackupFolder(backups), days=35, received=True)
        assert (await backups_in_words(driver.runtime))["base backup"].startswith("20")
        assert sorted(folder.name for folder in made.base.folder.parent.parent.iterdir()) == ["base", "wal-1", "wal-2"]


async def _receiving(runtime: Runtime) -> bool:
    found = await backup_state(runtime)
    return found is not None and found.receiving
