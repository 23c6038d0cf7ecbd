"""A table of malicious and odd files: each is refused by name, with its status, before a parser touches it."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable

import pytest

from consult.commands.uploads import MAX_SIZE, Upload
from consult.intake import refusals
from consult.intake.drafts import imported_draft
from consult.intake.formats import OLE
from consult.intake.sheets.tables import read_table
from domain.refusals import Refusal
from domain.text import ControlCharacter
from tests.intake.sheet_files import as_xlsx
from tests.intake.word_files import p, part_of, repacked_with, upload, with_body

DOCUMENT, TYPES = "word/document.xml", "[Content_Types].xml"
SHEET = "xl/worksheets/sheet1.xml"


def sound() -> bytes:
    return with_body(p("第一条 甲。"), p("第二条 乙。"))


def sound_sheet() -> bytes:
    return as_xlsx([["意见内容"], ["甲"]])


def with_head(content: bytes, name: str, head: str) -> bytes:
    """A part that begins with a document type declaration."""
    part = part_of(content, name).decode().partition("?>")[2]
    return repacked_with(content, {name: f'<?xml version="1.0" encoding="UTF-8"?>{head}{part}'.encode()})


def laughs() -> str:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return f'<!DOCTYPE x [<!ENTITY l0 "哈哈">{entities}]>'


def in_utf16(content: bytes, name: str, head: str) -> bytes:
    part = part_of(content, name).decode().partition("?>")[2]
    text = f'<?xml version="1.0" encoding="UTF-16"?>{head}{part}'
    return repacked_with(content, {name: text.encode("utf-16")})


def overlapping() -> bytes:
    """Many central entries that unpack the same kernel."""
    kernel = zipfile.ZipFile(buffer := io.BytesIO(), "w", zipfile.ZIP_DEFLATED)
    kernel.writestr("word/a.bin", b"\0" * 900_000)
    kernel.close()
    content = buffer.getvalue()
    start = content.index(b"PK\x01\x02")
    local, entry = content[:start], content[start : content.index(b"PK\x05\x06")]
    entries = b"".join(entry.replace(b"word/a.bin", f"word/{n:05}"[:10].encode()) for n in range(3000))
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 3000, 3000, len(entries), len(local), 0)
    return local + entries + end


def encrypted() -> bytes:
    content = bytearray(sound())
    for signature, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = 0
        while (start := content.find(signature, start)) >= 0:
            content[start + place] |= 1
            start += 4
    return bytes(content)


def deep(levels: int = 5000) -> bytes:
    body = "<w:smartTag>" * levels + "</w:smartTag>" * levels
    return repacked_with(sound(), {DOCUMENT: part_of(sound(), DOCUMENT).replace(b"<w:body>", f"<w:body>{body}".encode())})


def truncated() -> bytes:
    return sound()[:-400]


def damaged() -> bytes:
    """One byte of the packed document is another."""
    content = bytearray(sound())
    content[content.index(b"word/document.xml") + 60] ^= 0xFF
    return bytes(content)


DRAFT_BREAKAGES: dict[str, tuple[Callable[[], Upload], type[Refusal], int]] = {
    "empty file": (lambda: upload(b""), refusals.FileEmpty, 422),
    "larger than allowed": (lambda: upload(b"PK" + b"x" * MAX_SIZE), refusals.FileTooLarge, 413),
    "zip bomb of one part": (
        lambda: upload(repacked_with(sound(), {"word/media/a.bin": b"\0" * 60_000_000})),
        refusals.PackedTooMuch,
        413,
    ),
    "zip bomb of XML": (
        lambda: upload(repacked_with(sound(), {DOCUMENT: b"<a>" + b" " * 30_000_000 + b"</a>"})),
        refusals.PackedTooMuch,
        413,
    ),
    "zip bomb of overlapping parts": (lambda: upload(overlapping()), refusals.PackedTooMuch, 413),
    "too many parts": (
        lambda: upload(repacked_with(sound(), {f"word/media/{n}.png": b"x" for n in range(2500)})),
        refusals.PackedTooMuch,
        413,
    ),
    "nested too deep": (lambda: upload(deep()), refusals.PackedTooMuch, 413),
    "billion laughs": (lambda: upload(with_head(sound(), DOCUMENT, laughs())), refusals.DeclarationsInFile, 422),
    "external entity": (
        lambda: upload(with_head(sound(), DOCUMENT, '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>')),
        refusals.DeclarationsInFile,
        422,
    ),
    "external document type": (
        lambda: upload(with_head(sound(), "word/styles.xml", '<!DOCTYPE x SYSTEM "http://example.org/x.dtd">')),
        refusals.DeclarationsInFile,
        422,
    ),
    "parameter entity in relations": (
        lambda: upload(with_head(sound(), "_rels/.rels", '<!DOCTYPE x [<!ENTITY % p SYSTEM "http://example.org/p">%p;]>')),
        refusals.DeclarationsInFile,
        422,
    ),
    "entities hidden in UTF-16": (lambda: upload(in_utf16(sound(), DOCUMENT, laughs())), refusals.DeclarationsInFile, 422),
    "entities in a part that is not read": (
        lambda: upload(repacked_with(sound(), {"customXml/item9.xml": f"{laughs()}<a>&l9;</a>".encode()})),
        refusals.DeclarationsInFile,
        422,
    ),
    "strange encoding": (
        lambda: upload(repacked_with(sound(), {DOCUMENT: b'<?xml version="1.0" encoding="UTF-7"?><a/>'})),
        refusals.FileDamaged,
        422,
    ),
    "path out of the file": (
        lambda: upload(repacked_with(sound(), {"../../etc/cron.d/x.xml": b"<a/>"})),
        refusals.PathNameInFile,
        422,
    ),
    "absolute path": (lambda: upload(repacked_with(sound(), {"/etc/x": b""})), refusals.PathNameInFile, 422),
    "path of Windows": (lambda: upload(repacked_with(sound(), {"C:\\x.xml": b"<a/>"})), refusals.PathNameInFile, 422),
    "two parts of one name": (
        lambda: upload(repacked_with(sound(), {"word/DOCUMENT.xml": b"<a/>"})),
        refusals.PathNameInFile,
        422,
    ),
    "parts that need a password": (lambda: upload(encrypted()), refusals.FileEncrypted, 422),
    "document with a password": (
        lambda: upload(OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")),
        refusals.FileEncrypted,
        422,
    ),
    "Word 97": (lambda: upload(OLE + b"\0" * 600, "草案.doc"), refusals.FileOutdated, 415),
    "Word 97 called docx": (lambda: upload(OLE + b"\0" * 600), refusals.FileOutdated, 415),
    "web page called doc": (lambda: upload(b"<html>", "a.doc"), refusals.FileOutdated, 415),
    "macros": (lambda: upload(repacked_with(sound(), {"word/vbaProject.bin": b"x"})), refusals.FileWithMacros, 415),
    "macros by type": (
        lambda: upload(repacked_with(sound(), {TYPES: part_of(sound(), TYPES) + b"<!-- macroEnabled -->"})),
        refusals.FileWithMacros,
        415,
    ),
    "PDF": (lambda: upload(b"%PDF-1.7", "a.pdf"), refusals.FormatUnknown, 415),
    "RTF called txt": (lambda: upload(b"{\\rtf1", "a.txt"), refusals.FormatUnknown, 415),
    "picture called markdown": (lambda: upload(b"\x89PNG\r\n", "a.md"), refusals.FormatUnknown, 415),
    "table": (lambda: upload(sound_sheet(), "a.xlsx"), refusals.FormatUnknown, 415),
    "table called docx": (lambda: upload(sound_sheet()), refusals.FormatMismatch, 415),
    "text called docx": (lambda: upload("第一条 甲。".encode()), refusals.FormatMismatch, 415),
    "docx called txt": (lambda: upload(sound(), "a.txt"), refusals.FormatMismatch, 415),
    "any zip called docx": (
        lambda: upload(repacked_with(sound(), {TYPES: None})),
        refusals.FormatMismatch,
        415,
    ),
    "without an ending": (lambda: upload("第一条 甲。".encode(), "README"), refusals.FormatUnknown, 415),
    "cut short": (lambda: upload(truncated()), refusals.FileDamaged, 422),
    "changed byte": (lambda: upload(damaged()), refusals.FileDamaged, 422),
    "no zip at all": (lambda: upload(b"PK\x03\x04" + b"x" * 100), refusals.FileDamaged, 422),
    "broken XML": (lambda: upload(repacked_with(sound(), {DOCUMENT: b"<a><b></a>"})), refusals.FileDamaged, 422),
    "no document": (lambda: upload(repacked_with(sound(), {DOCUMENT: None})), refusals.FileDamaged, 422),
    "document of another kind": (lambda: upload(repacked_with(sound(), {DOCUMENT: b"<a/>"})), refusals.FileDamaged, 422),
    "bzip2": (lambda: upload(repacked_with(sound(), {}, zipfile.ZIP_BZIP2)), refusals.FileDamaged, 422),
    "nothing to read": (lambda: upload(with_body(p("　"))), refusals.NothingToRead, 422),
    "binary called txt": (lambda: upload(b"\0\1\2\3", "a.txt"), refusals.EncodingUnknown, 422),
    "no encoding known": (lambda: upload(b"\xff\xff\xff\xff", "a.txt"), refusals.EncodingUnknown, 422),
    "control characters": (lambda: upload("第一条 甲\x07。".encode(), "a.txt"), ControlCharacter, 422),
}

TABLE_BREAKAGES: dict[str, tuple[Callable[[], Upload], type[Refusal], int]] = {
    "zip bomb": (
        lambda: upload(repacked_with(sound_sheet(), {SHEET: b"<a>" + b" " * 30_000_000 + b"</a>"}), "a.xlsx"),
        refusals.PackedTooMuch,
        413,
    ),
    "billion laughs in a sheet": (
        lambda: upload(with_head(sound_sheet(), SHEET, laughs()), "a.xlsx"),
        refusals.DeclarationsInFile,
        422,
    ),
    "external entity in the workbook": (
        lambda: upload(
            with_head(sound_sheet(), "xl/workbook.xml", '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'), "a.xlsx"
        ),
        refusals.DeclarationsInFile,
        422,
    ),
    "Excel 97": (lambda: upload(OLE + b"\0" * 600, "a.xls"), refusals.FileOutdated, 415),
    "macros": (lambda: upload(repacked_with(sound_sheet(), {"xl/vbaProject.bin": b"x"}), "a.xlsx"), refusals.FileWithMacros, 415),
    "document": (lambda: upload(sound()), refusals.FormatUnknown, 415),
    "document called xlsx": (lambda: upload(sound(), "a.xlsx"), refusals.FormatMismatch, 415),
    "CSV called xlsx": (lambda: upload("意见内容\n甲".encode(), "a.xlsx"), refusals.FormatMismatch, 415),
    "binary called csv": (lambda: upload(b"a,b\n\0,1", "a.csv"), refusals.EncodingUnknown, 422),
    "broken sheet": (lambda: upload(repacked_with(sound_sheet(), {SHEET: b"<a/><b/>"}), "a.xlsx"), refusals.FileDamaged, 422),
    "no workbook": (lambda: upload(repacked_with(sound_sheet(), {"xl/workbook.xml": None}), "a.xlsx"), refusals.FileDamaged, 422),
}


@pytest.mark.parametrize("case", DRAFT_BREAKAGES)
def test_a_malicious_or_odd_draft_is_refused_by_name(case: str) -> None:
    make, refusal, status = DRAFT_BREAKAGES[case]
    with pytest.raises(refusal) as refused:
        imported_draft(make())
    assert refused.value.status == status
    assert "{" not in refused.value.text()


@pytest.mark.parametrize("case", TABLE_BREAKAGES)
def test_a_malicious_or_odd_table_is_refused_by_name(case: str) -> None:
    make, refusal, status = TABLE_BREAKAGES[case]
    with pytest.raises(refusal) as refused:
        read_table(make())
    assert refused.value.status == status
    assert "{" not in refused.value.text()


def test_a_sound_file_of_each_kind_is_taken() -> None:
    assert len(imported_draft(upload(sound())).articles) == 2
    assert len(read_table(upload(sound_sheet(), "a.xlsx")).rows) == 1
