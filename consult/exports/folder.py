"""A folder of published files: written whole or not at all, known by their SHA-256, cleared of what is no longer public."""

from __future__ import annotations

import os
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path, PurePosixPath

import msgspec

from consult.public_log.manifest import MANIFEST, NOTE, Manifest, manifest_text
from consult.public_log.note import Signer


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

    def seal(self, manifest: Manifest, signer: Signer) -> None:
        """Write the manifest, and its digest signed: the last step."""
        sealed = msgspec.structs.replace(manifest, files=dict(sorted(self.files.items())))
        content = msgspec.json.format(msgspec.json.encode(sealed), indent=1) + b"\n"
        for path, own in ((MANIFEST, content), (NOTE, signer.sign(manifest_text(manifest.origin, content)).encode())):
            self.files.pop(path, None)
            self.write(path, own)
            self.files.pop(path)
