"""PNG pictures without what was written beside the picture; its points are not touched (W3C PNG, third edition)."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from consult.inside.exif import notes_on_exif, notes_on_words, orientation, orientation_alone
from consult.inside.notes import FileNote

BEGINNING = b"\x89PNG\r\n\x1a\n"
LARGEST_TEXT = 1 << 20  # bytes, unpacked
KEPT = frozenset(
    {
        *(b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"cICP"),
        *(b"pHYs", b"sBIT", b"bKGD", b"hIST", b"acTL", b"fcTL", b"fdAT"),
    }
)

Chunk = tuple[bytes, bytes]
"""Its type, and all its bytes."""


def notes_on_png(content: bytes) -> Iterator[FileNote]:
    beside = [(kind, whole[8:-4]) for kind, whole in chunks(content) if kind not in KEPT]
    for kind, data in beside:
        if kind == b"eXIf":
            yield from notes_on_exif(data)
    yield from notes_on_words(_words(data) for kind, data in beside if kind in (b"iTXt", b"zTXt", b"tEXt"))
    if any(kind == b"tEXt" and data.startswith((b"Author\0", b"Artist\0")) for kind, data in beside):
        yield FileNote.AUTHOR


def clean_png(content: bytes) -> bytes:
    """The picture alone, and which way up it is. Raises ValueError where it is no sound PNG."""
    found = list(chunks(content))
    way = next((orientation(whole[8:-4]) for kind, whole in found if kind == b"eXIf"), 1)
    kept = [whole for kind, whole in found if kind in KEPT]
    if way != 1:
        kept.insert(1, _chunk(b"eXIf", orientation_alone(way)))
    return BEGINNING + b"".join(kept)


def chunks(content: bytes) -> Iterator[Chunk]:
    """All up to the end; what stands behind it is none of it."""
    if not content.startswith(BEGINNING):
        raise ValueError("no PNG")
    place, kind = len(BEGINNING), b""
    while kind != b"IEND":
        kind, end = content[place + 4 : place + 8], place + 12 + int.from_bytes(content[place : place + 4], "big")
        if len(kind) < 4 or end > len(content) or (place == len(BEGINNING) and kind != b"IHDR"):
            raise ValueError("cut off")
        yield kind, content[place:end]
        place = end


def _words(data: bytes) -> bytes:
    """As they stand, and unpacked where they are packed."""
    packed = data.find(b"\x78")
    try:
        more = zlib.decompressobj().decompress(data[packed:], LARGEST_TEXT) if packed >= 0 else b""
    except zlib.error:
        more = b""
    return data + more


def _chunk(kind: bytes, data: bytes) -> bytes:
    return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")
