"""OpenDocument texts without authors and whatever tells of people; for the body's drafts also without remarks and changes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from consult.inside.finding import NOBODY, Cleaning
from consult.inside.notes import FileNote
from consult.inside.zipped import Element, Parts, clean_picture, notes_on_pictures, packed, parsed, unpacked, written

MANIFEST = "META-INF/manifest.xml"
ENTRY, PATH = (f"{{urn:oasis:names:tc:opendocument:xmlns:manifest:1.0}}{name}" for name in ("file-entry", "full-path"))
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
META = "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}"
DUBLIN = "{http://purl.org/dc/elements/1.1/}"
CONFIG = "{urn:oasis:names:tc:opendocument:xmlns:config:1.0}"
DROPPED = re.compile(r"(?:Thumbnails|Basic|Scripts|Configurations2|Versions)/.*|META-INF/.*signatures\.xml|layout-cache", re.I)
ABOUT = re.compile(r"(?:.*/)?meta\.xml")
CONTENT = re.compile(r"(?:.*/)?(?:content|styles)\.xml")
SETTINGS = re.compile(r"(?:.*/)?settings\.xml")
OF_SESSION = re.compile(r"\}(?:paragraph-)?rsid$")
SOME_DAY = "1970-01-01T00:00:00"  # where the format asks for one
OF_MACHINE = re.compile(r"Printer|Rsid", re.I)
NAMES = (f"{DUBLIN}creator", f"{META}initial-creator", f"{META}printed-by")
INITIALS = (f"{META}creator-initials", "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}sender-initials")
CHANGES = (*(f"{TEXT}{name}" for name in ("tracked-changes", "change", "change-start", "change-end")),)
REMARKS = (f"{OFFICE}annotation", f"{OFFICE}annotation-end")


def notes_on_opendocument(content: bytes) -> Iterator[FileNote]:
    parts = _opened(content)
    yield from notes_on_pictures(parts)
    if any(re.search(r"META-INF/.*signatures\.xml", name) for name in parts):
        yield FileNote.SIGNED
    for name, part in parts.items():
        if ABOUT.fullmatch(name) or CONTENT.fullmatch(name):
            yield from _notes_on(parsed(part))


def _notes_on(root: Element) -> Iterator[FileNote]:
    if any((element.text or "").strip() not in ("", NOBODY) for element in root.iter(*NAMES)):
        yield FileNote.AUTHOR
    if next(root.iter(*CHANGES), None) is not None:
        yield FileNote.REVISIONS
    if next(root.iter(*REMARKS), None) is not None:
        yield FileNote.REMARKS
    if next(root.iter(f"{TEXT}hidden-text", f"{TEXT}hidden-paragraph"), None) is not None:
        yield FileNote.HIDDEN_TEXT


def clean_opendocument(content: bytes, cleaning: Cleaning) -> bytes:
    """The same bytes where there was nothing to take out. Raises ValueError, and what `zipfile` raises."""
    parts = _opened(content)
    gone = {name for name in parts if DROPPED.fullmatch(name)}
    kept = {name: _clean(name, part, cleaning) for name, part in parts.items() if name not in gone}
    if gone and MANIFEST in kept:
        kept[MANIFEST] = _without_entries(kept[MANIFEST], gone)
    return content if kept == parts else packed(kept)


def _opened(content: bytes) -> Parts:
    parts = unpacked(content)
    if b"encryption-data" in parts.get(MANIFEST, b""):
        raise ValueError("encrypted")
    return parts


def _clean(name: str, part: bytes, cleaning: Cleaning) -> bytes:
    if not (ABOUT.fullmatch(name) or CONTENT.fullmatch(name) or SETTINGS.fullmatch(name)):
        return clean_picture(part)
    root = parsed(part)
    if ABOUT.fullmatch(name):
        found = sum(_remove(each) for about in root.iter(f"{OFFICE}meta") for each in list(about))
    elif SETTINGS.fullmatch(name):
        items = list(root.iter(f"{CONFIG}config-item"))
        found = sum(_remove(each) for each in items if OF_MACHINE.search(each.get(f"{CONFIG}name") or ""))
    else:
        found = _unname(root) + (_accept(root) if cleaning == Cleaning.DRAFTING else 0)
    return written(root) if found else part


def _unname(root: Element) -> int:
    """Names and days at changes and remarks, and numbers of editing sessions."""
    found = 0
    for element in list(root.iter(*NAMES)):
        found += element.text != NOBODY
        element.text = NOBODY
    for element in root.iter(f"{DUBLIN}date"):
        found += element.text != SOME_DAY
        element.text = SOME_DAY
    for element in root.iter("{*}*"):
        for name in [name for name in element.attrib if OF_SESSION.search(name)]:
            del element.attrib[name]
            found += 1
    return found + sum(_remove(each) for each in list(root.iter(*INITIALS)))


def _accept(root: Element) -> int:
    """Deleted words stand among the list of changes, inserted ones in the text (OpenDocument 1.3, part 3, 5.5)."""
    return sum(_remove(each) for each in list(root.iter(*CHANGES, *REMARKS, f"{TEXT}hidden-text")))


def _remove(element: Element) -> int:
    """Without the words that follow it, which an XML library counts to the element."""
    parent, before = element.getparent(), element.getprevious()
    if parent is None:
        return 0
    if before is not None:
        before.tail = (before.tail or "") + (element.tail or "")
    else:
        parent.text = (parent.text or "") + (element.tail or "")
    parent.remove(element)
    return 1


def _without_entries(part: bytes, gone: set[str]) -> bytes:
    root = parsed(part)
    for entry in list(root.iter(ENTRY)):
        if entry.get(PATH) in gone:
            _remove(entry)
    return written(root)
