"""How the backups stand: for whoever watches over the program."""

from __future__ import annotations

import asyncio
from datetime import datetime
from pathlib import Path

import msgspec

from consult.backup.folder import BackupFolder
from consult.backup.slot import SlotState, slot_state
from consult.runtime import Runtime


class BackupState(msgspec.Struct, frozen=True):
    """`base_at`: when the newest base backup was finished; None where none was. `slot`: None where no log was ever received."""

    base_at: datetime | None
    slot: SlotState | None

    @property
    def receiving(self) -> bool:
        return self.slot is not None and self.slot.active


async def backup_state(runtime: Runtime) -> BackupState | None:
    """None where the settings name no folder for backups."""
    if not runtime.settings.backup_dir:
        return None
    bases = await asyncio.to_thread(BackupFolder(Path(runtime.settings.backup_dir)).bases)
    return BackupState(bases[-1].at if bases else None, await slot_state(runtime.database.pool))
