"""Zip files that are the same for the same contents, whenever they are made."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from hashlib import sha256
from typing import IO, BinaryIO

EPOCH = (1980, 1, 1, 0, 0, 0)
CHUNK = 256 << 10  # bytes


class ZipWriter:
    """Adds files one by one; `digests` holds their SHA-256 (hex) by name."""

    def __init__(self, target: BinaryIO) -> None:
        self._zip = zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED)
        self.digests: dict[str, str] = {}

    def add(self, name: str, content: bytes) -> None:
        self._zip.writestr(_info(name), content)
        self.digests[name] = sha256(content).hexdigest()

    def add_file(self, name: str, file: IO[bytes]) -> None:
        """From its beginning, in parts."""
        info, digest = _info(name), sha256()
        file.seek(0)
        with self._zip.open(info, "w", force_zip64=True) as target:
            while part := file.read(CHUNK):
                digest.update(part)
                target.write(part)
        self.digests[name] = digest.hexdigest()

    def close(self) -> None:
        self._zip.close()


def _info(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, EPOCH)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    return info


def zipped(files: Mapping[str, bytes]) -> bytes:
    """A whole zip in memory."""
    buffer = io.BytesIO()
    writer = ZipWriter(buffer)
    for name, content in files.items():
        writer.add(name, content)
    writer.close()
    return buffer.getvalue()
