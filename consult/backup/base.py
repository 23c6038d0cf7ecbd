"""A base backup: a copy of the whole database by `pg_basebackup`, checked before it counts."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import asyncpg
import msgspec

from consult.backup.folder import BackupFolder, BaseBackup
from consult.backup.manifest import BackupDamaged, verify
from consult.backup.slot import hold_slot
from consult.database.client_programs import ProgramFailed, run_program

NEEDED = (
    "A base backup needs a role with REPLICATION (ALTER ROLE … REPLICATION), a line for `replication` in pg_hba.conf that lets "
    "it in from here, and wal_level replica with free max_wal_senders."
)
HISTORY = """
SELECT (SELECT system_identifier FROM pg_control_system())::text || '-' || (SELECT timeline_id FROM pg_control_checkpoint())
"""


class BackupFailed(Exception):
    """No base backup was made; those before it are untouched. The message says what is missing."""


class Made(msgspec.Struct, frozen=True):
    """A base backup that was made, and how many older ones were deleted."""

    base: BaseBackup
    dropped: int


async def history_of(url: str) -> str:
    """The identifier of the server's data and its timeline, which names their folder."""
    return str(await _asked(url, HISTORY))


async def back_up(url: str, folder: BackupFolder, *, days: int, received: bool) -> Made:
    """Make a base backup of the server at `url`, then delete those older than `days`, and the log that went with them.

    `received`: whether the write-ahead log is received into this folder; it is kept from this moment on, then.
    Raises BackupFailed, BackupRunning.
    """
    with folder.alone():
        history = await history_of(url)
        try:
            if received:
                await hold_slot(url)
            base = await _made(url, folder, folder.waiting(history))
        except (ProgramFailed, asyncpg.InsufficientPrivilegeError) as error:
            raise BackupFailed(f"{error}\n{NEEDED}") from error
        except BackupDamaged as error:
            raise BackupFailed(f"what was written is not what PostgreSQL sent: {error}") from error
        return Made(base, folder.drop_older(base.at - timedelta(days=days)))


async def _made(url: str, folder: BackupFolder, waiting: Path) -> BaseBackup:
    options = ("--checkpoint=fast", "--wal-method=stream", "--manifest-checksums=SHA256", "--label=consult")
    await run_program("pg_basebackup", "-D", waiting, *options, url=url)
    await verify(waiting)
    return folder.finish(waiting, await _now(url))


async def _now(url: str) -> datetime:
    """By the server's clock, which the moments in its log are read from."""
    found: datetime = await _asked(url, "SELECT clock_timestamp()")
    return found


async def _asked(url: str, query: str) -> Any:
    """The one value that the server answers with, over a connection of its own."""
    connection = await asyncpg.connect(url)
    try:
        return await connection.fetchval(query)
    finally:
        await connection.close()
