"""The keys of an instance, copied to a folder apart from the backups of its database, and back."""

from __future__ import annotations

import os
from pathlib import Path

from consult.instance.durable import sync_folder
from consult.instance.secret_files import SIZE

KEYS = ("log", "instance")
WHY = "Whoever has both can read everything that is sealed, also what was erased since: keep them apart."


class KeysNotApart(Exception):
    """Keys and database would lie in one place, and be lost or stolen together."""


class KeysMissing(Exception):
    """There is no whole key to be copied."""


def back_up_keys(keys: Path, folder: Path, apart_from: list[Path], *, same_disk: bool = False) -> list[Path]:
    """Copy the keys into `folder`, for their owner alone to read. Raises KeysNotApart, KeysMissing, FileExistsError.

    `apart_from`: where the database and its backups lie. A key that is there already is never replaced by another one.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for place in apart_from:
        _assert_apart(folder.resolve(), place.resolve(), same_disk=same_disk)
    return copy_keys(keys, folder)


def _assert_apart(folder: Path, place: Path, *, same_disk: bool) -> None:
    if folder == place or place in folder.parents or folder in place.parents:
        raise KeysNotApart(f"{folder} and {place} lie in each other. {WHY}")
    if place.exists() and place.stat().st_dev == folder.stat().st_dev and not same_disk:
        raise KeysNotApart(f"{folder} lies on the disk of {place}. {WHY} With --same-disk they are copied all the same.")


def copy_keys(source: Path, target: Path) -> list[Path]:
    """Both, durably; one that is there and the same stays. Raises KeysMissing, FileExistsError."""
    contents = {name: _whole(source / name) for name in KEYS}
    target.mkdir(mode=0o700, parents=True, exist_ok=True)
    for name, content in contents.items():
        if (target / name).exists() and (target / name).read_bytes() == content:
            continue
        with os.fdopen(os.open(target / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    sync_folder(target)
    return [target / name for name in KEYS]


def assert_keys(folder: Path) -> None:
    """Both keys are there. DANGER: a program without keys makes new ones, which open nothing. Raises KeysMissing."""
    for name in KEYS:
        _whole(folder / name)


def _whole(file: Path) -> bytes:
    content = file.read_bytes() if file.exists() else b""
    if len(content) != SIZE:
        raise KeysMissing(f"{file} is not there, or not whole: bring it from where the keys are kept (--keys FOLDER)")
    return content
