"""The file as Word: A4 upright, an index, each section on a page of its own. The same content gives the same bytes."""

from __future__ import annotations

import io
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm

from consult.deliberation_file.blocks import Block, Facts, File, Section, Table, Words
from consult.deliberation_file.contents import DeliberationFile
from consult.exports.tables.docx_file import MEDIA_TYPE as MEDIA_TYPE
from consult.exports.tables.packing import reproducible
from consult.exports.tables.word_document import put_table, set_fonts, write_page_number
from consult.exports.tables.word_table import table_of

WIDTH = 17.0  # centimetres between the margins


def deliberation_docx(found: DeliberationFile) -> bytes:
    """A DOCX file, ready to be printed for the meeting."""
    document: WordDocument = Document()
    _set_page(document)
    set_fonts(document)
    _write_cover(document, found.file)
    for number, section in enumerate(found.file.sections, 1):
        _write_section(document, number, section)
    write_page_number(document)
    _set_properties(document, found)
    file = io.BytesIO()
    document.save(file)
    return reproducible(file.getvalue(), found.view.published_at)


def _set_page(document: WordDocument) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21.0), Cm(29.7)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(2.0)


def _write_cover(document: WordDocument, file: File) -> None:
    title = document.add_paragraph(style="Title")
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.add_run(f"{file.title}\n{file.kind}")
    notice = document.add_paragraph()
    notice.alignment = WD_ALIGN_PARAGRAPH.CENTER
    notice.add_run(file.notice).bold = True
    _write(document, Facts(file.facts))
    document.add_paragraph().add_run(file.index).bold = True
    for number, section in enumerate(file.sections, 1):
        document.add_paragraph(f"{number}　{section.title}")


def _write_section(document: WordDocument, number: int, section: Section) -> None:
    heading = document.add_paragraph(f"{number}　{section.title}", style="Heading 1")
    heading.paragraph_format.page_break_before = True
    for block in section.blocks:
        _write(document, block)


def _write(document: WordDocument, block: Block) -> None:
    match block:
        case Words(paragraphs, heading):
            if heading and paragraphs:
                document.add_paragraph().add_run(heading).bold = True
            for paragraph in paragraphs:
                document.add_paragraph(paragraph)
        case Facts(rows):
            for label, value in rows:
                document.add_paragraph(f"{label}：{value}")
        case Table(head, rows, widths):
            if rows:
                put_table(document, table_of(list(head), map(list, rows), tuple(WIDTH * part for part in widths)))
                document.add_paragraph()


def _set_properties(document: WordDocument, found: DeliberationFile) -> None:
    properties: Any = document.core_properties
    properties.title, properties.subject = found.file.title, found.view.number
    properties.author = properties.last_modified_by = found.view.division.name if found.view.division else ""
    properties.comments, properties.language = "", "zh-CN"
