"""The levels in which plans and measures are numbered (GB/T 9704: 一、 （一） 1. （1）, below them ①), line by line."""

from __future__ import annotations

import enum
import re
import unicodedata
from collections.abc import Iterator, Sequence

import msgspec

from domain.articles.numbering.labels import MARKDOWN_PREFIX, SPACE, as_read, strip_line, without_bold
from domain.articles.numbering.numerals import chinese_number, parse_chinese_number

LEVELS = 5
HAN = "一二三四五六七八九十"
DIGIT = "0-9０-９"
_NO_REFERENCE = "(?![、，,至到和及与或项款目的])"  # （一）项, （一）、（二）
_NO_PHRASE = rf"(?![{HAN}]{{1,3}}(?:[、级季期类等楼号]|次))"  # 一、二级市场
_PATTERNS = (
    rf"[{HAN}]{{1,3}}[、．.]{_NO_PHRASE}",
    rf"[（(]{SPACE}*[{HAN}]{{1,3}}{SPACE}*[)）]{_NO_REFERENCE}|[㈠-㈩]",
    rf"[{DIGIT}]{{1,2}}(?:[.．、](?![{DIGIT}]))|[⒈-⒛]",
    rf"[（(]{SPACE}*[{DIGIT}]{{1,2}}{SPACE}*[)）]{_NO_REFERENCE}|[{DIGIT}]{{1,2}}[)）]|[⑴-⒇]",
    "[①-⑳㉑-㉟㊱-㊿]",
)
_LABEL = re.compile(
    f"(?P<before>{MARKDOWN_PREFIX})(?:" + "|".join(f"(?P<l{at}>{each})" for at, each in enumerate(_PATTERNS, 1)) + ")"
)
_NUMERAL = re.compile(rf"[{HAN}]+|[{DIGIT}]+|[^\x00-\x7f（）、．]")
_ENDS_SENTENCE = tuple("。；;，,")
HEADING_AT_MOST = 50  # code points
PATH_AT_MOST = 24


class Depth(enum.StrEnum):
    """What the units of a text are: its articles 条, its sections 章节, or the items of its numbering down to a level."""

    ARTICLE = "article"  # 第一条
    SECTION = "section"  # 第一章, 第一节, headings
    PART = "part"  # 一、
    ITEM = "item"  # （一）
    POINT = "point"  # 1.
    SUBPOINT = "subpoint"  # （1）
    CIRCLED = "circled"  # ①

    @property
    def level(self) -> int:
        """1 (一、) to 5 (①); 0 for articles and sections."""
        return NUMBERED.index(self) + 1 if self in NUMBERED else 0


NUMBERED = (Depth.PART, Depth.ITEM, Depth.POINT, Depth.SUBPOINT, Depth.CIRCLED)


class LevelLabel(msgspec.Struct, frozen=True):
    """A line that begins with a number of a level. `label` as written; `start`, `end`: where it stands in the line."""

    line: int
    level: int
    number: int
    label: str
    rest: str
    start: int
    end: int

    @property
    def name(self) -> str:
        """As a part of a label that names a unit alone: 二, （一）, 1, （1）, ①."""
        return name_of(self.level, self.number)


def name_of(level: int, number: int) -> str:
    """二, （一）, 1, （1）, ①."""
    if level == LEVELS:
        return circled(number)
    numeral = chinese_number(number) if level < 3 else str(number)
    return f"（{numeral}）" if level in (2, 4) else numeral


def circled(number: int) -> str:
    """① to ㊿, (51) beyond."""
    for first, last, sign in ((1, 20, "①"), (21, 35, "㉑"), (36, 50, "㊱")):
        if first <= number <= last:
            return chr(ord(sign) + number - first)
    return f"({number})"


def level_label(line: str, index: int) -> LevelLabel | None:
    """The number of a level that this line begins with; none for references (（一）项), quantities (3.5) and years."""
    found = _LABEL.match(as_read(line))
    if not found:
        return None
    level = next(at for at in range(1, LEVELS + 1) if found[f"l{at}"])
    label = found[f"l{level}"]
    number = _number(label)
    if not number:
        return None
    rest = strip_line(without_bold(line[found.end() :], found["bold"])[0])
    return LevelLabel(index, level, number, label, rest, found.start(f"l{level}"), found.end())


def level_labels(lines: Sequence[str], without: range) -> list[LevelLabel]:
    """All of them, in order."""
    found = (level_label(line, index) for index, line in enumerate(lines) if index not in without)
    return [label for label in found if label]


def labels_down_to(labels: Sequence[LevelLabel], level: int) -> list[LevelLabel]:
    """Those of this level and of the levels above."""
    return [label for label in labels if label.level <= level]


def is_heading(label: LevelLabel) -> bool:
    """Whether what follows the number is no more than a heading, and not the beginning of a sentence (…，主要职责是：)."""
    begins = label.rest.endswith(("：", ":")) and re.search("[，,]", label.rest)
    return len(label.rest) <= HEADING_AT_MOST and not begins and not label.rest.endswith(_ENDS_SENTENCE)


def short_title(label: LevelLabel) -> str:
    """What names it in a path: the heading, or the beginning of the first sentence."""
    words = label.rest if is_heading(label) else re.split("[。；;：:]", label.rest, maxsplit=1)[0]
    return words if is_heading(label) or len(words) <= PATH_AT_MOST else f"{words[:PATH_AT_MOST]}…"


def deepest_clear_level(labels: Sequence[LevelLabel]) -> int:
    """The level down to which the numbers are plainly items of their own; 0 where the text has fewer than two.

    Of 一、 （一） and 1. the deepest of which at least two lines stand and fewer than half end like parts of a sentence (；).
    （1） and ① are lists inside an item, unless a text has nothing else.
    """
    counted = dict(_counted(labels))
    clear = [level for level, (lines, parts) in counted.items() if lines > 1 and 2 * parts < lines]
    usual = [level for level in clear if level <= Depth.POINT.level]
    above = min(counted, default=0)
    if usual:
        return max(usual)
    return above if counted.get(above, (0, 0))[0] > 1 else 0


def _counted(labels: Sequence[LevelLabel]) -> Iterator[tuple[int, tuple[int, int]]]:
    """Level -> lines that begin with it, and how many of them end with a semicolon."""
    for level in sorted({label.level for label in labels}):
        rests = [label.rest for label in labels if label.level == level]
        yield level, (len(rests), sum(rest.endswith(("；", ";")) for rest in rests))


def _number(label: str) -> int:
    """0 where it is none."""
    found = _NUMERAL.search(label)
    if not found:
        return 0
    if len(found[0]) == 1 and found[0] not in HAN and not found[0].isdecimal():
        return int(unicodedata.numeric(found[0]))
    try:
        return parse_chinese_number(found[0])
    except ValueError:
        return 0
