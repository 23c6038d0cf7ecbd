"""Detects a file's format by its first bytes and its name; refuses others by what they are."""

from __future__ import annotations

import enum

from consult.commands.uploads import MAX_SIZE, Upload
from consult.intake.refusals import (
    FileEmpty,
    FileEncrypted,
    FileOutdated,
    FileTooLarge,
    FormatMismatch,
    FormatUnknown,
)

MEGABYTE = 1024 * 1024
OLE = bytes.fromhex("d0cf11e0a1b11ae1")  # compound files: .doc, .xls, .wps, and office documents with a password
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
OTHERS = (b"%PDF", b"{\\rtf", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"7z\xbc\xaf", b"Rar!", b"\x1f\x8b", b"BM", b"<?xml")
OLD_ENDINGS = frozenset({"doc", "dot", "wps", "wpt", "xls", "xlt", "et", "ett"})


class Format(enum.StrEnum):
    """The kinds of file that are read."""

    DOCX = "docx"
    MARKDOWN = "markdown"
    TEXT = "text"
    XLSX = "xlsx"
    CSV = "csv"


PACKED = {"docx": Format.DOCX, "xlsx": Format.XLSX}
PLAIN = {
    "md": Format.MARKDOWN,
    "markdown": Format.MARKDOWN,
    "txt": Format.TEXT,
    "text": Format.TEXT,
    "csv": Format.CSV,
    "tsv": Format.CSV,
}
DRAFTS = frozenset({Format.DOCX, Format.MARKDOWN, Format.TEXT})
TABLES = frozenset({Format.XLSX, Format.CSV})
TAKEN = {DRAFTS: "DOCX / Markdown (.md) / TXT", TABLES: "CSV / XLSX"}


def format_of(upload: Upload, taken: frozenset[Format]) -> Format:
    """The format, one of those taken. The claimed media type is not believed: browsers guess it.

    Raises FileEmpty, FileTooLarge, FileEncrypted, FileOutdated, FormatUnknown, FormatMismatch.
    """
    content, ending = upload.content, upload.name.rpartition(".")[2].lower()
    if not content:
        raise FileEmpty(field="file")
    if len(content) > MAX_SIZE:
        raise FileTooLarge(field="file", limit=MAX_SIZE // MEGABYTE)
    if content.startswith(OLE) or ending in OLD_ENDINGS:
        _refuse_old(content, taken)
    found = _packed(content, ending) if content.startswith(b"PK") else _plain(content, ending, taken)
    if found not in taken:
        raise FormatUnknown(field="file", wanted=TAKEN[taken])
    return found


def _refuse_old(content: bytes, taken: frozenset[Format]) -> None:
    if ENCRYPTED in content:
        raise FileEncrypted(field="file")
    raise FileOutdated(field="file", wanted="DOCX" if taken is DRAFTS else "XLSX")


def _packed(content: bytes, ending: str) -> Format | None:
    """By the ending; the package itself is checked when it is opened."""
    if ending in PLAIN:
        raise FormatMismatch(field="file")
    return PACKED.get(ending)


def _plain(content: bytes, ending: str, taken: frozenset[Format]) -> Format | None:
    if ending in PACKED:
        raise FormatMismatch(field="file")
    if content.startswith(OTHERS) and not (content.startswith(b"BM") and ending in PLAIN):
        raise FormatUnknown(field="file", wanted=TAKEN[taken])
    return PLAIN.get(ending)
