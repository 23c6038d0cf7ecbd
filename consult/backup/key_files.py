"""The keys of an instance, copied to a folder apart from the backups of its database, and back."""

from __future__ import annotations

import os
from pathlib import Path

from consult.instance.durable import sync_folder
from consult.instance.secret_files import SIZE
from consult.sealed.keys import WRAPPING

KEYS = ("log", "instance")
"""Those that stay for the life of an instance."""
WHY = "Whoever has both can read everything that is sealed, also what was erased since: keep them apart."


class KeysNotApart(Exception):
    """Keys and database would lie in one place, and be lost or stolen together."""


class KeysMissing(Exception):
    """There is no whole key to be copied."""


def back_up_keys(keys: Path, folder: Path, apart_from: list[Path], *, same_disk: bool = False) -> list[Path]:
    """Copy the keys into `folder`, for their owner alone to read. Raises KeysNotApart, KeysMissing, FileExistsError.

    `apart_from`: where the database and its backups lie. A key that is there already is never replaced by another one.
    """
    assert_apart(folder, apart_from, same_disk=same_disk)
    return copy_keys(keys, folder)


def assert_apart(folder: Path, apart_from: list[Path], *, same_disk: bool) -> None:
    """Make the folder, where it lies on another disk than these. Raises KeysNotApart."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for place in apart_from:
        _assert_apart_from(folder.resolve(), place.resolve(), same_disk=same_disk)


def _assert_apart_from(folder: Path, place: Path, *, same_disk: bool) -> None:
    if folder == place or place in folder.parents or folder in place.parents:
        raise KeysNotApart(f"{folder} and {place} lie in each other. {WHY}")
    if place.exists() and place.stat().st_dev == folder.stat().st_dev and not same_disk:
        raise KeysNotApart(f"{folder} lies on the disk of {place}. {WHY} With --same-disk they are copied all the same.")


def copy_keys(source: Path, target: Path) -> list[Path]:
    """All of them; one that is there and the same stays. Raises KeysMissing, FileExistsError."""
    exchanged = (WRAPPING,) if (source / WRAPPING).exists() else ()
    target.mkdir(mode=0o700, parents=True, exist_ok=True)
    return [copy_key(_whole(source / name), target / name) for name in (*KEYS, *exchanged)]


def copy_key(content: bytes, file: Path) -> Path:
    """Durably, for its owner alone to read. Raises FileExistsError where another one is there."""
    if file.exists() and file.read_bytes() == content:
        return file
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as target:
        target.write(content)
        target.flush()
        os.fsync(target.fileno())
    sync_folder(file.parent)
    return file


def assert_keys(folder: Path) -> None:
    """Both keys are there. DANGER: a program without keys makes new ones, which open nothing. Raises KeysMissing."""
    for name in KEYS:
        _whole(folder / name)


def _whole(file: Path) -> bytes:
    content = file.read_bytes() if file.exists() else b""
    if len(content) != SIZE:
        raise KeysMissing(f"{file} is not there, or not whole: bring it from where the keys are kept (--keys FOLDER)")
    return content
