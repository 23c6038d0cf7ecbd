"""What a folder of backups holds and for how long, and what is refused before anything is touched."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import msgspec
import pytest

from consult.backup.folder import BackupFolder, BackupRunning, BaseBackup
from consult.backup.kept_apart import Erasure, ErasureJournal
from consult.backup.key_files import KeysMissing, KeysNotApart, back_up_keys, copy_keys
from consult.restore.laying_out import RestoreRefused, bring_wal, chosen_base
from domain.enumerations import ErasureScope

NOW = datetime(2026, 3, 31, 1, 0, tzinfo=UTC)
LABEL = "START WAL LOCATION: 0/2000028 (file {segment})\n"


def made(folder: BackupFolder, days_ago: int, segment: int, history: str = "7-1") -> BaseBackup:
    """A base backup that begins with this segment, and the segment."""
    waiting = folder.waiting(history)
    waiting.mkdir()
    (waiting / "backup_label").write_text(LABEL.format(segment=name(segment)))
    (folder.wal(history) / name(segment)).write_bytes(b"log")
    return folder.finish(waiting, NOW - timedelta(days=days_ago))


def name(segment: int) -> str:
    return f"{1:08X}{segment // 256:08X}{segment % 256:08X}"


def left(folder: BackupFolder) -> set[str]:
    return {path.relative_to(folder.folder).as_posix() for path in folder.folder.rglob("*") if path.name.startswith(("0", "2"))}


def test_what_is_too_old_is_deleted_with_the_log_that_nothing_else_needs(tmp_path: Path) -> None:
    folder = BackupFolder(tmp_path)
    made(folder, 40, 1)
    made(folder, 36, 3)
    kept = made(folder, 34, 300)
    (kept.folder.with_name("dropped") / "what a deletion left that was broken off").mkdir(parents=True)
    (kept.folder.parent.parent / "wal-1" / f"{name(301)}.partial").touch()
    assert folder.drop_older(NOW - timedelta(days=35)) == 2
    assert {each.rpartition("/")[2] for each in left(folder)} == {kept.folder.name, name(300), f"{name(301)}.partial"}


def test_the_newest_stays_however_old_and_a_history_that_is_over_goes(tmp_path: Path) -> None:
    folder = BackupFolder(tmp_path)
    made(folder, 90, 1, "7-1")
    newest = made(folder, 80, 9, "7-2")
    assert folder.drop_older(NOW) == 1
    assert [base.folder for base in folder.bases()] == [newest.folder]
    assert not (tmp_path / "7-1").exists()


def test_a_base_backup_counts_from_its_end_on(tmp_path: Path) -> None:
    folder = BackupFolder(tmp_path)
    with pytest.raises(RestoreRefused, match="holds no base backup"):
        chosen_base(folder, None)
    early, late = made(folder, 2, 1), made(folder, 1, 2)
    assert [chosen_base(folder, moment) for moment in (None, late.at, late.at - timedelta(seconds=1))] == [late, late, early]
    with pytest.raises(RestoreRefused, match="the first moment that it can restore is 2026-03-29"):
        chosen_base(folder, early.at - timedelta(seconds=1))


def test_one_backup_at_a_time(tmp_path: Path) -> None:
    with BackupFolder(tmp_path).alone(), pytest.raises(BackupRunning), BackupFolder(tmp_path).alone():
        pass


def test_a_hole_in_the_log_is_no_end_of_it(tmp_path: Path) -> None:
    folder, target = BackupFolder(tmp_path / "backups"), tmp_path / "pg_wal"
    target.mkdir()
    base = made(folder, 1, 255)
    size = 16 << 20
    for segment in (254, 255, 256):
        (base.folder.parent.parent / "wal-1" / name(segment)).write_bytes(b"x" * size)
    bring_wal(base, target)
    assert sorted(file.name for file in target.iterdir()) == [name(255), name(256)], "none from before the base backup"
    (folder.wal("7-1", anew=True) / f"{name(258)}.partial").write_bytes(b"x" * size)
    with pytest.raises(RestoreRefused, match=f"between {name(256)} and {name(258)} is missing"):
        bring_wal(base, target)


def test_of_a_segment_that_was_begun_the_copy_that_goes_further_is_taken(tmp_path: Path) -> None:
    folder, target = BackupFolder(tmp_path / "backups"), tmp_path / "pg_wal"
    target.mkdir()
    base = made(folder, 1, 1)
    (base.folder.parent.parent / "wal-1" / name(1)).unlink()
    begun = base.folder.parent.parent / "wal-1" / f"{name(1)}.partial"
    for received, copied, taken in ((b"ab\0", b"a\0\0", b"ab\0"), (b"a\0\0", b"ab\0", b"ab\0")):
        begun.write_bytes(received)
        (target / name(1)).write_bytes(copied)
        bring_wal(base, target)
        assert (target / name(1)).read_bytes() == taken


def test_the_journal_goes_on_after_a_line_that_was_torn(tmp_path: Path) -> None:
    journal = ErasureJournal(tmp_path)
    first, second = (Erasure(position, UUID(int=position), ErasureScope.ALL) for position in (3, 8))
    assert journal.read() == []
    journal.add([first])
    with journal.file.open("ab") as file:
        file.write(b"8 0000")
    assert journal.read() == [first]
    journal.add([msgspec.structs.replace(second, scope=ErasureScope.IDENTITY)])
    assert [each.position for each in journal.read()] == [3, 8]


def test_keys_lie_apart_from_the_database_and_are_never_replaced(tmp_path: Path) -> None:
    keys, backups = tmp_path / "data" / "keys", tmp_path / "backups"
    for folder in (keys, backups):
        folder.mkdir(parents=True)
    with pytest.raises(KeysMissing, match="not there, or not whole"):
        back_up_keys(keys, tmp_path / "safe", [backups], same_disk=True)
    for file in ("log", "instance"):
        (keys / file).write_bytes(file.encode().ljust(32))
    for place in (backups, backups / "keys"):
        with pytest.raises(KeysNotApart, match="lie in each other"):
            back_up_keys(keys, place, [backups], same_disk=True)
    with pytest.raises(KeysNotApart, match="lies on the disk of"):
        back_up_keys(keys, tmp_path / "safe", [backups])
    copied = back_up_keys(keys, tmp_path / "safe", [tmp_path / "data", backups], same_disk=True)
    assert [file.read_bytes() for file in copied] == [(keys / file.name).read_bytes() for file in copied]
    assert [oct(file.stat().st_mode & 0o777) for file in copied] == ["0o600", "0o600"]
    copy_keys(tmp_path / "safe", keys)
    (keys / "log").write_bytes(b"another".ljust(32))
    with pytest.raises(FileExistsError):
        copy_keys(tmp_path / "safe", keys)
