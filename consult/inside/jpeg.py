"""JPEG pictures without what was written beside the picture; its points are not touched (ITU-T T.81, annex B)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from consult.inside.exif import EXIF, notes_on_exif, notes_on_words, orientation, orientation_alone
from consult.inside.notes import FileNote

START, END, SCAN, COMMENT = 0xD8, 0xD9, 0xDA, 0xFE
APPLICATION = range(0xE0, 0xF0)
KEPT = {0xE0: b"JFIF\0", 0xE2: b"ICC_PROFILE\0", 0xEE: b"Adobe"}  # size of points, colours, their transformation
BARE = 18  # bytes of a JFIF segment with its marker
ALONE = frozenset({0x01, *range(0xD0, 0xD8)})  # markers without a length
NEXT = re.compile(rb"\xff+[^\x00\xd0-\xd7\xff]")  # the end of a scan

Segment = tuple[int, bytes]
"""A marker, and the bytes that it begins, all of them."""


def notes_on_jpeg(content: bytes) -> Iterator[FileNote]:
    beside = [data[4:] for marker, data in segments(content) if _beside(marker, data)]
    for data in beside:
        if data.startswith(EXIF):
            yield from notes_on_exif(data)
    yield from notes_on_words(data for data in beside if not data.startswith(EXIF))


def clean_jpeg(content: bytes, *, turned: bool = True) -> bytes:
    """The picture alone, and (`turned`) which way up it is. Raises ValueError, IndexError where it is no sound JPEG."""
    found = list(segments(content))
    kept = [_bare(data) for marker, data in found if not _beside(marker, data)]
    exif = next((data[4:] for marker, data in found if marker == 0xE1 and data[4:].startswith(EXIF)), None)
    way = orientation(exif) if exif and turned else 1
    upright = [_exif(way)] if way != 1 else []
    first = 1 if kept and kept[0][4:].startswith(KEPT[0xE0]) else 0
    return b"".join([bytes([0xFF, START]), *kept[:first], *upright, *kept[first:], bytes([0xFF, END])])


def segments(content: bytes) -> Iterator[Segment]:
    """All between start and end. What stands behind the end (a film, another picture) is none of it."""
    if content[:2] != bytes([0xFF, START]):
        raise ValueError("no JPEG")
    place, scanned = 2, False
    while place < len(content):
        while content[place + 1] == 0xFF:
            place += 1
        marker = content[place + 1]
        if content[place] != 0xFF or marker in (0x00, START):
            raise ValueError("no marker")
        if marker == END:
            break
        end = place + 2 if marker in ALONE else place + 2 + int.from_bytes(content[place + 2 : place + 4], "big")
        if marker == SCAN:
            scanned, following = True, NEXT.search(content, end)
            end = following.start() if following else len(content)
        if end > len(content) or (marker not in ALONE and end < place + 4):
            raise ValueError("cut off")
        yield marker, content[place:end]
        place = end
    if not scanned:
        raise ValueError("no picture")


def _beside(marker: int, data: bytes) -> bool:
    """Whether a segment is beside the picture, and not needed to show it."""
    if marker in APPLICATION:
        return marker not in KEPT or not data[4:].startswith(KEPT[marker])
    return marker == COMMENT


def _bare(data: bytes) -> bytes:
    """A JFIF segment without the small picture that it may hold, perhaps of what was cut off since."""
    if not data[4:].startswith(KEPT[0xE0]) or len(data) <= BARE:
        return data
    return data[:2] + (BARE - 2).to_bytes(2, "big") + data[4:16] + b"\0\0"


def _exif(way: int) -> bytes:
    data = EXIF + orientation_alone(way)
    return bytes([0xFF, 0xE1]) + (len(data) + 2).to_bytes(2, "big") + data
