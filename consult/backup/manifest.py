"""A base backup held to its manifest, which PostgreSQL wrote while it copied: file by file, and the log that it needs.

As `pg_verifybackup` does, which the wheel's own PostgreSQL brings in a form that does not run.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import msgspec

from consult.database.client_programs import ProgramFailed, run_program
from consult.database.installation import OWN_VERSION

MANIFEST = "backup_manifest"
END = b'"Manifest-Checksum"'
UNLISTED = ("pg_wal/", MANIFEST)
"""What no manifest lists: the log, which is read instead, and the manifest."""


class BackupDamaged(Exception):
    """A base backup is not what was written. It restores nothing."""


class ManifestFile(msgspec.Struct, frozen=True, rename=lambda name: name.title().replace("_", "-")):
    """A file in the backup. `encoded_path` (hex) where its name is no text."""

    size: int
    checksum_algorithm: str
    checksum: str
    path: str = ""
    encoded_path: str = ""


class WalRange(msgspec.Struct, frozen=True):
    """The log without which the files do not fit each other."""

    timeline: int = msgspec.field(name="Timeline")
    start: str = msgspec.field(name="Start-LSN")
    end: str = msgspec.field(name="End-LSN")


class Manifest(msgspec.Struct, frozen=True):
    files: list[ManifestFile] = msgspec.field(name="Files")
    ranges: list[WalRange] = msgspec.field(name="WAL-Ranges")
    checksum: str = msgspec.field(name="Manifest-Checksum")


async def verify(base: Path, programs: Path | None = None) -> None:
    """Raises BackupDamaged, which names the file. The log of another version than our own is read by `programs` alone."""
    manifest = _read(base / MANIFEST)
    listed = {each.path or bytes.fromhex(each.encoded_path).decode(): each for each in manifest.files}
    for path in _files(base) - listed.keys():
        raise BackupDamaged(f"{base / path} is not in the manifest")
    for path, file in listed.items():
        _check(base / path, file)
    readable = programs or (base / "PG_VERSION").read_text("ascii").strip() == OWN_VERSION
    for needed in manifest.ranges if readable else ():
        await _check_log(base / "pg_wal", needed, programs)


def _read(file: Path) -> Manifest:
    """Raises BackupDamaged where it is not the one that was written."""
    try:
        content = file.read_bytes()
        manifest = msgspec.json.decode(content, type=Manifest)
    except (FileNotFoundError, msgspec.DecodeError) as error:
        raise BackupDamaged(f"{file}: {error}") from error
    if hashlib.sha256(content[: content.rindex(END)]).hexdigest() != manifest.checksum:
        raise BackupDamaged(f"{file} was changed")
    return manifest


def _files(base: Path) -> set[str]:
    def found() -> Iterator[str]:
        for path in base.rglob("*"):
            name = path.relative_to(base).as_posix()
            if path.is_file() and not name.startswith(UNLISTED):
                yield name

    return set(found())


def _check(path: Path, listed: ManifestFile) -> None:
    if not path.is_file() or path.stat().st_size != listed.size:
        raise BackupDamaged(f"{path} is not there, or not whole")
    with path.open("rb") as file:
        if hashlib.file_digest(file, listed.checksum_algorithm.lower()).hexdigest() != listed.checksum:
            raise BackupDamaged(f"{path} was changed")


async def _check_log(folder: Path, needed: WalRange, programs: Path | None) -> None:
    limits = (f"--start={needed.start}", f"--end={needed.end}", f"--timeline={needed.timeline}")
    try:
        await run_program("pg_waldump", "--quiet", f"--path={folder}", *limits, programs=programs)
    except ProgramFailed as error:
        raise BackupDamaged(f"{folder}: {error}") from error
