"""Office documents (OOXML) opened safely: limits and names before anything is unpacked, no declarations in any XML part."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterable
from xml.parsers.expat import ExpatError

import msgspec
from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser, fromstring, tostring

from consult.intake.refusals import (
    DeclarationsInFile,
    FileDamaged,
    FileEncrypted,
    FileWithMacros,
    FormatMismatch,
    PackedTooMuch,
    PathNameInFile,
)

MAX_PARTS = 2_000
MAX_UNPACKED = 100 * 1024 * 1024  # bytes, of all parts
MAX_XML = 48 * 1024 * 1024  # bytes, of all XML parts
MAX_RATIO = 200  # unpacked to packed, of a part above RATIO_FROM; real documents stay below 60
RATIO_FROM = 1024 * 1024
MAX_DEPTH = 200
MAX_ELEMENTS = 1_500_000

CONTENT_TYPES = "[Content_Types].xml"
_XML = re.compile(r"(?:\.xml|\.rels)$", re.IGNORECASE)
_UNSAFE = re.compile(r"[\\:\x00-\x1f\x7f]|^/|(?:^|/)\.\.?(?:/|$)")
_DECLARED = re.compile(rb"""^<\?xml[^>]*?encoding\s*=\s*["']([^"']*)["']""")
_ENCODINGS = frozenset({b"utf-8", b"utf8", b"us-ascii", b"ascii", b"utf-16"})


class Package(msgspec.Struct, frozen=True):
    """The XML parts of an office document by name; pictures and everything else that is no XML were never unpacked."""

    parts: dict[str, bytes]

    def named(self, pattern: str) -> list[bytes]:
        """The parts whose whole name matches, in order of name."""
        return [self.parts[name] for name in sorted(self.parts) if re.fullmatch(pattern, name)]


def opened_package(content: bytes, *, main: str, wanted: str) -> Package:
    """The package, whose main part is of the content type `main` (its distinctive words); `wanted` names the format to save as.

    Raises FileDamaged, FileEncrypted, PackedTooMuch, PathNameInFile, DeclarationsInFile, FileWithMacros, FormatMismatch.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            _check_entries(entries)
            parts = {entry.filename: archive.read(entry) for entry in entries if _XML.search(entry.filename)}
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError, RuntimeError) as error:
        raise FileDamaged(field="file") from error
    _check_kind(parts.get(CONTENT_TYPES), entries, main, wanted)
    for part in parts.values():
        _check_xml(part)
    return Package(parts)


def _check_entries(entries: list[zipfile.ZipInfo]) -> None:
    names = [entry.filename.lower() for entry in entries]
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise FileEncrypted(field="file")
    if any(_UNSAFE.search(entry.orig_filename) for entry in entries) or len(set(names)) < len(names):
        raise PathNameInFile(field="file")
    if any(entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for entry in entries):
        raise FileDamaged(field="file")
    unpacked = sum(entry.file_size for entry in entries)
    xml = sum(entry.file_size for entry in entries if _XML.search(entry.filename))
    if len(entries) > MAX_PARTS or unpacked > MAX_UNPACKED or xml > MAX_XML or any(map(_too_tight, entries)):
        raise PackedTooMuch(field="file")


def _too_tight(entry: zipfile.ZipInfo) -> bool:
    return entry.file_size > RATIO_FROM and entry.file_size > MAX_RATIO * max(entry.compress_size, 1)


def _check_kind(content_types: bytes | None, entries: Iterable[zipfile.ZipInfo], main: str, wanted: str) -> None:
    if content_types is None:
        raise FormatMismatch(field="file")
    if b"macroEnabled" in content_types or any(entry.filename.lower().endswith("vbaproject.bin") for entry in entries):
        raise FileWithMacros(field="file", wanted=wanted)
    if main.encode() not in content_types:
        raise FormatMismatch(field="file")


def _check_xml(part: bytes) -> None:
    """Well-formed, in an encoding that every parser reads alike, without declarations, neither deep nor huge."""
    declared = _DECLARED.match(part[:500].removeprefix(b"\xef\xbb\xbf"))
    if declared and declared[1].lower() not in _ENCODINGS:
        raise FileDamaged(field="file")
    expat, measure = (
        DefusedXMLParser(forbid_dtd=True).parser,
        _Measure(),
    )  # with the refusals of declarations; the elements and words themselves are not wanted
    expat.StartElementHandler, expat.EndElementHandler, expat.DefaultHandlerExpand = measure.start, measure.end, None
    try:
        expat.Parse(part, True)
    except DefusedXmlException as error:
        raise DeclarationsInFile(field="file") from error
    except (ExpatError, ValueError, LookupError) as error:
        raise FileDamaged(field="file") from error


class _Measure:
    """Counts elements, and stops where a part is too deep or has too many of them."""

    def __init__(self) -> None:
        self.depth = self.elements = 0

    def start(self, tag: str, attributes: object) -> None:
        self.depth += 1
        self.elements += 1
        if self.depth > MAX_DEPTH or self.elements > MAX_ELEMENTS:
            raise PackedTooMuch(field="file")

    def end(self, tag: str) -> None:
        self.depth -= 1


def repacked(package: Package) -> io.BytesIO:
    """The package as a file of its XML parts alone, for a library to read; relations to what is not in it are left out."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for name, part in package.parts.items():
            archive.writestr(name, _related(name, part, package.parts) if name.endswith(".rels") else part)
    file.seek(0)
    return file


def _related(name: str, part: bytes, parts: dict[str, bytes]) -> bytes:
    base, root = name.rpartition("_rels/")[0], fromstring(part, forbid_dtd=True)
    for relation in list(root):
        if not _is_here(relation.attrib, base, parts):
            root.remove(relation)
    written: bytes = tostring(root)
    return written


def _is_here(relation: dict[str, str], base: str, parts: dict[str, bytes]) -> bool:
    """Whether a relation leads to a part that is here; those to other places (never fetched) are left out too."""
    target = relation.get("Target", "")
    path = target if target.startswith("/") else base + target
    return relation.get("TargetMode") != "External" and _collapsed(path) in parts


def _collapsed(path: str) -> str:
    steps: list[str] = []
    for step in path.split("/"):
        if step == ".." and steps:
            steps.pop()
        elif step not in ("", ".", ".."):
            steps.append(step)
    return "/".join(steps)
