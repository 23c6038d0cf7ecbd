"""What is conspicuous about a file, so that an officer knows before opening it; here what is seen in little time and memory."""

from __future__ import annotations

import enum
import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator

from consult.inside.media_types import DOCX, JPEG, ODT, PDF, PNG

PIXELS = 100_000_000  # more than a good camera takes
UNPACKED = 100 * 1024 * 1024  # bytes
RATIO = 200  # unpacked to packed
STREAMS, STREAM, ALL_STREAMS = 2_000, 1 << 20, 32 << 20  # of a PDF: how many are looked into, bytes of each, bytes of all


class FileNote(enum.StrEnum):
    """What is said of a file to whoever screens the comment."""

    SCRIPT = "script"  # it does something by itself when it is opened
    EMBEDDED = "embedded"  # other files are in it
    ENCRYPTED = "encrypted"
    LARGE_PICTURE = "large-picture"
    UNPACKS_TO_MUCH = "unpacks-to-much"
    MACROS = "macros"
    OUTSIDE = "outside"  # it loads something from elsewhere
    UNREADABLE = "unreadable"
    POSITION = "position"  # where a picture was taken
    CAMERA = "camera"  # with what
    AUTHOR = "author"  # who wrote it, or changed it
    REVISIONS = "revisions"  # tracked changes: words that were deleted are still in it
    REMARKS = "remarks"  # 批注
    HIDDEN_TEXT = "hidden-text"
    SIGNED = "signed"  # a signature, which no changed copy has
    NO_COPY = "no-copy"  # none can be made that is without it


INSIDE = frozenset(
    {
        *(FileNote.POSITION, FileNote.CAMERA, FileNote.AUTHOR),
        *(FileNote.REVISIONS, FileNote.REMARKS, FileNote.HIDDEN_TEXT, FileNote.SIGNED),
    }
)
"""What says something of people, and does nothing to whoever opens the file."""

PDF_SIGNS = {
    FileNote.SCRIPT: re.compile(rb"/(?:JavaScript|JS|OpenAction|AA|Launch|RichMedia|XFA)(?![A-Za-z])"),
    FileNote.EMBEDDED: re.compile(rb"/EmbeddedFiles?(?![A-Za-z])"),
    FileNote.ENCRYPTED: re.compile(rb"/Encrypt(?![A-Za-z])"),
    FileNote.OUTSIDE: re.compile(rb"/(?:SubmitForm|ImportData|GoToR)(?![A-Za-z])"),
}
PDF_STREAM = re.compile(rb"stream\r?\n")
PDF_NAME = re.compile(rb"#([0-9A-Fa-f]{2})")  # /J#53 is /JS
OFFICE_SIGNS = {
    FileNote.MACROS: re.compile(r"vbaProject\.bin$|^Basic/|^Scripts/", re.I),
    FileNote.EMBEDDED: re.compile(r"/embeddings/|^Object ", re.I),
}
OUTSIDE = re.compile(
    rb'<Relationship\b(?=[^>]*TargetMode="External")(?=[^>]*/(?:attachedTemplate|oleObject|frame|image|subDocument)")'
)


def notes_on(content: bytes, media_type: str) -> tuple[FileNote, ...]:
    """In the order of `FileNote`."""
    kind = media_type.split(";")[0]
    looks = {PDF: _pdf, PNG: _png, JPEG: _jpeg, DOCX: _office, ODT: _office}
    try:
        found = set(looks[kind](content)) if kind in looks else set()
    except (zipfile.BadZipFile, zlib.error, struct.error, IndexError, KeyError, ValueError, RuntimeError, NotImplementedError):
        found = {FileNote.UNREADABLE}
    return tuple(note for note in FileNote if note in found)


def _pdf(content: bytes) -> Iterator[FileNote]:
    for part in (content, *_unpacked_streams(content)):
        plain = PDF_NAME.sub(lambda sign: bytes([int(sign[1], 16)]), part)
        yield from (note for note, sign in PDF_SIGNS.items() if sign.search(plain))


def _unpacked_streams(content: bytes) -> Iterator[bytes]:
    """What stands packed in it, where newer writers put even the structure; only so much that no bomb goes off."""
    left = ALL_STREAMS
    for number, begin in enumerate(PDF_STREAM.finditer(content)):
        if number == STREAMS or left <= 0:
            return
        try:
            part = zlib.decompressobj().decompress(content[begin.end() : begin.end() + STREAM], min(STREAM, left))
        except zlib.error:
            continue
        left -= len(part)
        yield part


def _png(content: bytes) -> Iterator[FileNote]:
    width, height = struct.unpack(">II", content[16:24])
    yield from _picture(width, height)


def _jpeg(content: bytes) -> Iterator[FileNote]:
    """By its frame header, which says height and width."""
    place = 2
    while content[place] == 0xFF:
        marker, length = content[place + 1], struct.unpack(">H", content[place + 2 : place + 4])[0]
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", content[place + 5 : place + 9])
            yield from _picture(width, height)
            return
        place += 2 + length
    yield FileNote.UNREADABLE


def _picture(width: int, height: int) -> Iterator[FileNote]:
    if width * height > PIXELS:
        yield FileNote.LARGE_PICTURE


def _office(content: bytes) -> Iterator[FileNote]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        entries = archive.infolist()
        unpacked = sum(entry.file_size for entry in entries)
        if unpacked > UNPACKED or unpacked > RATIO * len(content):
            yield FileNote.UNPACKS_TO_MUCH
        yield from (note for note, sign in OFFICE_SIGNS.items() if any(sign.search(entry.filename) for entry in entries))
        relations = [entry for entry in entries if entry.filename.endswith(".rels")][:STREAMS]
        if any(OUTSIDE.search(_beginning(archive, entry)) for entry in relations):
            yield FileNote.OUTSIDE


def _beginning(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    with archive.open(entry) as part:
        return part.read(STREAM)
