"""Audits the pack of one decision: every file against the signed manifest, every entry against the log, the index against both.

What is large is read in parts; what grows with the pack are the names of its files.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from hashlib import sha256
from pathlib import Path
from typing import IO

import msgspec

from consult.audit.packs.findings import Found, PackFinding, PackReport
from consult.audit.published_log.head import is_key, log_key
from consult.audit.published_log.source import SourceUnreadable
from consult.public_log.disclosure import digest
from consult.public_log.manifest import MANIFEST, NOTE, wrong_with
from consult.public_log.receipt import ReceiptUnreadable, check_receipt, parse_tlog_proof

CHUNK, LARGEST = 256 << 10, 512 << 20  # bytes read at once; of what is read whole
UNREADABLE = (zipfile.BadZipFile, zlib.error, OSError, RuntimeError, NotImplementedError, EOFError)
POLICY, INDEX, CONTENTS = "log/policy", "index.jsonl", "index.json"
DISCLOSURES, DOCUMENTS = ("log/disclosures/", "internal/disclosures/"), ("log/blobs/", "internal/files/")
Progress = Callable[[int, int], None]


class PackManifest(msgspec.Struct, frozen=True):
    """What the manifest of a pack says."""

    number: str
    entries: int
    size: int
    origin: str
    files: dict[str, str]


class IndexLine(msgspec.Struct, frozen=True):
    """Of a line of the index, what the entry itself says."""

    position: int
    at: str
    activity: str
    maker: str
    stream: str
    version: int
    sha256: str


def audit_pack(file: Path, *, key: str | None = None, progress: Progress = lambda done, total: None) -> PackReport:
    """Raises SourceUnreadable where it is no pack."""
    try:
        with zipfile.ZipFile(file) as archive:
            return _Audit(archive, key, progress).run()
    except (*UNREADABLE, msgspec.MsgspecError, KeyError, UnicodeDecodeError) as error:
        raise SourceUnreadable(f"{file} is no pack: {error}") from error


class _Audit:
    def __init__(self, archive: zipfile.ZipFile, key: str | None, progress: Progress) -> None:
        self._zip, self._progress = archive, progress
        self._names = {info.filename for info in archive.infolist()}
        self._found: list[Found] = []
        manifest = archive.read(MANIFEST)
        self._manifest = msgspec.json.decode(manifest, type=PackManifest)
        own = log_key(archive.read(POLICY).decode())
        self._own = key is None
        if (used := key or own) is None or not is_key(used):
            raise SourceUnreadable("no verification key: give one with --key")
        self._key = used
        note = archive.read(NOTE).decode() if NOTE in self._names else ""
        if wrong_with(note, manifest, self._manifest.origin, self._key) is not None:
            self._add(PackFinding.MANIFEST_UNSIGNED, MANIFEST)

    def run(self) -> PackReport:
        self._files()
        entries = sorted(name for name in self._names if name.endswith(".entry"))
        self._entries(entries)
        if len(entries) != self._manifest.entries:
            self._add(PackFinding.ENTRY, MANIFEST)
        archive = CONTENTS in self._names
        return PackReport(
            number=self._manifest.number,
            origin=self._manifest.origin,
            size=self._manifest.size,
            entries=len(entries),
            files=len(self._names),
            archive=archive,
            lacks=self._lacks() if archive else (),
            own_key=self._own,
            findings=tuple(self._found),
        )

    def _add(self, kind: PackFinding, file: str) -> None:
        self._found.append(Found(kind, file))

    def _files(self) -> None:
        """Each by the manifest, which names all of them but itself and its signature."""
        listed = self._manifest.files
        for name in sorted(listed.keys() - self._names):
            self._add(PackFinding.MISSING, name)
        if len(self._zip.infolist()) != len(self._names):
            self._add(PackFinding.TOO_MANY, MANIFEST)  # one name stands in the zip twice
        for done, name in enumerate(sorted(self._names - {MANIFEST, NOTE}), 1):
            found = self._digest(name)
            if name not in listed:
                self._add(PackFinding.TOO_MANY, name)
            elif found != listed[name]:
                self._add(PackFinding.CHANGED, name)
            if name.startswith(DOCUMENTS) and found != name.rpartition("/")[2]:
                self._add(PackFinding.DOCUMENT, name)
            self._progress(done, len(self._names))

    def _digest(self, name: str) -> str | None:
        """None where the zip itself says that it was changed."""
        found = sha256()
        try:
            with self._zip.open(name) as file:
                while part := file.read(CHUNK):
                    found.update(part)
        except UNREADABLE:
            return None
        return found.hexdigest()

    def _entries(self, names: list[str]) -> None:
        """Each in the log, with what is open of it and what is internal, and its line of the index."""
        opened = 0
        with ExitStack() as stack:
            lines = self._lines(stack)
            for name in names:
                entry = self._content(name)
                disclosures = tuple(self._disclosures(entry))
                opened += len(disclosures)
                if not self._in_log(name, entry, disclosures):
                    self._add(PackFinding.ENTRY, name)
                if lines is not None and not _fits(next(lines, b""), name, entry):
                    self._add(PackFinding.INDEX, name)
            if lines is not None and next(lines, b""):
                self._add(PackFinding.INDEX, INDEX)
        if opened != sum(name.startswith(DISCLOSURES) for name in self._names):
            self._add(PackFinding.DISCLOSURE, "disclosures")

    def _lines(self, stack: ExitStack) -> Iterator[bytes] | None:
        if CONTENTS not in self._names:
            return None
        return _read_lines(stack.enter_context(self._zip.open(INDEX))) if INDEX in self._names else iter(())

    def _content(self, name: str) -> bytes:
        try:
            return self._zip.read(name) if self._zip.getinfo(name).file_size <= LARGEST else b""
        except UNREADABLE:
            return b""

    def _disclosures(self, entry: bytes) -> Iterator[str]:
        try:
            digests = msgspec.json.decode(entry).get("_sd", ())
        except (msgspec.MsgspecError, AttributeError):
            return
        for each in digests:
            for folder in DISCLOSURES:
                if (name := f"{folder}{each}") in self._names:
                    text = self._content(name).decode("ascii", "replace")
                    if not text.isascii() or digest(text) != each:
                        self._add(PackFinding.DISCLOSURE, name)
                    yield text

    def _in_log(self, name: str, entry: bytes, disclosures: tuple[str, ...]) -> bool:
        proof = self._content(name.removesuffix(".entry") + ".tlog-proof")
        try:
            steps = check_receipt(entry, parse_tlog_proof(proof.decode()), disclosures, self._key)
        except (ReceiptUnreadable, UnicodeDecodeError, UnicodeEncodeError):
            return False
        return all(step.holds for step in steps)

    def _lacks(self) -> tuple[str, ...]:
        """What the package itself says that it has not."""
        try:
            items = msgspec.json.decode(self._content(CONTENTS))["items"]
            return tuple(str(item["title"]) for item in items if item["missing"])
        except (msgspec.MsgspecError, KeyError, TypeError):
            self._add(PackFinding.INDEX, CONTENTS)
            return ()


def _read_lines(file: IO[bytes]) -> Iterator[bytes]:
    try:
        yield from file
    except UNREADABLE:
        return


def _fits(line: bytes, name: str, entry: bytes) -> bool:
    """Whether a line of the index says of the entry what the entry says."""
    try:
        found, said = msgspec.json.decode(line, type=IndexLine), msgspec.json.decode(entry)
        place = int(name.rpartition("/")[2].removesuffix(".entry"))
    except (msgspec.MsgspecError, ValueError):
        return False
    if not isinstance(said, dict):
        return False
    names = {"at": "timestamp", "activity": "type", "maker": "actor", "stream": "originator_id", "version": "originator_version"}
    same = all(getattr(found, ours) == said.get(theirs) for ours, theirs in names.items())
    return same and found.position == place and found.sha256 == sha256(entry).hexdigest()
