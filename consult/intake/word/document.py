"""A Word document as text: a line for each paragraph, headings marked, numbers written out, tables row by row."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from consult.inside.word_tags import TBL, TC, TR, Element, P, R, T, elements_of, words_of
from consult.intake.notes import NoteKind, Notes
from consult.intake.package import Package, opened_package, repacked
from consult.intake.refusals import FileDamaged, FileRefused
from consult.intake.word.cleaning import clean, style_id
from consult.intake.word.numbering import BULLET, Numbering
from domain.articles.numbering.labels import annex_label, article_label, heading_label, strip_line

MAIN = "wordprocessingml.document.main+xml"
STRICT = {  # ISO/IEC 29500 Strict names as Word's usual ones, which the library reads
    b"http://purl.oclc.org/ooxml/wordprocessingml/": b"http://schemas.openxmlformats.org/wordprocessingml/2006/",
    b"http://purl.oclc.org/ooxml/officeDocument/math": b"http://schemas.openxmlformats.org/officeDocument/2006/math",
    b"http://purl.oclc.org/ooxml/officeDocument/": b"http://schemas.openxmlformats.org/officeDocument/2006/",
    b"http://purl.oclc.org/ooxml/drawingml/": b"http://schemas.openxmlformats.org/drawingml/2006/",
}
TITLE = 0
_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)
_TITLES = frozenset({"title", "标题"})
BETWEEN_CELLS = " | "


def word_text(content: bytes, notes: Notes) -> str:
    """The text of a DOCX file, paragraphs apart by an empty line. Raises FileRefused; notes what is lost."""
    package = _usual(opened_package(content, main=MAIN, wanted="DOCX"))
    try:
        _note_margins(package, notes)
        document = Document(repacked(package))
        return _text(document, notes)
    except FileRefused:
        raise
    except Exception as error:  # whatever the library stumbles over in a file that is no sound document
        raise FileDamaged(field="file") from error


def _usual(package: Package) -> Package:
    parts = dict(package.parts)
    for strict, usual in STRICT.items():
        parts = {name: part.replace(strict, usual) for name, part in parts.items()}
    return Package(parts)


def _note_margins(package: Package, notes: Notes) -> None:
    """Words of headers and footers, which no part of the draft holds."""
    for kind, pattern in ((NoteKind.HEADER, r"word/header\d*\.xml"), (NoteKind.FOOTER, r"word/footer\d*\.xml")):
        for part in package.named(pattern):
            words = words_of(parse_xml(part))
            if words.strip():
                notes.add(kind, words)


def _text(document: WordDocument, notes: Notes) -> str:
    body = document.element.body
    clean(body, notes)
    _write_numbers(document, notes)
    read: list[Element] = []
    titled = [(line, level) for line, level in _blocks(body, _levels(document), notes, read) if strip_line(line)]
    _note_unread(body, read, notes)
    return "".join(f"{line}\n\n" for line in _marked(titled))


def _write_numbers(document: WordDocument, notes: Notes) -> None:
    numbering = Numbering(_numbering_part(document), document.styles.element)
    for paragraph in elements_of(document.element.body, [P]):
        number = numbering.of(paragraph)
        if number is None or (number.text == "" or not words_of(paragraph).strip()):
            continue
        known = number.text is not None
        if number.text != BULLET:
            notes.add(NoteKind.NUMBERING if known else NoteKind.NUMBERING_UNKNOWN, f"{number.text or ''}{words_of(paragraph)}")
        if known:
            _put_before(paragraph, str(number.text))


def _numbering_part(document: WordDocument) -> Element | None:
    related = document.part.rels.values()
    found = (rel.target_part for rel in related if rel.reltype.endswith("/numbering"))
    return next((part.element for part in found if hasattr(part, "element")), None)


def _put_before(paragraph: Element, text: str) -> None:
    first = next((found for found in paragraph.iter(T) if found.getparent().getparent() is paragraph), None)
    if first is not None:
        first.text = text + (first.text or "").lstrip()


def _levels(document: WordDocument) -> dict[str, int]:
    """Style ids of the title (0) and of headings (1 to 9), by the names of the styles or of those they are based on."""
    names = {each.get(qn("w:styleId")): each for each in document.styles.element.findall(qn("w:style"))}
    return {key: level for key in names if (level := _level(key, names, set())) is not None}


def _level(key: str | None, styles: dict[str, Element], seen: set[str]) -> int | None:
    style = styles.get(key or "")
    if style is None or key in seen:
        return None
    named, based = (style.find(qn(name)) for name in ("w:name", "w:basedOn"))
    name = "" if named is None else (named.get(qn("w:val")) or "").strip()
    if name.lower() in _TITLES:
        return TITLE
    if found := _HEADING.fullmatch(name):
        return int(found[1])
    return None if based is None else _level(based.get(qn("w:val")), styles, seen | {str(key)})


def _blocks(body: Element, levels: dict[str, int], notes: Notes, read: list[Element]) -> Iterator[tuple[str, int | None]]:
    """The lines of the document, with the level of a heading; `read` gathers the paragraphs they come from."""
    for block in body:
        if block.tag == P:
            level = levels.get(style_id(block) or "")
            yield from ((line, level) for line in _lines(block, read))
        elif block.tag == TBL:
            yield from ((line, None) for line in _table(block, notes, read))


def _lines(paragraph: Element, read: list[Element]) -> list[str]:
    read.append(paragraph)
    return [strip_line(line) for line in paragraph.text.split("\n") if strip_line(line)]


def _table(table: Element, notes: Notes, read: list[Element]) -> list[str]:
    """A line for each row; where a cell holds articles or the table is one column wide, its paragraphs as they are.

    Paragraphs of a table inside a cell are among the cell's own.
    """
    notes.add(NoteKind.TABLE, words_of(table))
    rows = [
        [[line for paragraph in cell.iter(P) for line in _lines(paragraph, read)] for cell in row.findall(TC)]
        for row in table.findall(TR)
    ]
    cells = [lines for row in rows for lines in row]
    if all(len(row) == 1 for row in rows) or any(_opens(line) for lines in cells for line in lines):
        return [line for lines in cells for line in lines]
    return [BETWEEN_CELLS.join(" ".join(lines) for lines in row) for row in rows if any(row)]


def _opens(line: str) -> bool:
    heading = heading_label(line)
    return article_label(line, 0) is not None or (heading is not None and heading.number is not None)


def _marked(blocks: list[tuple[str, int | None]]) -> Iterator[str]:
    """Headings by style with Markdown's #, the title's one, so that those without a number are known too."""
    blocks = _with_title(blocks)
    highest = min((level for _, level in blocks if level), default=1)
    for line, level in blocks:
        if level is None or article_label(line, 0) or annex_label(line):
            yield line
        else:
            yield f"{'#' * (1 if level == TITLE else min(level - highest + 2, 6))} {line}"


def _with_title(blocks: list[tuple[str, int | None]]) -> list[tuple[str, int | None]]:
    """The lines of a title made one; where no line is styled as title, a first heading above all others is it."""
    lines = [line for line, _ in takewhile(lambda block: block[1] == TITLE, blocks)]
    if lines:
        return [("".join(lines), TITLE), *blocks[len(lines) :]]
    first = blocks[0][1] if blocks else None
    others = [level for _, level in blocks[1:] if level]
    if first and not _opens(blocks[0][0]) and all(level > first for level in others):
        return [(blocks[0][0], TITLE), *blocks[1:]]
    return blocks


def _note_unread(body: Element, read: list[Element], notes: Notes) -> None:
    """Words that no line has taken up: there are none, unless a document holds elements of its own kind."""
    taken = {text for paragraph in read for run in paragraph.iterchildren(R) for text in run.iterchildren(T)}
    lost = [text for text in body.iter(T) if text not in taken and text.text]
    if lost:
        notes.add(NoteKind.UNREAD_TEXT, lost[0].text, sum(len(text.text) for text in lost))
