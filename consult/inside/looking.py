"""One file looked into, and its copy made and looked into again."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator

from pikepdf import PasswordError, PdfError

from consult.inside.finding import REMOVED, Cleaning, Inside
from consult.inside.jpeg import clean_jpeg, notes_on_jpeg
from consult.inside.media_types import DOCX, JPEG, ODT, PDF, PNG
from consult.inside.notes import FileNote, notes_on
from consult.inside.opendocument import clean_opendocument, notes_on_opendocument
from consult.inside.pdf import clean_pdf, notes_on_pdf
from consult.inside.png import clean_png, notes_on_png
from consult.inside.word import clean_word, notes_on_word

KNOWN: dict[str, tuple[Callable[[bytes], Iterator[FileNote]], Callable[[bytes, Cleaning], bytes]]] = {
    JPEG: (notes_on_jpeg, lambda content, _: clean_jpeg(content)),
    PNG: (notes_on_png, lambda content, _: clean_png(content)),
    PDF: (notes_on_pdf, clean_pdf),
    DOCX: (notes_on_word, clean_word),
    ODT: (notes_on_opendocument, clean_opendocument),
}
DAMAGED = (
    *(zipfile.BadZipFile, zlib.error, struct.error, PdfError),
    *(LookupError, ValueError, TypeError, AttributeError, RuntimeError, NotImplementedError, OSError, SyntaxError),
)
"""What libraries raise over a file that is not what it seems."""


def looked_into(content: bytes, media_type: str, cleaning: Cleaning) -> Inside:
    """What is in a file, and its copy. Never raises for what the file is; `consult.inside.child` bounds time and memory."""
    seen = set(notes_on(content, media_type))
    if media_type not in KNOWN:
        return Inside(_ordered(seen), content)
    notes, clean = KNOWN[media_type]
    try:
        seen |= set(notes(content))
        copy = clean(content, cleaning)
        left = set(notes(copy)) & REMOVED[cleaning]
    except PasswordError:
        return Inside(_ordered(seen | {FileNote.ENCRYPTED, FileNote.NO_COPY}), None)
    except DAMAGED:
        why = set() if FileNote.ENCRYPTED in seen else {FileNote.UNREADABLE}
        return Inside(_ordered(seen | why | {FileNote.NO_COPY}), None)
    return Inside(_ordered(seen), copy) if not left else Inside(_ordered(seen | {FileNote.NO_COPY}), None)


def _ordered(notes: set[FileNote]) -> tuple[FileNote, ...]:
    return tuple(note for note in FileNote if note in notes)
