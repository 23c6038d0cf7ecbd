"""The folder of the backups: where base backups and write-ahead log lie, which of them are still needed.

    FOLDER/<history>/base/20261130T024500.123Z   a base backup, by the moment from which on it can be restored (UTC)
    FOLDER/<history>/wal-1                       the write-ahead log, segment by segment; wal-2 is begun where some was missed
    FOLDER/erasures, FOLDER/letters, FOLDER/published-checkpoint what a restored database does not know (see `kept_apart`)

A history is one database server between two restores: after a restore its log is written on under a new timeline.
"""

from __future__ import annotations

import fcntl
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec

from consult.instance.durable import sync_folder

MOMENT = "%Y%m%dT%H%M%S.%f"
BASE_NAME = re.compile(r"\d{8}T\d{6}\.\d{3}Z")
DROPPED = "dropped"
SEGMENT = re.compile(r"[0-9A-F]{24}")
START = re.compile(r"START WAL LOCATION: .* \(file ([0-9A-F]{24})\)")


class BackupRunning(Exception):
    """Another backup is being written to this folder."""


class BaseBackup(msgspec.Struct, frozen=True):
    """A finished base backup; `at`: the moment from which on the database can be restored with it."""

    folder: Path
    at: datetime

    @property
    def wal(self) -> list[Path]:
        """Segments of the write-ahead log of its history, the one that is being received (`.partial`) included."""
        return wal_files(self.folder.parent.parent)

    @property
    def first_segment(self) -> str:
        """Name of the segment of the write-ahead log that it begins with."""
        found = START.search((self.folder / "backup_label").read_text("utf-8"))
        assert found, "pg_basebackup writes a label"
        return found[1]


class BackupFolder:
    """Made where it is not there, for nobody else to read: what was sealed lies in it encrypted, what is public openly."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def make(self) -> None:
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    def wal(self, history: str, *, anew: bool = False) -> Path:
        """Where the write-ahead log of this history goes; `anew`: where it does not go on from what is there."""
        begun = len(list((self.folder / history).glob("wal-*")))
        return self._made(history, f"wal-{begun + 1 if anew else max(begun, 1)}")

    def waiting(self, history: str) -> Path:
        """Where a base backup is written until it is whole; whatever an earlier one left there is removed."""
        found = self._made(history, "base") / "unfinished"
        shutil.rmtree(found, ignore_errors=True)
        return found

    def finish(self, waiting: Path, at: datetime) -> BaseBackup:
        """Give the base backup its name: from here on it counts. `at` is rounded up to the millisecond."""
        at = (at + timedelta(microseconds=999)).astimezone(UTC)
        name = at.strftime(MOMENT)[:-3] + "Z"
        made = waiting.rename(waiting.with_name(name))
        sync_folder(made.parent)
        return BaseBackup(made, _moment(name))

    def bases(self) -> list[BaseBackup]:
        """All finished ones, oldest first."""
        found = [each for each in self.folder.glob("*/base/*") if BASE_NAME.fullmatch(each.name)]
        return sorted((BaseBackup(each, _moment(each.name)) for each in found), key=lambda base: base.at)

    def drop_older(self, than: datetime) -> int:
        """Delete base backups from before this moment, and the write-ahead log that none of the rest needs; how many there were.

        The newest stays, however old it is: without it there would be nothing to restore.
        """
        bases = self.bases()
        old = [base for base in bases[:-1] if base.at < than]
        for base in old:
            shutil.rmtree(base.folder.with_name(DROPPED), ignore_errors=True)  # what an earlier deletion left that was broken off
            # DANGER: a half-deleted one must not be taken for whole: it loses its name before anything in it.
            shutil.rmtree(base.folder.rename(base.folder.with_name(DROPPED)))
        for history in [each for each in self.folder.glob("*") if (each / "base").is_dir()]:
            self._drop_wal(history, [base for base in bases if base not in old and base.folder.parent.parent == history])
        return len(old)

    def _drop_wal(self, history: Path, kept: list[BaseBackup]) -> None:
        """Timelines do not matter: segments are numbered on. A history without base backups is over, or has not begun."""
        first = min((base.first_segment[8:] for base in kept), default=None)
        for file in wal_files(history):
            if first and file.name[8:24] < first:
                file.unlink()
        if not kept and self.bases() and history != self.bases()[-1].folder.parent.parent:
            shutil.rmtree(history)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Nobody else writes a base backup meanwhile. Raises BackupRunning."""
        self.make()
        with (self.folder / "lock").open("ab") as held:
            try:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise BackupRunning(f"another backup is being written to {self.folder}") from error
            yield

    def _made(self, history: str, name: str) -> Path:
        found = self.folder / history / name
        found.mkdir(mode=0o700, parents=True, exist_ok=True)
        return found


def wal_files(history: Path) -> list[Path]:
    return [file for file in history.glob("wal-*/*") if SEGMENT.match(file.name)]


def _moment(name: str) -> datetime:
    return datetime.strptime(name.removesuffix("Z"), MOMENT).replace(tzinfo=UTC)
