"""Files made durable: after a power cut a file is found only if its content and the folder that names it are on disk."""

from __future__ import annotations

import os
from pathlib import Path


def sync_folder(folder: Path) -> None:
    """Flush the folder to disk: what was made, renamed or removed in it before this call survives a power cut."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def replace_file(file: Path, text: str) -> None:
    """Give the file this content, whole or not at all: it is on disk before it takes the place of the one before."""
    waiting = file.with_name(file.name + ".new")
    with waiting.open("w", encoding="utf-8") as target:
        target.write(text)
        target.flush()
        os.fsync(target.fileno())
    waiting.replace(file)
    sync_folder(file.parent)
