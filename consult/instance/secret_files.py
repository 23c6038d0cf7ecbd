"""Secrets kept in a file of mode 0600: never in the database, never in a log."""

from __future__ import annotations

import os
from pathlib import Path


def secret_file(file: Path) -> bytes:
    """The 32 bytes in `file`; made at first use, durable before anything is signed or encrypted with them."""
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as target:
            target.write(os.urandom(32))
            target.flush()
            os.fsync(target.fileno())
    return file.read_bytes()
