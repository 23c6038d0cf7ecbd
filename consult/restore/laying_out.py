"""The files of a backup laid out as the data folder of a server that has not started yet."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from consult.backup.folder import BackupFolder, BaseBackup
from consult.backup.manifest import BackupDamaged, verify
from consult.database.installation import Installation

CONFIGURED = ("postgresql.conf", "postgresql.auto.conf", "pg_hba.conf", "pg_ident.conf")
OF_THE_BACKUP = ".of-the-backup"
BY_SOCKET = "local all all trust\nlocal replication all trust\n"
PARTIAL = ".partial"


class RestoreRefused(Exception):
    """It cannot be restored like this. The message says what to do; nothing that was there has been touched."""


def chosen_base(folder: BackupFolder, until: datetime | None) -> BaseBackup:
    """The newest, or the newest before `until`. Raises RestoreRefused."""
    bases = folder.bases()
    fitting = [base for base in bases if until is None or base.at <= until]
    if not fitting:
        first = f"; the first moment that it can restore is {bases[0].at.isoformat()}" if bases else ""
        raise RestoreRefused(f"{folder.folder} holds no base backup for this{first}")
    return fitting[-1]


async def lay_out(base: BaseBackup, server: Installation, *, foreign: bool) -> None:
    """Copy the base backup, once its manifest is found to hold, and the log that goes on from it. Raises RestoreRefused.

    `foreign`: it is of a server that was configured by somebody else; his configuration is set aside.
    """
    version = (base.folder / "PG_VERSION").read_text("ascii").strip()
    if version != server.version:
        raise RestoreRefused(f"the backup is of PostgreSQL {version}: name the folder of its programs with --programs")
    try:
        await verify(base.folder, server.programs)
    except BackupDamaged as error:
        raise RestoreRefused(f"the base backup is damaged: {error}. Take an earlier one with --until.") from error
    shutil.copytree(base.folder, server.data, symlinks=True)
    _drop_server_log(server)
    bring_wal(base, server.data / "pg_wal")
    (server.data / "recovery.signal").touch()
    if foreign:
        _set_configuration_aside(server.data)
    server.make()
    server.give_to_its_user()


def _drop_server_log(server: Installation) -> None:
    """That of the server which was backed up: what happens now is to be read in a new one."""
    if server.log.is_dir():
        shutil.rmtree(server.log)
    server.log.unlink(missing_ok=True)


def bring_wal(base: BaseBackup, target: Path) -> None:
    """The segments from the base backup's first one on, without a hole. Raises RestoreRefused."""
    found: dict[str, Path] = {file.name: file for file in target.iterdir() if file.is_file()}
    begun = [file for file in base.wal if file.name.endswith(PARTIAL)]
    for file in (*begun, *(file for file in base.wal if file not in begun)):
        name = file.name.removesuffix(PARTIAL)
        if name[8:] >= base.first_segment[8:] and (file not in begun or _goes_further(file, found.get(name))):
            found[name] = file
            shutil.copyfile(file, target / name)
    _assert_no_hole(sorted(name for name in found if len(name) == len(base.first_segment)), target)


def _goes_further(file: Path, other: Path | None) -> bool:
    """Whether more of it is written; what is not yet is zero."""
    return other is None or len(file.read_bytes().rstrip(b"\0")) > len(other.read_bytes().rstrip(b"\0"))


def _assert_no_hole(segments: Iterable[str], target: Path) -> None:
    numbers = {name: _number(name, target) for name in segments}
    for (before, number), (after, next_number) in zip(numbers.items(), list(numbers.items())[1:], strict=False):
        if next_number > number + 1:
            raise RestoreRefused(
                f"the write-ahead log between {before} and {after} is missing. Move the segments from {after} on away to restore "
                "what was before them, or take a later base backup with --until."
            )


def _number(segment: str, target: Path) -> int:
    """Segments are numbered within each 4 GB of the log."""
    in_each = (1 << 32) // (target / segment).stat().st_size
    return int(segment[8:16], 16) * in_each + int(segment[16:24], 16)


def _set_configuration_aside(data: Path) -> None:
    for name in CONFIGURED:
        if (data / name).exists():
            (data / name).rename(data / f"{name}{OF_THE_BACKUP}")
        (data / name).write_text(BY_SOCKET if name == "pg_hba.conf" else "")
