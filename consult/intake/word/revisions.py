"""Tracked changes of a Word document, taken as if all were accepted, and noted."""

from __future__ import annotations

from docx.oxml.ns import qn

from consult.intake.notes import NoteKind, Notes
from consult.intake.word.tags import P_PR, R_PR, TR, Element, P, listed, note, remove, unwrap, w

PROPERTIES = frozenset([*w("rPr", "trPr", "tcPr", "pPr", "numPr", "ctrlPr")])


def accept_revisions(body: Element, notes: Notes) -> None:
    """Insertions stay, deletions go (words, rows, paragraph ends); moved words stand where they were moved to."""
    _accept_rows(body, notes)
    _accept_words(body, notes)
    _join_paragraphs(body, notes)


def _accept_rows(body: Element, notes: Notes) -> None:
    for row in listed(body, [TR]):
        properties = row.find(qn("w:trPr"))
        if properties is None:
            continue
        if properties.find(qn("w:del")) is not None:
            note(notes, NoteKind.DELETION, row)
            remove(row)
        elif properties.find(qn("w:ins")) is not None:
            note(notes, NoteKind.INSERTION, row)


def _accept_words(body: Element, notes: Notes) -> None:
    for deleted in listed(body, w("del", "moveFrom")):
        if deleted.getparent() is not None and deleted.getparent().tag not in PROPERTIES:
            note(notes, NoteKind.DELETION, deleted, within=True)
            remove(deleted)
    for inserted in listed(body, w("ins", "moveTo")):
        if inserted.getparent() is not None and inserted.getparent().tag not in PROPERTIES:
            note(notes, NoteKind.INSERTION, inserted, within=True)
            unwrap(inserted)


def _join_paragraphs(body: Element, notes: Notes) -> None:
    """A paragraph whose end was deleted continues in the next one (ECMA-376, 17.13.5.15)."""
    for paragraph in reversed(listed(body, [P])):  # so that in a chain of them every word moves once
        if not _end_is_deleted(paragraph):
            continue
        note(notes, NoteKind.DELETION, paragraph)
        below = paragraph.getnext()
        words = [child for child in paragraph if child.tag != P_PR]
        if below is not None and below.tag == P:
            place = 1 if below.find(P_PR) is not None else 0
            for child in reversed(words):
                below.insert(place, child)
        if not words or (below is not None and below.tag == P):
            remove(paragraph)


def _end_is_deleted(paragraph: Element) -> bool:
    properties = paragraph.find(P_PR)
    marks = properties.find(R_PR) if properties is not None else None
    return marks is not None and any(marks.find(tag) is not None for tag in w("del", "moveFrom"))
