"""Receives the write-ahead log into the backup's folder as it is written, by `pg_receivewal`; appends do not wait for it."""

from __future__ import annotations

import asyncio
import signal
from contextlib import suppress
from pathlib import Path

import structlog

from consult.backup.base import history_of
from consult.backup.folder import BackupFolder
from consult.backup.slot import SLOT, drop_slot, free_slot, hold_slot, slot_state
from consult.database.client_programs import ProgramFailed, started_program
from consult.instance.children import ended, said_until_end
from consult.runtime import Runtime

logger = structlog.get_logger()
CLOSING = 10.0  # seconds
OPTIONS = ("--no-loop", "--status-interval=1", f"--slot={SLOT}")


async def receive_wal(runtime: Runtime) -> None:
    """Until cancelled, where the settings name a folder for backups; else what one left on the server is removed.

    Called by the leader of the work role alone. Raises ProgramFailed where the receiver ends by itself.
    """
    url, folder = runtime.database.url, runtime.settings.backup_dir
    if not folder:
        await drop_slot(url)
        await asyncio.Event().wait()
    process = await started_program("pg_receivewal", "-D", await _target(runtime, BackupFolder(Path(folder))), *OPTIONS, url=url)
    try:
        raise ProgramFailed(f"pg_receivewal: {await said_until_end(process)}")
    except asyncio.CancelledError:
        # Asked first: it flushes what it has got.
        process.send_signal(signal.SIGINT)
        with suppress(TimeoutError):
            async with asyncio.timeout(CLOSING):
                await process.wait()
        raise
    finally:
        await ended(process)


async def _target(runtime: Runtime, folder: BackupFolder) -> Path:
    """Where the log goes, and the server keeps for us what is not there yet."""
    url, slot = runtime.database.url, await slot_state(runtime.database.pool)
    folder.make()
    await free_slot(url)
    if lost := slot is not None and slot.lost:
        logger.error("write-ahead log missed: only the next base backup closes the gap")
        await drop_slot(url)
    await hold_slot(url)
    return folder.wal(await history_of(url), anew=lost)
