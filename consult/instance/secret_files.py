"""Secrets kept in a file of mode 0600: never in the database, never in a log."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from consult.instance.durable import sync_folder

SIZE = 32  # bytes


class SecretIncomplete(Exception):
    """The file is not a whole secret. Nothing is signed or encrypted with less."""


def secret_file(file: Path) -> bytes:
    """The 32 bytes in `file`; made at first use, durable before anything is signed or encrypted with them.

    Raises SecretIncomplete.
    """
    if not file.exists():
        _make(file)
    secret = file.read_bytes()
    if len(secret) != SIZE:
        raise SecretIncomplete(f"{file} holds {len(secret)} bytes, {SIZE} are needed: bring it back from a backup")
    return secret


def _make(file: Path) -> None:
    new = [folder for folder in file.parents if not folder.exists()]
    file.parent.mkdir(parents=True, exist_ok=True)
    waiting = file.with_name(f"{file.name}.{os.getpid()}.new")
    waiting.unlink(missing_ok=True)
    descriptor = os.open(waiting, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as target:
        target.write(os.urandom(SIZE))
        target.flush()
        os.fsync(target.fileno())
    # DANGER: from here on the secret is used: what is encrypted under it can be read by nothing else, and who knows the log
    # knows it by this key. So it gets its name whole or not at all (a power cut in between leaves no half of it), it never
    # takes the place of one that another process has made meanwhile, and the names of new folders are on the disk as well.
    with suppress(FileExistsError):
        os.link(waiting, file)
    waiting.unlink()
    for folder in (file.parent, *(each.parent for each in new)):
        sync_folder(folder)
