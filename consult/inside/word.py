"""Word documents without authors and whatever tells of people; for the body's drafts also without remarks and changes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from posixpath import join, normpath

from docx.oxml.ns import qn

from consult.inside.finding import NOBODY, Cleaning
from consult.inside.notes import FileNote
from consult.inside.word_revisions import accept_revisions
from consult.inside.word_tags import R_PR, Element, R, elements_of, is_on, remove, w, words_of
from consult.inside.zipped import clean_picture, notes_on_pictures, packed, parsed, unpacked, written

TYPES = "[Content_Types].xml"
DROPPED = re.compile(
    r"(?:docProps|customXml|docMetadata|_xmlsignatures)/.*|(?:.*/)?(?:embeddings|activeX|printerSettings|documenttasks)/.*"
    r"|(?:.*/)?(?:people\d*|customizations|vbaData|vbaProject)\.(?:xml|bin)",
    re.I,
)
REMARKS = re.compile(r"(?:.*/)?comments(?:Extended|Ids|Extensible)?\d*\.xml", re.I)
XML = re.compile(r".*\.xml", re.I)
PEOPLE = re.compile(rb"<(?:dc:creator|cp:lastModifiedBy|Manager|Company)>[^<]*[^<\s]")
AUTHOR = qn("w:author")
OF_PEOPLE = re.compile(r"\}(?:initials|date|dateUtc|rsid\w*)$")
STRICT = "{http://purl.oclc.org/ooxml/"
OTHER_DOCUMENTS = w("altChunk", "subDoc")
TOLD_APART = (
    *w("rsids", "attachedTemplate", "docVars", "mailMerge", "trackRevisions", "saveThroughXslt", "control"),
    "{urn:schemas-microsoft-com:office:office}OLEObject",
    "{http://schemas.openxmlformats.org/drawingml/2006/chart}externalData",
)
"""What goes from every part: settings that tell of people, and objects of other programs, of which a picture stays."""
OUTSIDE = re.compile(r"/(?:attachedTemplate|oleObject|package|externalLinkPath|mailMergeSource)$")
MACROS = "application/vnd.ms-word.document.macroEnabled.main+xml"
PLAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
CHANGES = w(
    *("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge", "numberingChange"),
    *("rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tblPrExChange", "tblGridChange", "trPrChange", "tcPrChange"),
)
MARKS = w(
    *("moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd"),
    *("customXmlInsRangeStart", "customXmlInsRangeEnd", "customXmlDelRangeStart", "customXmlDelRangeEnd"),
    *("commentRangeStart", "commentRangeEnd", "commentReference"),
)


def notes_on_word(content: bytes) -> Iterator[FileNote]:
    parts = unpacked(content)
    yield from notes_on_pictures(parts)
    if any(PEOPLE.search(part) for name, part in parts.items() if name.startswith("docProps/")):
        yield FileNote.AUTHOR
    if any(name.startswith("_xmlsignatures/") for name in parts):
        yield FileNote.SIGNED
    for name, part in parts.items():
        if XML.fullmatch(name):
            yield from _notes_on(name, _read(part))


def _notes_on(name: str, root: Element) -> Iterator[FileNote]:
    if any((element.get(AUTHOR) or NOBODY).strip() not in ("", NOBODY) for element in root.iter("{*}*")):
        yield FileNote.AUTHOR
    if next(root.iter(*CHANGES), None) is not None:
        yield FileNote.REVISIONS
    if REMARKS.fullmatch(name) and next(root.iter(*w("comment")), None) is not None:
        yield FileNote.REMARKS
    if _hidden(root):
        yield FileNote.HIDDEN_TEXT


def clean_word(content: bytes, cleaning: Cleaning) -> bytes:
    """The same bytes where there was nothing to take out. Raises ValueError, and what `zipfile` raises."""
    parts = unpacked(content)
    gone = {name for name in parts if DROPPED.fullmatch(name) or (cleaning == Cleaning.DRAFTING and REMARKS.fullmatch(name))}
    gone |= {name for name in parts if name.endswith(".rels") and name.replace("_rels/", "").removesuffix(".rels") in gone}
    kept = {name: _clean_part(name, part, gone, cleaning) for name, part in parts.items() if name not in gone}
    return content if kept == parts else packed(kept)


def _clean_part(name: str, part: bytes, gone: set[str], cleaning: Cleaning) -> bytes:
    if name == TYPES:
        return _changed(part, partial(_untype, gone))
    if name.endswith(".rels"):
        return _changed(part, partial(_unrelate, name, gone))
    return _changed(part, partial(_clean, cleaning)) if XML.fullmatch(name) else clean_picture(part)


def _changed(part: bytes, change: Callable[[Element], int]) -> bytes:
    """The part after a change; the same bytes where `change` has found nothing."""
    root = _read(part)
    return written(root) if change(root) else part


def _read(part: bytes) -> Element:
    root = parsed(part)
    if str(root.tag).startswith(STRICT) or next(root.iter(*OTHER_DOCUMENTS), None) is not None:
        raise ValueError("names of another kind, or other documents in it")
    return root


def _clean(cleaning: Cleaning, root: Element) -> int:
    found = _unname(root) + _remove_all(root, TOLD_APART)
    return found + (_accept(root) if cleaning == Cleaning.DRAFTING else 0)


def _unname(root: Element) -> int:
    """Names, days and numbers of sessions at changes and remarks."""
    found = 0
    for element in root.iter("{*}*"):
        told = [name for name in element.attrib if OF_PEOPLE.search(name)]
        for name in told:
            del element.attrib[name]
        named = element.get(AUTHOR, NOBODY) != NOBODY
        if named:
            element.set(AUTHOR, NOBODY)
        found += len(told) + named
    return found


def _accept(root: Element) -> int:
    """Remarks and hidden words go, tracked changes are accepted."""
    hidden, before = _hidden(root), len(elements_of(root, (*CHANGES, *MARKS)))
    for run in hidden:
        remove(run)
    accept_revisions(root, lambda change, element, within: None)
    _remove_all(root, (*CHANGES, *MARKS))
    return len(hidden) + before


def _hidden(root: Element) -> list[Element]:
    return [run for run in elements_of(root, [R]) if is_on(run.find(R_PR), "vanish", "specVanish") and words_of(run)]


def _unrelate(name: str, gone: set[str], root: Element) -> int:
    """Relations to parts that are no longer there, and to what the document took from other places."""
    base = name.rpartition("_rels/")[0]
    found = 0
    for relation in list(root):
        target, kind = relation.get("Target", ""), relation.get("Type", "")
        path = normpath(join("/", base, target)).lstrip("/")
        if path in gone or OUTSIDE.search(kind):
            root.remove(relation)
            found += 1
    return found


def _untype(gone: set[str], root: Element) -> int:
    found = 0
    for each in list(root):
        if (each.get("PartName") or "/").lstrip("/") in gone:
            root.remove(each)
            found += 1
        elif each.get("ContentType") == MACROS:
            each.set("ContentType", PLAIN)
            found += 1
    return found


def _remove_all(root: Element, tags: tuple[str, ...]) -> int:
    found = elements_of(root, tags)
    for element in found:
        remove(element)
    return len(found)
