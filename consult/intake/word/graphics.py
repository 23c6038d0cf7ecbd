"""Pictures, charts and other drawings of a Word document: noted and taken out; the words of text boxes stay."""

from __future__ import annotations

from docx.oxml.ns import qn

from consult.inside.word_tags import CHART, DIAGRAM, PICTURE, VML, Element, P, elements_of, remove, w, words_of
from consult.intake.notes import NoteKind, Notes
from consult.intake.word.noting import note

GRAPHICS = w("drawing", "pict", "object")
BOX = qn("w:txbxContent")


def take_out_graphics(body: Element, notes: Notes) -> None:
    """The blocks of a text box come to stand after the paragraph that the box is anchored to. Ends when no graphic is left."""
    while graphics := elements_of(body, GRAPHICS):
        for graphic in graphics:
            if any(True for _ in graphic.iterancestors(*GRAPHICS)):
                continue  # inside another one: met again once its text box has been put down
            note(notes, _kind(graphic), graphic)
            _put_down_boxes(graphic)
            remove(graphic)


def _kind(graphic: Element) -> NoteKind:
    boxes = [box for box in graphic.iter(BOX) if words_of(box).strip()]
    if boxes:
        return NoteKind.TEXT_BOX
    if graphic.tag == qn("w:object"):
        return NoteKind.EMBEDDED_OBJECT
    if any(True for _ in graphic.iter(f"{CHART}chart", f"{DIAGRAM}relIds")):
        return NoteKind.CHART
    pictured = any(True for _ in graphic.iter(f"{PICTURE}pic", f"{VML}imagedata"))
    return NoteKind.PICTURE if pictured else NoteKind.SHAPE


def _put_down_boxes(graphic: Element) -> None:
    anchor: Element = next(graphic.iterancestors(P), graphic)
    outermost = [box for box in graphic.iter(BOX) if not _nested(box, graphic)]
    for block in reversed([block for box in outermost for block in list(box)]):
        anchor.addnext(block)


def _nested(box: Element, graphic: Element) -> bool:
    return any(above.tag == BOX and graphic in above.iterancestors() for above in box.iterancestors())
