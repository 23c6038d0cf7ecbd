"""Tracked changes of a Word document, taken as if all were accepted; whoever asks is told of each."""

from __future__ import annotations

import enum
from collections.abc import Callable

from docx.oxml.ns import qn

from consult.inside.word_tags import P_PR, R_PR, TR, Element, P, elements_of, remove, unwrap, w


class Change(enum.Enum):
    INSERTION = "insertion"
    DELETION = "deletion"


Found = Callable[[Change, Element, bool], None]
"""Told of a change, the element it stands at, and whether its own words are meant rather than those of its paragraph."""
PROPERTIES = frozenset([*w("rPr", "trPr", "tcPr", "pPr", "numPr", "ctrlPr")])


def accept_revisions(body: Element, found: Found) -> None:
    """Insertions stay, deletions go (words, rows, paragraph ends); moved words stand where they were moved to."""
    _accept_rows(body, found)
    _accept_words(body, found)
    _join_paragraphs(body, found)


def _accept_rows(body: Element, found: Found) -> None:
    for row in elements_of(body, [TR]):
        properties = row.find(qn("w:trPr"))
        if properties is None:
            continue
        if properties.find(qn("w:del")) is not None:
            found(Change.DELETION, row, False)
            remove(row)
        elif properties.find(qn("w:ins")) is not None:
            found(Change.INSERTION, row, False)


def _accept_words(body: Element, found: Found) -> None:
    for deleted in elements_of(body, w("del", "moveFrom")):
        if deleted.getparent() is not None and deleted.getparent().tag not in PROPERTIES:
            found(Change.DELETION, deleted, True)
            remove(deleted)
    for inserted in elements_of(body, w("ins", "moveTo")):
        if inserted.getparent() is not None and inserted.getparent().tag not in PROPERTIES:
            found(Change.INSERTION, inserted, True)
            unwrap(inserted)


def _join_paragraphs(body: Element, found: Found) -> None:
    """A paragraph whose end was deleted continues in the next one (ECMA-376, 17.13.5.15)."""
    carried: list[Element] = []
    for paragraph in elements_of(body, [P]):
        deleted, below = _end_is_deleted(paragraph), paragraph.getnext()
        if deleted:
            found(Change.DELETION, paragraph, False)
        if deleted and below is not None and below.tag == P:
            carried += [child for child in paragraph if child.tag != P_PR]
            remove(paragraph)
        else:
            _put_in_front(paragraph, carried)
            carried = []


def _put_in_front(paragraph: Element, words: list[Element]) -> None:
    first = next((child for child in paragraph if child.tag != P_PR), None)
    for child in words:
        if first is None:
            paragraph.append(child)
        else:
            first.addprevious(child)


def _end_is_deleted(paragraph: Element) -> bool:
    properties = paragraph.find(P_PR)
    marks = properties.find(R_PR) if properties is not None else None
    return marks is not None and any(marks.find(tag) is not None for tag in w("del", "moveFrom"))
