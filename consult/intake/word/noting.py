"""Notes on elements of a Word document, with the words where they stand."""

from __future__ import annotations

from itertools import chain

from consult.inside.word_revisions import Change
from consult.inside.word_tags import Element, P, w
from consult.intake.notes import MAX_WORDS, NoteKind, Notes

CHANGES = {Change.INSERTION: NoteKind.INSERTION, Change.DELETION: NoteKind.DELETION}


def note(notes: Notes, kind: NoteKind, element: Element, *, within: bool = False) -> None:
    """Note something with the first words of its paragraph, or (`within`, and where it stands in none) with its own."""
    place = ""
    if notes.wants_place(kind):
        paragraph = None if within else next(chain([element] if element.tag == P else [], element.iterancestors(P)), None)
        place = (paragraph is not None and _first_words(paragraph)) or _first_words(element)
    notes.add(kind, place)


def _first_words(element: Element) -> str:
    words = ""
    for text in element.iter(*w("t", "delText")):
        words += text.text or ""
        if len(words.strip()) >= MAX_WORDS:
            break
    return words
