"""The parts of a packed document, within limits, and packed again alike for alike parts."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from lxml import etree

from consult.inside.jpeg import clean_jpeg, notes_on_jpeg
from consult.inside.notes import UNPACKED, FileNote
from consult.inside.png import BEGINNING, clean_png, notes_on_png

Parts = dict[str, bytes]
"""Contents by name, in the order of the file."""
Element = Any  # an lxml element, for which there are no types

PARTS = 5_000
DAY_OF_ALL = (1980, 1, 1, 0, 0, 0)  # the earliest that the format knows
FIRST = "mimetype"  # stands first and unpacked (OpenDocument 1.3, part 2)
_JPEG, _PNG = b"\xff\xd8\xff", BEGINNING  # what a picture begins with, whatever its name says


def unpacked(content: bytes) -> Parts:
    """Raises ValueError where it is encrypted, too large or says a name twice, and what `zipfile` raises."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        entries = [entry for entry in archive.infolist() if not entry.is_dir()]
        too_large = len(entries) > PARTS or sum(entry.file_size for entry in entries) > UNPACKED
        if too_large or len({entry.filename for entry in entries}) < len(entries):
            raise ValueError("too large")
        if any(entry.flag_bits & 1 for entry in entries):
            raise ValueError("encrypted")
        return {entry.filename: archive.read(entry) for entry in entries}


def packed(parts: Parts) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name in sorted(parts, key=lambda name: name != FIRST):
            entry = zipfile.ZipInfo(name, DAY_OF_ALL)
            entry.compress_type = zipfile.ZIP_STORED if name == FIRST else zipfile.ZIP_DEFLATED
            archive.writestr(entry, parts[name])
    return written.getvalue()


def parsed(part: bytes) -> Element:
    """An XML part. Raises ValueError where it is none, or declares anything."""
    try:
        root = etree.fromstring(part, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
    except etree.XMLSyntaxError as error:
        raise ValueError("no XML") from error
    if root.getroottree().docinfo.doctype:
        raise ValueError("declarations")
    return root


def written(root: Element) -> bytes:
    content: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
    return content


def notes_on_pictures(parts: Parts) -> set[FileNote]:
    found = {note for part in parts.values() if part.startswith(_JPEG) for note in notes_on_jpeg(part)}
    return found | {note for part in parts.values() if part.startswith(_PNG) for note in notes_on_png(part)}


def clean_picture(part: bytes) -> bytes:
    """A part that is a picture without what was written beside it; any other as it is."""
    if part.startswith(_JPEG):
        return clean_jpeg(part)
    return clean_png(part) if part.startswith(_PNG) else part
