"""Element names of WordprocessingML (ECMA-376), and small functions on elements."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

Element = Any  # an lxml element, for which there are no types

MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"
VML = "{urn:schemas-microsoft-com:vml}"

P, R, T, TBL, TR, TC, P_PR, R_PR = (qn(f"w:{name}") for name in ("p", "r", "t", "tbl", "tr", "tc", "pPr", "rPr"))
VAL = qn("w:val")


def w(*names: str) -> tuple[str, ...]:
    """Full names of WordprocessingML elements."""
    return tuple(qn(f"w:{name}") for name in names)


def elements_of(root: Element, tags: Iterable[str]) -> list[Element]:
    """All elements of these names below `root`, in order, so that they may be changed on the way."""
    return list(root.iter(*tags))


def is_on(properties: Element | None, *names: str) -> bool:
    """Whether one of these toggles (bold, hidden, struck out) is set in run properties."""
    if properties is None:
        return False
    found = (properties.find(tag) for tag in w(*names))
    return any(each is not None and each.get(VAL) not in ("0", "false", "off") for each in found)


def words_of(element: Element) -> str:
    """The words below an element, as they stand."""
    return "".join(text.text or "" for text in element.iter(T))


def unwrap(element: Element, *, without: Iterable[str] = ()) -> None:
    """Put the children of an element, but for those named, in its place."""
    dropped = set(without)
    for child in list(element):
        if child.tag not in dropped:
            element.addprevious(child)
    remove(element)


def remove(element: Element) -> None:
    """Remove an element; does nothing where it has no parent any more."""
    if (parent := element.getparent()) is not None:
        parent.remove(element)


def run_of(text: str) -> Element:
    """A run with these words."""
    run, words = OxmlElement("w:r"), OxmlElement("w:t")
    words.text = text
    run.append(words)
    return run
