"""Accounts for every file of a folder: each stands in the signed manifest, those of the log follow from its entries."""

from __future__ import annotations

from hashlib import sha256

import msgspec

from consult.audit.findings import AuditFinding, Findings
from consult.audit.published_log.known_paths import KnownPaths
from consult.audit.published_log.source import Source
from consult.public_log.manifest import MANIFEST, NOTE, Manifest, wrong_with
from consult.public_log.note import Checkpoint
from consult.public_log.tiles import HEIGHT, WIDTH, Tile, parse_tile, tiles_of

LOG = "log/"
CLOSED = ("log/disclosures/", "log/blobs/")
ALWAYS = ("log/checkpoint", "log/policy")
OWN = (MANIFEST, NOTE)


class FolderFiles:
    """`known`: what the entries account for, beside the tiles. `disclosures`: whether those were looked at, and documents."""

    def __init__(self, source: Source, findings: Findings, known: KnownPaths, *, disclosures: bool) -> None:
        self._source, self._findings, self._known, self._disclosures = source, findings, known, disclosures
        self._size = 0

    def check(self, head: Checkpoint, key: str) -> None:
        """Where files cannot be listed, there is nothing to account for."""
        if self._source.files() is None:
            self._findings.unchecked["derived"] = "--pages"
            return
        self._size = head.size
        for path in (*ALWAYS, *(f"log/{tile.path}" for tile in tiles_of(head.size))):
            self._known.add(path)
        manifest = self._manifest(head, key)
        listed = dict(manifest.files) if manifest else None
        derived = 0
        for path in self._source.files() or ():
            derived += self._account_for(path)
            if listed is not None and path not in OWN:
                self._compare(path, listed.pop(path, None))
        for path in listed or ():
            self._add("file-missing", path)
        if derived:
            self._findings.unchecked["derived"] = f"--pages: {derived}"

    def _account_for(self, path: str) -> bool:
        """Whether it is one that follows from the log by way of the read models, which are not looked at here."""
        if not path.startswith(LOG):
            return path not in OWN
        if path not in self._known and (self._disclosures or not path.startswith(CLOSED)) and not self._is_beginning(path):
            self._add("file-unknown", path)
        return False

    def _is_beginning(self, path: str) -> bool:
        """Whether it is a partial tile of when the log was smaller: then the present one begins with it."""
        tile = parse_tile(path.removeprefix(LOG))
        if tile is None or not tile.within(self._size):
            return False
        width = min(WIDTH, (self._size >> (HEIGHT * (tile.level or 0))) - tile.first)
        present = self._source.read(f"log/{Tile(tile.level, tile.index, width).path}") or b""
        return present.startswith(self._source.read(path) or b"-")

    def _compare(self, path: str, listed: str | None) -> None:
        self._findings.checked["files"] += 1
        content = self._source.read(path)
        own = sha256(content).hexdigest() if content is not None else "-"
        if listed is None:
            self._add("file-unlisted", path)
        elif own != listed:
            self._add("file-altered", path, listed, own)

    def _manifest(self, head: Checkpoint, key: str) -> Manifest | None:
        content = self._source.read(MANIFEST)
        if content is None:
            self._findings.unchecked["manifest"] = MANIFEST
            return None
        self._check_note(content, head.origin, key)
        try:
            manifest = msgspec.json.decode(content, type=Manifest)
        except (msgspec.MsgspecError, UnicodeDecodeError) as error:
            self._add("manifest-malformed", MANIFEST, f"{error}")
            return None
        said = (manifest.origin, manifest.size, manifest.root, manifest.verification_key)
        own = (head.origin, head.size, head.root.hex(), key)
        if said != own:
            self._add("manifest-differs", MANIFEST, f"{said}", f"{own}")
        return manifest

    def _check_note(self, manifest: bytes, origin: str, key: str) -> None:
        note = self._source.read(NOTE)
        if note is None:
            self._findings.unchecked["unsigned"] = NOTE
            return
        self._findings.checked["signatures"] += 1
        wrong = wrong_with(note.decode("utf-8", "replace"), manifest, origin, key)
        if wrong:
            self._add("manifest-altered" if wrong == "digest" else f"manifest-{wrong}", NOTE)

    def _add(self, code: str, path: str, said: str | None = None, calculated: str | None = None) -> None:
        place = self._source.link(path)
        self._findings.add(AuditFinding(code=code, place=place, said=said, calculated=calculated))
