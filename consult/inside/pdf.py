"""PDF documents without their authors, signatures, scripts and attached files, by pikepdf; what the pages show stays."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from typing import Any

from pikepdf import Array, Dictionary, Name, Pdf, Stream

from consult.inside.finding import NOBODY, Cleaning
from consult.inside.jpeg import clean_jpeg, notes_on_jpeg
from consult.inside.notes import FileNote

EVERYWHERE = ("/Metadata", "/PieceInfo", "/LastModified", "/AA", "/Thumb", "/AF")  # of any dictionary
OF_CATALOG = ("/OpenAction", "/Collection", "/Perms", "/Legal", "/DSS")
OF_NAMES = ("/EmbeddedFiles", "/JavaScript", "/Renditions")
ACTING = frozenset({"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToR", "/GoToE", "/Rendition"})
OF_REMARKS = ("/T", "/M", "/CreationDate", "/NM", "/Subj")
REMARKS = frozenset(
    {*("/Text", "/Popup", "/Highlight", "/Underline", "/Squiggly", "/StrikeOut", "/Caret"), "/FileAttachment"}
)  # a stamp, typing over the page and handwriting are not among them: they are a part of what it shows
WRITTEN = REMARKS | {"/FreeText", "/Stamp", "/Ink", "/Line", "/Square", "/Circle", "/Polygon", "/PolyLine"}
FILES = frozenset({"/FileAttachment", "/RichMedia", "/Movie", "/Sound", "/Screen"})
NAMED = re.compile(rb"<(?:dc:creator|pdf:Author)\b")
SIGNED = re.compile(rb"/ByteRange\s*\[")
VERSION = re.compile(rb"%%EOF")


def notes_on_pdf(content: bytes) -> Iterator[FileNote]:
    """Raises PdfError, PasswordError."""
    with Pdf.open(io.BytesIO(content)) as pdf:
        if pdf.trailer.get("/Info") is not None and str(pdf.trailer.Info.get("/Author", "")).strip():
            yield FileNote.AUTHOR
        for item in _dictionaries(pdf):
            yield from _notes_on(item)
    if SIGNED.search(content):
        yield FileNote.SIGNED


def clean_pdf(content: bytes, cleaning: Cleaning) -> bytes:
    """The same bytes where there was nothing to take out. Raises PdfError, PasswordError, ValueError."""
    with Pdf.open(io.BytesIO(content)) as pdf:
        found = sum([_drop_beside(pdf), *[_clean(item, cleaning) for item in _dictionaries(pdf)]])
        if not found and not pdf.is_encrypted and len(VERSION.findall(content)) <= (2 if pdf.is_linearized else 1):
            return content
        written = io.BytesIO()
        pdf.save(written, deterministic_id=True, encryption=False, fix_metadata_version=False)
        return written.getvalue()


def _dictionaries(pdf: Pdf) -> Iterator[Any]:
    """Every dictionary, also those that stand inside others."""
    waiting: list[tuple[Any, int]] = [(item, 0) for item in pdf.objects]
    while waiting:
        item, depth = waiting.pop()
        if isinstance(item, Dictionary | Stream):
            yield item
        if isinstance(item, Dictionary | Stream | Array) and depth < 50:
            inner = list(item) if isinstance(item, Array) else [item[key] for key in item.keys()]  # noqa: SIM118
            waiting += [(each, depth + 1) for each in inner if isinstance(each, Dictionary | Array) and not each.is_indirect]


def _notes_on(item: Any) -> Iterator[FileNote]:
    if isinstance(item, Stream) and _is(item, "/Type", {"/Metadata"}) and NAMED.search(item.read_bytes()):
        yield FileNote.AUTHOR
    if isinstance(item, Stream) and (photograph := _photograph(item)):
        yield from _notes_on_photograph(photograph)
    if _is(item, "/Subtype", WRITTEN) and "/Rect" in item:
        if str(item.get("/T", "")).strip() not in ("", NOBODY):
            yield FileNote.AUTHOR
        if _is(item, "/Subtype", REMARKS):
            yield FileNote.REMARKS


def _notes_on_photograph(raw: bytes) -> Iterator[FileNote]:
    try:
        yield from notes_on_jpeg(raw)
    except (ValueError, IndexError):
        return


def _drop_beside(pdf: Pdf) -> int:
    """What stands beside the pages: information, attached files, scripts."""
    found = _drop(pdf.trailer, ("/Info",)) + _drop(pdf.Root, OF_CATALOG)
    if isinstance(names := pdf.Root.get("/Names"), Dictionary):
        found += _drop(names, OF_NAMES)
    if isinstance(form := pdf.Root.get("/AcroForm"), Dictionary):
        found += _drop(form, ("/XFA", "/SigFlags"))
    return found


def _clean(item: Any, cleaning: Cleaning) -> int:
    """How much was taken out of one dictionary."""
    found = _drop(item, EVERYWHERE)
    if _is(item, "/Subtype", WRITTEN) and "/Rect" in item:
        found += _drop(item, OF_REMARKS)
    if isinstance(signature := item.get("/V"), Dictionary) and "/ByteRange" in signature:
        found += _drop(item, ("/V",))  # it names who signed, and holds his certificate
    if isinstance(action := item.get("/A"), Dictionary) and _is(action, "/S", ACTING):
        found += _drop(item, ("/A",))
    if isinstance(action := item.get("/Next"), Dictionary) and _is(action, "/S", ACTING):
        found += _drop(item, ("/Next",))
    if isinstance(annotations := item.get("/Annots"), Array):
        found += _drop_annotations(annotations, FILES | REMARKS if cleaning == Cleaning.DRAFTING else FILES)
    if isinstance(item, Stream) and (photograph := _photograph(item)):
        found += _clean_photograph(item, photograph)
    return found


def _drop_annotations(annotations: Array, kinds: frozenset[str]) -> int:
    """Their dictionaries stay unreferenced, and are not written."""
    gone = [place for place, each in enumerate(annotations) if isinstance(each, Dictionary) and _is(each, "/Subtype", kinds)]
    for place in reversed(gone):
        del annotations[place]
    return len(gone)


def _clean_photograph(item: Stream, raw: bytes) -> int:
    try:
        cleaned = clean_jpeg(raw, turned=False)
    except (ValueError, IndexError):
        if b"Exif\0\0" in raw or b"ns.adobe.com/xap" in raw:
            raise ValueError("a picture that cannot be cleaned") from None
        return 0
    if cleaned != raw:
        item.write(cleaned, filter=Name.DCTDecode)
    return int(cleaned != raw)


def _photograph(item: Stream) -> bytes | None:
    """A JPEG picture, unpacked where it is packed once more. Raises ValueError where that is done in a way not known here."""
    sort = item.get("/Filter")
    filters = list(sort) if isinstance(sort, Array) else [sort]
    if filters[-1:] != [Name.DCTDecode]:
        return None
    if filters[:-1] not in ([], [Name.FlateDecode]):
        raise ValueError("a picture packed in another way")
    raw = item.read_raw_bytes()
    return zlib.decompress(raw) if filters[:-1] else raw


def _is(item: Any, key: str, values: set[str] | frozenset[str]) -> bool:
    value = item.get(key)
    return isinstance(value, Name) and str(value) in values


def _drop(item: Any, keys: tuple[str, ...]) -> int:
    gone = [key for key in keys if key in item]
    for key in gone:
        del item[key]
    return len(gone)
