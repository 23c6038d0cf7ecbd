"""What our Word documents share: fonts, page numbers, a place for tables."""

from __future__ import annotations

from typing import Any

from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

LATIN, SONG, HEI = "Times New Roman", "宋体", "黑体"


def set_fonts(document: WordDocument) -> None:
    """Latin and East Asian fonts both: without the second, Chinese characters fall back to whatever the reader's machine has."""
    for name, east_asian, size in (("Normal", SONG, 10.5), ("Title", HEI, 18), ("Heading 1", HEI, 14)):
        style: Any = document.styles[name]
        style.font.name, style.font.size = LATIN, Pt(size)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        fonts.set(qn("w:eastAsia"), east_asian)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "zh-CN")
    language.set(qn("w:eastAsia"), "zh-CN")
    normal: Any = document.styles["Normal"]
    normal.element.get_or_add_rPr().append(language)


def put_table(document: WordDocument, table: Any) -> None:
    """At the end of the document."""
    document.element.body.insert_element_before(table, "w:sectPr")


def write_page_number(document: WordDocument) -> None:
    """At the foot of every page."""
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    run: Any = OxmlElement("w:r")
    run.text = "1"
    field.append(run)
    paragraph._p.append(field)
