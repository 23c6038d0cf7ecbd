"""A folder of published files: written whole or not at all, known by their SHA-256, cleared of what is no longer public."""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256
from pathlib import Path, PurePosixPath

import msgspec

MANIFEST = "manifest.json"


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What an export holds. `files`: SHA-256 (hex) by path; `looked_to`: entries looked through for disclosures; `at`: the
    moment (UTC) whose pages these are; `decisions`: the position each decision's pages were copied at, where nothing will
    change them but a new event.
    """

    origin: str = ""
    public_url: str = ""
    at: datetime | None = None
    verification_key: str = ""
    size: int = 0
    root: str = ""
    looked_to: int = 0
    decisions: dict[str, int] = {}
    files: dict[str, str] = {}


class ExportFolder:
    """The folder; `files` are those it holds, by path with forward slashes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        file = folder / MANIFEST
        self.before = msgspec.json.decode(file.read_bytes(), type=Manifest) if file.exists() else Manifest()
        self.files: dict[str, str] = dict(self.before.files)

    def write(self, path: str, content: bytes) -> None:
        """Atomically; a file that is there with these contents is left alone."""
        digest = sha256(content).hexdigest()
        target = self.folder / PurePosixPath(path)
        if self.files.get(path) == digest and target.exists():
            return
        target.parent.mkdir(parents=True, exist_ok=True)
        waiting = target.with_name(target.name + ".new")
        with waiting.open("wb") as file:
            file.write(content)
            file.flush()
            if len(PurePosixPath(path).parts) <= 2:
                os.fsync(file.fileno())
        waiting.replace(target)
        self.files[path] = digest

    def remove(self, path: str) -> None:
        """With the folders that it leaves empty. Nothing where there is no such file."""
        self.files.pop(path, None)
        target = self.folder / PurePosixPath(path)
        target.unlink(missing_ok=True)
        for folder in target.parents:
            if folder == self.folder or not folder.is_dir() or any(folder.iterdir()):
                return
            folder.rmdir()

    def below(self, prefix: str) -> set[str]:
        return {path for path in self.files if path.startswith(prefix)}

    def keep_only(self, prefix: str, kept: Iterable[str]) -> None:
        """Remove what lies below `prefix` and is not among `kept`."""
        for path in self.below(prefix) - set(kept):
            self.remove(path)

    def seal(self, manifest: Manifest) -> None:
        """Write the manifest: the last step."""
        sealed = msgspec.structs.replace(manifest, files=dict(sorted(self.files.items())))
        self.files.pop(MANIFEST, None)
        self.write(MANIFEST, msgspec.json.format(msgspec.json.encode(sealed), indent=1) + b"\n")
        self.files.pop(MANIFEST)
