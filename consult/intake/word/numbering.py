"""Automatic numbering of a Word document written out: 第一条, （一）, 1. as Word would show them (ECMA-376, 17.9)."""

from __future__ import annotations

import re

import msgspec
from docx.oxml.ns import qn

from consult.inside.word_tags import P_PR, VAL, Element
from consult.intake.word.numbers import numbered

LEVELS = 9
CHAIN = 30  # styles based on styles
BULLET = "- "
_PLACE = re.compile(r"%([1-9])")


class Level(msgspec.Struct, frozen=True):
    """One level of a list: `text` has %1 … %9 for the numbers of the levels. `restart`: 1-based level, None: any above."""

    start: int
    number_format: str
    text: str
    suffix: str
    restart: int | None
    plain: bool
    style: str | None


PLAIN_LEVEL = Level(1, "decimal", "", "tab", None, False, None)


class AutomaticNumber(msgspec.Struct, frozen=True):
    """What Word shows before a paragraph; `text` is None where its kind of number is not known."""

    text: str | None


class Numbering:
    """Counts through the paragraphs of a document in order."""

    def __init__(self, numbering: Element | None, styles: Element | None) -> None:
        self._styles = {style.get(qn("w:styleId")): style for style in _all(styles, "w:style")}
        self._abstract = {each.get(qn("w:abstractNumId")): each for each in _all(numbering, "w:abstractNum")}
        self._lists = {each.get(qn("w:numId")): each for each in _all(numbering, "w:num")}
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[tuple[str, int]] = set()
        self._known: dict[str, tuple[str, list[Level]]] = {}

    def of(self, paragraph: Element) -> AutomaticNumber | None:
        """The number of this paragraph; None where it has none. To be asked for every paragraph, in order."""
        list_id, level = self._place(paragraph)
        if list_id is None or list_id not in self._lists or not 0 <= level < LEVELS:
            return None
        abstract_id, levels = self._levels(list_id)
        counts = self._counts.setdefault(abstract_id, [None] * LEVELS)
        self._count(list_id, levels, counts, level)
        return _written(levels, counts, level)

    def _place(self, paragraph: Element) -> tuple[str | None, int]:
        """The list and level of a paragraph, from itself or from its style."""
        properties = paragraph.find(P_PR)
        style = _value(properties, "w:pStyle")
        own_list, own_level = _numbered_by(properties)
        styled_list, styled_level = (None, None) if own_list is not None else self._style_place(style)
        list_id = own_list if own_list is not None else styled_list
        level = own_level if own_level is not None else styled_level
        return (None if list_id == "0" else list_id), int(level or 0)

    def _style_place(self, style_id: str | None) -> tuple[str | None, str | None]:
        for _ in range(CHAIN):
            style = self._styles.get(style_id)
            if style is None:
                break
            list_id, level = _numbered_by(style.find(P_PR))
            if list_id is not None:
                return list_id, level or self._linked_level(list_id, style_id)
            style_id = _value(style, "w:basedOn")
        return None, None

    def _linked_level(self, list_id: str, style_id: str | None) -> str | None:
        if list_id not in self._lists:
            return None
        _, levels = self._levels(list_id)
        return next((str(place) for place, level in enumerate(levels) if level.style == style_id), None)

    def _levels(self, list_id: str) -> tuple[str, list[Level]]:
        """The id of the abstract list and its levels with what this list changes of them."""
        if list_id not in self._known:
            self._known[list_id] = self._levels_of(list_id)
        return self._known[list_id]

    def _levels_of(self, list_id: str) -> tuple[str, list[Level]]:
        found = self._lists[list_id]
        abstract_id = _value(found, "w:abstractNumId") or ""
        abstract = self._abstract.get(abstract_id)
        if abstract is not None and (link := _value(abstract, "w:numStyleLink")):
            linked = ((key, each) for key, each in self._abstract.items() if _value(each, "w:styleLink") == link)
            abstract_id, abstract = next(linked, (abstract_id, abstract))
        levels = [PLAIN_LEVEL] * LEVELS
        for each in _all(abstract, "w:lvl"):
            _set(levels, each)
        for override in _all(found, "w:lvlOverride"):
            for each in _all(override, "w:lvl"):
                _set(levels, each)
            if (start := _number(_value(override, "w:startOverride"))) is not None:
                place = _number(override.get(qn("w:ilvl"))) or 0
                levels[place % LEVELS] = msgspec.structs.replace(levels[place % LEVELS], start=start)
        return abstract_id, levels

    def _count(self, list_id: str, levels: list[Level], counts: list[int | None], level: int) -> None:
        begins = (list_id, level) not in self._begun and self._starts_anew(list_id, level)
        self._begun.add((list_id, level))
        for above in range(level):
            counts[above] = levels[above].start if counts[above] is None else counts[above]
        before = counts[level]
        counts[level] = levels[level].start if before is None or begins else before + 1
        for below in range(level + 1, LEVELS):
            restart = levels[below].restart
            if restart != 0 and (restart is None or level < restart):
                counts[below] = None

    def _starts_anew(self, list_id: str, level: int) -> bool:
        """Lists of one abstract list count on, unless this one sets a start of its own."""
        overrides = _all(self._lists[list_id], "w:lvlOverride")
        return any(
            _number(each.get(qn("w:ilvl"))) == level and each.find(qn("w:startOverride")) is not None for each in overrides
        )


def _written(levels: list[Level], counts: list[int | None], level: int) -> AutomaticNumber:
    shown = levels[level]
    if shown.number_format == "bullet":
        return AutomaticNumber(BULLET)
    parts: dict[str, str] = {}
    for found in _PLACE.finditer(shown.text):
        place = int(found[1]) - 1
        number_format = "decimal" if shown.plain else levels[place].number_format
        words = numbered(counts[place] or 0, number_format)
        if words is None:
            return AutomaticNumber(None)
        parts[found[0]] = words
    label = _PLACE.sub(lambda found: parts[found[0]], shown.text)
    return AutomaticNumber(label + _gap(label, shown.suffix) if label.strip() else "")


def _gap(label: str, suffix: str) -> str:
    """What keeps the words apart from the number: nothing after a bracket or 、, a wide space after 第一条."""
    if suffix == "nothing" or label.rstrip().endswith(("）", ")", "、", "．")):
        return ""
    return "　" if re.search(r"第.+[条章节编]$", label.strip()) else " "


def _set(levels: list[Level], element: Element) -> None:
    place = _number(element.get(qn("w:ilvl")))
    if place is None or not 0 <= place < LEVELS:
        return
    number_format = _value(element, "w:numFmt") or "decimal"
    levels[place] = Level(
        start=_number(_value(element, "w:start")) or 0,
        number_format=number_format,
        text=_value(element, "w:lvlText") or "",
        suffix=_value(element, "w:suff") or "tab",
        restart=_number(_value(element, "w:lvlRestart")),
        plain=element.find(qn("w:isLgl")) is not None,
        style=_value(element, "w:pStyle"),
    )


def _numbered_by(properties: Element | None) -> tuple[str | None, str | None]:
    place = properties.find(qn("w:numPr")) if properties is not None else None
    return (None, None) if place is None else (_value(place, "w:numId"), _value(place, "w:ilvl"))


def _value(element: Element | None, name: str) -> str | None:
    found = element.find(qn(name)) if element is not None else None
    value: str | None = found.get(VAL) if found is not None else None
    return value


def _number(text: str | None) -> int | None:
    return int(text) if text is not None and text.isdecimal() and len(text) < 7 else None


def _all(element: Element | None, name: str) -> list[Element]:
    return element.findall(qn(name)) if element is not None else []
