"""What a picture says of where, by whom and with what it was taken: in EXIF, XMP and IPTC."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from PIL.Image import Exif

from consult.inside.notes import FileNote

GPS, DETAILS, ORIENTATION = 0x8825, 0x8769, 0x0112
TAGS = {  # Exif 3.0, tables 4 and 7
    FileNote.CAMERA: {0x010F, 0x0110, 0xA430, 0xA431, 0xA433, 0xA434, 0xA435},
    FileNote.AUTHOR: {0x013B, 0x8298, 0x9C9D, 0xA430},
}
WORDS = {  # of XMP, and the by-line of IPTC
    FileNote.POSITION: re.compile(rb"GPSL(?:at|ong)itude|photoshop:City|Iptc4xmpCore:Location"),
    FileNote.CAMERA: re.compile(rb"(?:tiff:(?:Make|Model)|aux:(?:SerialNumber|Lens))\b"),
    FileNote.AUTHOR: re.compile(rb"(?:dc:creator|photoshop:Credit)\b|\x1c\x02\x50"),
}
EXIF = b"Exif\0\0"


def notes_on_exif(data: bytes) -> Iterator[FileNote]:
    """Of a TIFF structure, with or without its name before it. May raise almost anything where it is damaged."""
    exif = _read(data)
    if exif.get_ifd(GPS):
        yield FileNote.POSITION
    named = {*exif, *exif.get_ifd(DETAILS)}
    yield from (note for note, tags in TAGS.items() if tags & named)


def notes_on_words(parts: Iterable[bytes]) -> Iterator[FileNote]:
    """Of XMP and IPTC, as they stand."""
    yield from (note for part in parts for note, sign in WORDS.items() if sign.search(part))


def orientation(data: bytes) -> int:
    """How the picture has to be turned, 1 to 8 (Exif 3.0, Orientation); 1 where it does not say."""
    turned = _read(data).get(ORIENTATION, 1)
    return turned if turned in range(1, 9) else 1


def orientation_alone(turned: int) -> bytes:
    """A TIFF structure that says how the picture has to be turned, and nothing else."""
    exif = Exif()
    exif[ORIENTATION] = turned
    return exif.tobytes().removeprefix(EXIF)


def _read(data: bytes) -> Exif:
    exif = Exif()
    exif.load(data.removeprefix(EXIF))
    return exif
