"""Word documents as divisions write them: python-docx, and XML of one's own for what it cannot write."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from typing import Any

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from consult.commands.uploads import Upload
from consult.inside.media_types import DOCX
from domain.articles.structure import Annex, Article, Contents, Heading, ParsedText, Part, Prose

NAMES = nsdecls("w", "r", "wp", "a", "pic", "m") + (
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
Layout = Callable[[Any, Part, str], None]


def upload(content: bytes, name: str = "草案.docx", media_type: str = DOCX) -> Upload:
    return Upload(name, media_type, content)


def saved(document: Any) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def with_body(*paragraphs: str, numbering: str = "", styles: str = "") -> bytes:
    """A document whose body is made of these XML blocks."""
    document = Document()
    body = document.element.body
    for block in paragraphs:
        body.insert(len(body) - 1, parse_xml(re.sub(r"^<(w:\w+)", rf"<\1 {NAMES}", block, count=1)))
    if numbering:
        element = document.part.numbering_part.element
        for child in list(element):
            element.remove(child)
        for child in parse_xml(f"<w:numbering {NAMES}>{numbering}</w:numbering>"):
            element.append(child)
    if styles:
        for child in parse_xml(f"<w:styles {NAMES}>{styles}</w:styles>"):
            document.styles.element.append(child)
    return saved(document)


def p(words: str, properties: str = "") -> str:
    """A paragraph of one run."""
    pr = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    return f'<w:p>{pr}<w:r><w:t xml:space="preserve">{words}</w:t></w:r></w:p>'


def repacked_with(content: bytes, parts: Mapping[str, bytes | None], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """The same package with parts replaced, added, or (None) taken out."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(out, "w", compression) as after:
        for name in before.namelist():
            if name not in parts:
                after.writestr(name, before.read(name))
        for name, part in parts.items():
            if part is not None:
                after.writestr(name, part)
    return out.getvalue()


def part_of(content: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name)


def as_word(parsed: ParsedText, layout: Layout) -> bytes:
    """A parsed text as a Word document in one of the layouts."""
    document = Document()
    for part in parsed.parts:
        for line in _lines(part):
            layout(document, part, line)
    return saved(document)


def _lines(part: Part) -> list[str]:
    lines = [line.strip().lstrip("#").strip() for line in part.source.splitlines()]
    return [line for line in lines if line and not (line.startswith("<!--") and line.endswith("-->"))]


def by_style(document: Any, part: Part, line: str) -> None:
    """Headings by style; the title is a Title, 章 a Heading 1, 节 a Heading 2."""
    if not document.paragraphs:
        document.add_heading(line, 0)
    elif isinstance(part, Heading):
        document.add_heading(line, part.level - 2)
    else:
        document.add_paragraph(line)


def by_bold(document: Any, part: Part, line: str) -> None:
    """No styles: title and headings bold and in the middle, labels of articles bold."""
    paragraph = document.add_paragraph()
    if not isinstance(part, Article):
        paragraph.add_run(line).bold = not document.paragraphs[1:] or isinstance(part, Heading | Annex)
        return
    label = re.match(r"第[^条]+条", line)
    head = label.group() if label else ""
    paragraph.add_run(head).bold = True
    paragraph.add_run(line[len(head) :])


def by_spaces(document: Any, part: Part, line: str) -> None:
    """Plain paragraphs indented by full-width spaces, a wide space after 第一条, headings spaced out."""
    if isinstance(part, Article):
        line = re.sub(r"^(第[^条]+条)\s*", "\\1　", line)
    if isinstance(part, Prose | Article | Contents):
        document.add_paragraph("　　" + line)
    else:
        document.add_paragraph("　　　　　　" + line)


LAYOUTS: dict[str, Layout] = {"by style": by_style, "by bold": by_bold, "by full-width spaces": by_spaces}

__all__ = ["LAYOUTS", "as_word", "p", "part_of", "repacked_with", "saved", "upload", "with_body"]
