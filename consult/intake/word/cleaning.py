"""Reduces a Word document to paragraphs, tables and text runs; notes whatever is removed or changed."""

from __future__ import annotations

from docx.oxml.ns import qn

from consult.inside.word_revisions import accept_revisions
from consult.inside.word_tags import (
    COMPATIBILITY,
    MATH,
    P_PR,
    R_PR,
    VAL,
    Element,
    R,
    T,
    elements_of,
    is_on,
    remove,
    run_of,
    unwrap,
    w,
    words_of,
)
from consult.intake.notes import NoteKind, Notes
from consult.intake.word.graphics import take_out_graphics
from consult.intake.word.noting import CHANGES, note

GETA = "〓"  # stands for a character that cannot be shown
REFERENCES = {
    "footnoteReference": NoteKind.FOOTNOTE,
    "endnoteReference": NoteKind.ENDNOTE,
    "commentReference": NoteKind.COMMENT,
}
WRAPPERS = w("smartTag", "customXml", "bdo", "dir", "fldSimple")
WRAPPER_PROPERTIES = w("smartTagPr", "customXmlPr", "fldData")


def clean(body: Element, notes: Notes) -> None:
    """Change `body` in place. The order matters: what is deleted or hidden must not be noted again as something else."""
    _choose_alternatives(body)
    _unwrap_containers(body)
    accept_revisions(body, lambda change, element, within: note(notes, CHANGES[change], element, within=within))
    _take_out_hidden(body, notes)
    _take_out_references(body, notes)
    _take_out_embedded_documents(body, notes)
    _note_fields(body, notes)
    _simplify_words(body, notes)
    take_out_graphics(body, notes)
    _note_formatting(body, notes)


def _choose_alternatives(body: Element) -> None:
    """Of each pair, what today's Word shows; never both, or words would stand twice."""
    for alternative in elements_of(body, [f"{COMPATIBILITY}AlternateContent"]):
        chosen = next(iter(alternative), None)
        for child in list(chosen) if chosen is not None else ():
            alternative.addprevious(child)
        remove(alternative)


def _unwrap_containers(body: Element) -> None:
    """Content controls and marks around words."""
    for control in elements_of(body, w("sdt")):
        content = control.find(qn("w:sdtContent"))
        for child in list(content) if content is not None else ():
            control.addprevious(child)
        remove(control)
    for wrapper in elements_of(body, WRAPPERS):
        if wrapper.tag != qn("w:fldSimple"):
            unwrap(wrapper, without=WRAPPER_PROPERTIES)


def _take_out_hidden(body: Element, notes: Notes) -> None:
    for run in elements_of(body, [R]):
        if is_on(run.find(R_PR), "vanish", "specVanish") and words_of(run):
            note(notes, NoteKind.HIDDEN_TEXT, run)
            remove(run)


def _take_out_references(body: Element, notes: Notes) -> None:
    for name, kind in REFERENCES.items():
        for reference in elements_of(body, w(name)):
            note(notes, kind, reference)
            remove(reference)


def _take_out_embedded_documents(body: Element, notes: Notes) -> None:
    for part in elements_of(body, w("altChunk", "subDoc")):
        note(notes, NoteKind.EMBEDDED_DOCUMENT, part)
        remove(part)


def _note_fields(body: Element, notes: Notes) -> None:
    """Fields are taken with their stored result; only the outermost are counted. A simple field is unwrapped."""
    depth = 0
    for mark in elements_of(body, w("fldChar", "fldSimple")):
        kind = mark.get(qn("w:fldCharType"))
        if mark.tag == qn("w:fldSimple") or (kind == "begin" and depth == 0):
            note(notes, NoteKind.FIELD, mark)
        depth = max(depth + {"begin": 1, "end": -1}.get(kind, 0), 0)
        if mark.tag == qn("w:fldSimple"):
            unwrap(mark, without=WRAPPER_PROPERTIES)
    for link in elements_of(body, w("hyperlink")):
        if link.get(qn("r:id")) is not None:
            note(notes, NoteKind.HYPERLINK, link)
        unwrap(link)


def _simplify_words(body: Element, notes: Notes) -> None:
    for ruby in elements_of(body, w("ruby")):
        note(notes, NoteKind.RUBY, ruby)
        base = words_of(base) if (base := ruby.find(qn("w:rubyBase"))) is not None else ""
        ruby.addprevious(run_of(base)[0])
        remove(ruby)
    for symbol in elements_of(body, w("sym")):
        note(notes, NoteKind.SYMBOL, symbol)
        symbol.addprevious(run_of(GETA)[0])
        remove(symbol)
    for formula in elements_of(body, [f"{MATH}oMath"]):
        note(notes, NoteKind.FORMULA, formula)
        formula.addprevious(run_of("".join(text.text or "" for text in formula.iter(f"{MATH}t", T))))
        remove(formula)
    for line in elements_of(body, [f"{MATH}oMathPara"]):
        unwrap(line)


def _note_formatting(body: Element, notes: Notes) -> None:
    struck = (run for run in body.iter(R) if is_on(run.find(R_PR), "strike", "dstrike") and words_of(run).strip())
    for run in struck:
        note(notes, NoteKind.STRUCK_TEXT, run)


def style_id(paragraph: Element) -> str | None:
    """The id of the style that a paragraph names."""
    properties = paragraph.find(P_PR)
    style = properties.find(qn("w:pStyle")) if properties is not None else None
    return style.get(VAL) if style is not None else None
