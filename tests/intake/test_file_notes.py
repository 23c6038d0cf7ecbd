"""What is conspicuous about a file that a stranger sent is noted, within limits of time and memory."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

import pytest

from consult.inside.media_types import DOCX, JPEG, ODT, PDF, PNG, TEXT
from consult.inside.notes import FileNote, notes_on

PLAIN_PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
RELATION = '<Relationship Id="r1" Type="http://x/relationships/{kind}" Target="http://x/y" TargetMode="External"/>'


def png(width: int, height: int) -> bytes:
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + b"IHDR" + struct.pack(">II", width, height) + b"\x08\x02\0\0\0"


def jpeg(width: int, height: int) -> bytes:
    return b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x11\x08" + struct.pack(">HH", height, width)


def pdf(more: bytes) -> bytes:
    return PLAIN_PDF.replace(b"/Catalog", b"/Catalog" + more)


def packed_pdf(more: bytes) -> bytes:
    return PLAIN_PDF + b"2 0 obj<</Filter/FlateDecode>>stream\n" + zlib.compress(more) + b"\nendstream"


def office(**parts: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in {"word/document.xml": "<x/>", **parts}.items():
            archive.writestr(name, text)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("content", "kind", "notes"),
    [
        (PLAIN_PDF, PDF, ()),
        (pdf(b"/OpenAction 2 0 R"), PDF, (FileNote.SCRIPT,)),
        (pdf(b"/J#61vaScript 2 0 R"), PDF, (FileNote.SCRIPT,)),
        (pdf(b"/JSomething"), PDF, ()),
        (packed_pdf(b"<</S/JavaScript/JS(app.alert(1))>>"), PDF, (FileNote.SCRIPT,)),
        (packed_pdf(b"\0" * (64 << 20)), PDF, ()),
        (pdf(b"/EmbeddedFiles 3 0 R/Encrypt 4 0 R"), PDF, (FileNote.EMBEDDED, FileNote.ENCRYPTED)),
        (png(4000, 3000), PNG, ()),
        (png(60_000, 60_000), PNG, (FileNote.LARGE_PICTURE,)),
        (jpeg(4000, 3000), JPEG, ()),
        (jpeg(60_000, 60_000), JPEG, (FileNote.LARGE_PICTURE,)),
        (b"\xff\xd8\xff\xe0", JPEG, (FileNote.UNREADABLE,)),
        (office(), DOCX, ()),
        (office(**{"word/media/image1.bmp": "\0" * (8 << 20)}), DOCX, (FileNote.UNPACKS_TO_MUCH,)),
        (office(**{"word/vbaProject.bin": "x"}), DOCX, (FileNote.MACROS,)),
        (office(**{"word/embeddings/a.bin": "x"}), DOCX, (FileNote.EMBEDDED,)),
        (office(**{"word/_rels/settings.xml.rels": RELATION.format(kind="attachedTemplate")}), DOCX, (FileNote.OUTSIDE,)),
        (office(**{"word/_rels/document.xml.rels": RELATION.format(kind="hyperlink")}), DOCX, ()),
        (office(**{"Basic/Standard/a.xml": "x"}), ODT, (FileNote.MACROS,)),
        (b"PK\x03\x04", DOCX, (FileNote.UNREADABLE,)),
        (b"<script>", TEXT, ()),
    ],
)
def test_what_an_officer_has_to_know_before_opening_a_file_is_noted(
    content: bytes, kind: str, notes: tuple[FileNote, ...]
) -> None:
    assert notes_on(content, kind) == notes
