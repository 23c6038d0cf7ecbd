"""How the backups stand, in the words of `doctor`."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from consult.backup.slot import SlotState
from consult.backup.state import backup_state
from consult.instance.settings import Settings
from consult.runtime import Runtime
from consult.work.queues import queues_of

WRONG = "✗ "
LATE = timedelta(days=2)
OFF = "off: CONSULT_BACKUP_DIR is empty"


async def backups_in_words(runtime: Runtime) -> dict[str, str]:
    """A finding for the base backup and one for the write-ahead log."""
    found = await backup_state(runtime)
    if found is None:
        return {"base backup": OFF, "write-ahead log": OFF}
    working = (await queues_of(runtime)).leaders > 0
    return {
        "base backup": _base(found.base_at, runtime.clock.now()) + _place(runtime.settings),
        "write-ahead log": _received(found.slot, working=working),
    }


def _base(at: datetime | None, now: datetime) -> str:
    if at is None:
        return f"{WRONG}there is none: run `python -m consult backup`"
    return f"{WRONG if now - at > LATE else ''}{at.isoformat(timespec='seconds')}, {(now - at) // timedelta(hours=1)} hours ago"


def _place(settings: Settings) -> str:
    backups = Path(settings.backup_dir)
    return (
        ", on the disk of the data folder"
        if backups.exists() and backups.stat().st_dev == settings.data_dir.stat().st_dev
        else ""
    )


def _received(slot: SlotState | None, *, working: bool) -> str:
    if slot is not None and slot.lost:
        return f"{WRONG}some of it was missed: run `python -m consult backup`, from which on it is whole again"
    if slot is None or not slot.active:
        return (
            f"{WRONG}not received: `python -m consult backup` says what is missing" if working else "not received: nobody works"
        )
    return f"received, {slot.behind or 0} bytes behind"
