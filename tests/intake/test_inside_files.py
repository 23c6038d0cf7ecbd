"""What files tell of people is found, and gone from their copies; what they show stays, and the same file gives the same copy."""

from __future__ import annotations

import io
import zlib

import pikepdf
import pytest
from docx import Document
from PIL import Image, ImageOps

from consult.inside.child import look_into
from consult.inside.finding import REMOVED, Cleaning, Inside
from consult.inside.jpeg import clean_jpeg
from consult.inside.looking import KNOWN, looked_into
from consult.inside.media_types import DOCX, JPEG, ODT, PDF, PNG, TEXT
from consult.inside.notes import FileNote
from tests.intake.files_with_people import (
    CAMERA,
    DELETED,
    MADE,
    REMARK,
    SHOWN,
    WRITER,
    draft,
    drawing,
    everything_in,
    photograph,
    plain_photograph,
    report,
    signed_report,
)
from tests.intake.word_files import p, repacked_with, with_body

PEOPLE = {FileNote.POSITION, FileNote.CAMERA, FileNote.AUTHOR}
WRITTEN = {FileNote.REVISIONS, FileNote.REMARKS, FileNote.HIDDEN_TEXT}
FOUND = {
    JPEG: PEOPLE,
    PNG: PEOPLE,
    PDF: PEOPLE | {FileNote.REMARKS, FileNote.SCRIPT, FileNote.EMBEDDED},
    DOCX: PEOPLE | WRITTEN,
    ODT: PEOPLE | {FileNote.REVISIONS, FileNote.REMARKS},
}
OF_PEOPLE = (WRITER, CAMERA, "zhao", "GPS")


def left_of(words: tuple[str, ...], copy: bytes, kind: str) -> list[str]:
    inside = everything_in(copy, kind)
    return [word for word in words if any(word.encode(name) in inside for name in ("utf-8", "utf-16-be"))]


@pytest.mark.parametrize("kind", list(MADE))
@pytest.mark.parametrize("cleaning", list(Cleaning))
def test_what_tells_of_people_is_found_and_gone_from_the_copy(kind: str, cleaning: Cleaning) -> None:
    content = MADE[kind]()
    inside = looked_into(content, kind, cleaning)
    assert set(inside.notes) == FOUND[kind]
    assert inside.copy is not None
    assert left_of((*OF_PEOPLE, *((DELETED, REMARK) if cleaning == Cleaning.DRAFTING else ())), inside.copy, kind) == []
    again = looked_into(inside.copy, kind, cleaning)
    assert (set(again.notes) & REMOVED[cleaning], again.copy) == (set(), inside.copy)
    assert looked_into(content, kind, cleaning) == inside


def test_a_copy_that_still_tells_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    """As where a way to write names down is found by the one and not known to the other."""
    monkeypatch.setitem(KNOWN, JPEG, (KNOWN[JPEG][0], lambda content, cleaning: content))
    inside = looked_into(photograph(), JPEG, Cleaning.PERSONAL)
    assert (inside.copy, FileNote.NO_COPY in inside.notes) == (None, True)


def test_what_a_respondent_wrote_into_a_document_stays_in_it() -> None:
    for kind in (DOCX, ODT):
        copy = looked_into(MADE[kind](), kind, Cleaning.PERSONAL).copy
        assert copy is not None
        assert left_of((DELETED, REMARK), copy, kind) == [DELETED, REMARK]
        assert left_of(("2026-01-02", "00AB12CD"), copy, kind) == [], "neither days nor numbers of editing sessions"
    kept = looked_into(report(), PDF, Cleaning.PERSONAL).copy
    with pikepdf.open(io.BytesIO(kept or b"")) as pdf:
        assert str(pdf.pages[0].Annots[0].Contents) == REMARK


def test_a_picture_keeps_its_points_and_stands_upright() -> None:
    for content, kind in ((photograph(), JPEG), (drawing(), PNG)):
        copy = looked_into(content, kind, Cleaning.PERSONAL).copy
        before, after = (ImageOps.exif_transpose(Image.open(io.BytesIO(each))) for each in (content, copy or b""))
        assert (before.size, before.tobytes()) == (after.size, after.tobytes())
    small = b"\xff\xe0\0\x13JFIF\0\x01\x01\0\0\x01\0\x01\x01\x01\xff\0\0"  # with a picture of one point
    bare = small[:3] + b"\x10" + small[4:16] + b"\0\0"
    assert clean_jpeg(plain_photograph()[:2] + small + plain_photograph()[20:])[2:20] == bare
    assert looked_into(plain_photograph(), JPEG, Cleaning.PERSONAL).copy == plain_photograph()


def test_a_draft_reads_as_if_all_changes_were_accepted() -> None:
    copy = looked_into(draft(), DOCX, Cleaning.DRAFTING).copy
    assert copy is not None
    document = Document(io.BytesIO(copy))
    assert [each.text for each in document.paragraphs] == ["第一条", f"{SHOWN}，加上的。", "", ""]
    assert len(document.inline_shapes) == 1


def test_a_signature_is_named_since_no_copy_keeps_it() -> None:
    assert FileNote.SIGNED in looked_into(signed_report(), PDF, Cleaning.DRAFTING).notes


def test_who_signed_a_pdf_his_certificate_and_files_at_a_page_are_gone_from_its_copy() -> None:
    pdf, file = pikepdf.new(), io.BytesIO()
    words = pikepdf.Dictionary(Type=pikepdf.Name.Sig, Name=WRITER, ByteRange=pikepdf.Array([0, 1, 2, 3]), Contents=b"zhao")
    field = pdf.make_indirect(pikepdf.Dictionary(FT=pikepdf.Name.Sig, T="s", V=pdf.make_indirect(words)))
    file_of_page = pikepdf.Dictionary(Type=pikepdf.Name.Filespec, F="x", EF=pikepdf.Dictionary(F=pdf.make_stream(b"zhao")))
    pdf.add_blank_page().obj.AF = pikepdf.Array([pdf.make_indirect(file_of_page)])
    pdf.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([field]), SigFlags=3)
    pdf.save(file)
    copy = looked_into(file.getvalue(), PDF, Cleaning.PERSONAL).copy
    assert copy is not None
    assert left_of((WRITER, "zhao", "7a68616f", "Filespec"), copy, PDF) == []


def test_a_photograph_is_found_by_what_it_is_however_it_is_named_or_packed() -> None:
    with pikepdf.open(io.BytesIO(report())) as pdf:
        picture, file = pdf.pages[0].Resources.XObject.Im0, io.BytesIO()
        filters = pikepdf.Array([pikepdf.Name.FlateDecode, pikepdf.Name.DCTDecode])
        picture.write(zlib.compress(photograph()), filter=filters)
        pdf.save(file)
    copy = looked_into(file.getvalue(), PDF, Cleaning.PERSONAL).copy
    assert copy is not None
    with pikepdf.open(io.BytesIO(copy)) as pdf:
        assert pdf.pages[0].Resources.XObject.Im0.read_raw_bytes() == clean_jpeg(photograph(), turned=False)
    for name in ("word/media/image1.tmp", "word/media/image1.png"):
        copy = looked_into(repacked_with(draft(), {name: photograph()}), DOCX, Cleaning.PERSONAL).copy
        assert left_of(OF_PEOPLE, copy or photograph(), DOCX if copy else JPEG) == [], name


@pytest.mark.parametrize(
    ("content", "kind", "note"),
    [
        (report(password="x"), PDF, FileNote.ENCRYPTED),
        (b"%PDF-1.4\nnothing", PDF, FileNote.UNREADABLE),
        (photograph()[:300], JPEG, FileNote.UNREADABLE),
        (drawing()[:300], PNG, FileNote.UNREADABLE),
        (repacked_with(draft(), {"word/document.xml": b"<w:p"}), DOCX, FileNote.UNREADABLE),
        (repacked_with(draft(), {"word/media/image1.jpg": photograph()[:300]}), DOCX, FileNote.UNREADABLE),
        (with_body(p("x"), '<w:altChunk r:id="rId1"/>'), DOCX, FileNote.UNREADABLE),
    ],
)
def test_a_file_that_cannot_be_looked_into_has_no_copy(content: bytes, kind: str, note: FileNote) -> None:
    inside = looked_into(content, kind, Cleaning.PERSONAL)
    assert (inside.copy, note in inside.notes) == (None, True)


def bomb() -> bytes:
    """A PDF whose description unpacks to 3 GB."""
    packed, pdf, file = zlib.compressobj(9), pikepdf.new(), io.BytesIO()
    head = packed.compress(b" ") + packed.flush(zlib.Z_FULL_FLUSH)
    stream = head + (packed.compress(bytes(1 << 24)) + packed.flush(zlib.Z_FULL_FLUSH)) * 200
    pdf.Root.Metadata = pikepdf.Stream(pdf, stream, Type=pikepdf.Name.Metadata, Filter=pikepdf.Name.FlateDecode)
    raw = pikepdf.StreamDecodeLevel.none
    pdf.save(file, compress_streams=False, stream_decode_level=raw, fix_metadata_version=False)
    return file.getvalue()


@pytest.mark.anyio
async def test_a_file_that_unpacks_without_end_ends_only_the_process_that_looks_into_it() -> None:
    assert (await look_into(bomb(), PDF, Cleaning.PERSONAL)) == Inside((FileNote.UNREADABLE, FileNote.NO_COPY), None)
    assert (await look_into(b"text", TEXT, Cleaning.PERSONAL)).copy == b"text"
    inside = await look_into(photograph(), JPEG, Cleaning.PERSONAL)
    assert inside == looked_into(photograph(), JPEG, Cleaning.PERSONAL)
