"""A Word table of words, written straight as elements: the library's own rows take a time that grows with their square."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

Element = Any  # an lxml element, for which there are no types
Widths = Sequence[float]
TWIPS = 567  # to the centimetre


def table_of(head: Sequence[str], rows: Iterable[Sequence[str]], widths: Widths) -> Element:
    """A ruled table of fixed widths (centimetres) whose head is repeated on every page."""
    table = OxmlElement("w:tbl")
    table.append(_properties(widths))
    grid = _add(table, "w:tblGrid")
    for width in widths:
        _add(grid, "w:gridCol", w=str(round(width * TWIPS)))
    table.append(_row(head, widths, is_head=True))
    for row in rows:
        table.append(_row(row, widths))
    return table


def _properties(widths: Widths) -> Element:
    properties = OxmlElement("w:tblPr")
    _add(properties, "w:tblW", w=str(round(sum(widths) * TWIPS)), type="dxa")
    borders = _add(properties, "w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        _add(borders, f"w:{side}", val="single", sz="4", space="0", color="auto")
    _add(properties, "w:tblLayout", type="fixed")
    return properties


def _row(cells: Sequence[str], widths: Widths, *, is_head: bool = False) -> Element:
    row = OxmlElement("w:tr")
    if is_head:
        properties = _add(row, "w:trPr")
        _add(properties, "w:cantSplit")
        _add(properties, "w:tblHeader")
    for words, width in zip(cells, widths, strict=True):
        cell = _add(row, "w:tc")
        _add(_add(cell, "w:tcPr"), "w:tcW", w=str(round(width * TWIPS)), type="dxa")
        for line in words.split("\n"):
            cell.append(_paragraph(line, bold=is_head))
    return row


def _paragraph(line: str, *, bold: bool) -> Element:
    paragraph = OxmlElement("w:p")
    if line:
        run = _add(paragraph, "w:r")
        if bold:
            _add(_add(run, "w:rPr"), "w:b")
        text = _add(run, "w:t")
        text.text = line
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return paragraph


def _add(parent: Element, name: str, **attributes: str) -> Element:
    element = OxmlElement(name)
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), value)
    parent.append(element)
    return element
