"""Files that tell of people: made here, one of each kind, with marks that have to be gone from a copy."""

from __future__ import annotations

import io
import zipfile

import pikepdf
from docx import Document
from PIL import Image, PngImagePlugin
from PIL.TiffImagePlugin import IFDRational

from consult.inside.media_types import DOCX, JPEG, ODT, PDF, PNG
from tests.intake.word_files import p, repacked_with, with_body

WRITER, DELETED, REMARK, CAMERA = "赵钱孙", "删去的电话", "内部批注", "SecretCam 9"
SHOWN = "公开的文字"


def exif(way: int = 6) -> Image.Exif:
    found = Image.Exif()
    found[0x010F], found[0x0110], found[0x0112], found[0x013B] = "Secret", CAMERA, way, "zhao"
    found.get_ifd(0x8825).update(
        {1: "N", 2: (IFDRational(31), IFDRational(13), IFDRational(4567, 100)), 3: "E", 4: (IFDRational(121), IFDRational(28), 0)}
    )
    return found


def photograph(*, way: int = 6, size: tuple[int, int] = (24, 16)) -> bytes:
    """A JPEG with position, camera, author, a remark, and a film behind its end."""
    file = io.BytesIO()
    picture = Image.linear_gradient("L").resize(size).convert("RGB")
    picture.save(file, "JPEG", exif=exif(way), comment=CAMERA.encode(), progressive=True)
    return file.getvalue() + b"\0\0ftypmp42 31N121E"


def plain_photograph() -> bytes:
    file = io.BytesIO()
    Image.linear_gradient("L").save(file, "JPEG")
    return file.getvalue()


def drawing() -> bytes:
    """A PNG with the same in EXIF and in words."""
    words, file = PngImagePlugin.PngInfo(), io.BytesIO()
    words.add_text("Author", "zhao")
    words.add_itxt("XML:com.adobe.xmp", f"<x exif:GPSLatitude='31,13N' tiff:Model='{CAMERA}'/>", zip=True)
    Image.linear_gradient("L").save(file, "PNG", exif=exif(3), pnginfo=words)
    return file.getvalue()


def report(*, remarked: bool = True, password: str = "") -> bytes:
    """A PDF with an author, a remark of his, a script, an attached file and a photograph."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(200, 200))
    pdf.docinfo["/Author"] = WRITER
    with pdf.open_metadata() as about:
        about["dc:creator"] = [WRITER]
    pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
    pdf.attachments["secret.txt"] = DELETED.encode()
    picture = pdf.make_stream(photograph(), Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=24, Height=16)
    picture.Filter, picture.ColorSpace, picture.BitsPerComponent = pikepdf.Name.DCTDecode, pikepdf.Name.DeviceRGB, 8
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=picture))
    page.Contents = pdf.make_stream(b"q 100 0 0 100 0 0 cm /Im0 Do Q")
    if remarked:
        square = pikepdf.Array([0, 0, 9, 9])
        note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=square, T=WRITER, Contents=REMARK)
        page.Annots = pikepdf.Array([pdf.make_indirect(note)])
    file = io.BytesIO()
    locked = pikepdf.Encryption(user=password, owner="owner") if password else False
    pdf.save(file, encryption=locked, deterministic_id=not locked)
    return file.getvalue()


def signed_report() -> bytes:
    return report() + b"\n9 0 obj<</Type/Sig/ByteRange [0 1 2 3]>>endobj\n"


CHANGED = (
    f'<w:p w:rsidR="00AB12CD"><w:r><w:t>{SHOWN}</w:t></w:r>'
    f'<w:ins w:id="1" w:author="{WRITER}" w:date="2026-01-02T03:04:05Z"><w:r><w:t>，加上的</w:t></w:r></w:ins>'
    f'<w:del w:id="2" w:author="{WRITER}"><w:r><w:delText>{DELETED}</w:delText></w:r></w:del>'
    f'<w:commentRangeStart w:id="0"/><w:r><w:t>。</w:t></w:r><w:commentRangeEnd w:id="0"/>'
    f'<w:r><w:commentReference w:id="0"/></w:r></w:p>'
)
REMARKS = (
    '<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    f'<w:comment w:id="0" w:author="{WRITER}" w:initials="ZQS"><w:p><w:r><w:t>{REMARK}</w:t></w:r></w:p></w:comment></w:comments>'
)


def draft(*, photographed: bool = True) -> bytes:
    """A Word document with tracked changes, a remark, an author, a hidden run and a photograph."""
    hidden = f"<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>{DELETED}之二</w:t></w:r></w:p>"
    document = Document(io.BytesIO(with_body(p("第一条"), CHANGED, hidden)))
    document.core_properties.author = document.core_properties.last_modified_by = WRITER
    document.add_comment(document.paragraphs[0].runs[0], text=REMARK, author=WRITER, initials="ZQS")
    if photographed:
        document.add_picture(io.BytesIO(photograph()))
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def plain_document() -> bytes:
    """A Word document that says nothing of anybody."""
    about = {"docProps/core.xml": None, "docProps/app.xml": None, "docProps/thumbnail.jpeg": None}
    return repacked_with(with_body(p(SHOWN)), about)


OFFICE = "urn:oasis:names:tc:opendocument:xmlns:"
CONTENT = (
    f'<office:document-content xmlns:office="{OFFICE}office:1.0" xmlns:text="{OFFICE}text:1.0"'
    ' xmlns:lo="http://openoffice.org/2009/office" xmlns:dc="http://purl.org/dc/elements/1.1/">'
    '<office:body lo:rsid="00AB12CD"><office:text><text:tracked-changes>'
    f"<text:changed-region><text:deletion><office:change-info><dc:creator>{WRITER}</dc:creator>"
    f"<dc:date>2026-01-02T03:04:05</dc:date></office:change-info>"
    f"<text:p>{DELETED}</text:p></text:deletion></text:changed-region></text:tracked-changes>"
    f'<text:p>公开<text:change text:change-id="c1"/>的文字<office:annotation><dc:creator>{WRITER}</dc:creator>'
    f"<text:p>{REMARK}</text:p></office:annotation>。</text:p></office:text></office:body></office:document-content>"
)
ABOUT = (
    f'<office:document-meta xmlns:office="{OFFICE}office:1.0" xmlns:meta="{OFFICE}meta:1.0"><office:meta>'
    f"<meta:initial-creator>{WRITER}</meta:initial-creator></office:meta></office:document-meta>"
)


def open_document() -> bytes:
    """An OpenDocument text with the same."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", ODT, zipfile.ZIP_STORED)
        for name, part in {"content.xml": CONTENT, "meta.xml": ABOUT, "Pictures/1.png": drawing()}.items():
            archive.writestr(name, part)
    return file.getvalue()


MADE = {JPEG: photograph, PNG: drawing, PDF: report, DOCX: draft, ODT: open_document}


def everything_in(content: bytes, media_type: str) -> bytes:
    """A file with all that is packed in it, for a search."""
    if media_type == PDF:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            streams = [item.read_raw_bytes() for item in pdf.objects if isinstance(item, pikepdf.Stream)]
            return b"\n".join([*streams, *(item.unparse(resolved=True) for item in pdf.objects), repr(pdf.trailer).encode()])
    if media_type in (DOCX, ODT):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return b"\n".join(archive.read(name) for name in archive.namelist())
    return content
