"""A text numbered 一、 （一） 1. as an outline: which numbers begin units, and which are headings of units below them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence

import msgspec

from domain.articles.numbering.labels import HeadingLabel, is_blank_or_comment
from domain.articles.numbering.levels import LevelLabel, is_heading, labels_down_to, name_of, short_title

ABOVE = 4  # levels of 编, 分编, 章, 节 that stand above 一、


class UnitLabel(msgspec.Struct, frozen=True):
    """A line that begins a unit of a plan. `label` names it alone (二（一）1); `heading`: what it adds to the path below it."""

    level: int
    number: int
    label: str
    rest: str
    heading: HeadingLabel


class PlanLabels(msgspec.Struct, frozen=True):
    """By line: the units, and the items that are only headings of those below."""

    units: dict[int, UnitLabel]
    headings: dict[int, HeadingLabel]


def plan_labels(lines: Sequence[str], labels: Sequence[LevelLabel], level: int, above: Mapping[int, HeadingLabel]) -> PlanLabels:
    """The numbers down to `level`. `above`: the headings 第一章 or ## by line; numbering begins anew below each.

    An item with items of its own below it is their heading, if it has no more words than a heading; else it is a unit too.
    """
    kept = labels_down_to(labels, level)
    headings = {line: heading for line, heading in above.items() if line not in {label.line for label in kept}}
    names = _names(kept, headings)
    found = PlanLabels({}, {})
    for label, after in zip(kept, [*kept[1:], None], strict=True):
        own = HeadingLabel(ABOVE + label.level, label.number, label.label, short_title(label))
        if after is not None and _contains(lines, label, after, headings):
            found.headings[label.line] = own
        else:
            found.units[label.line] = UnitLabel(label.level, label.number, names[label.line], label.rest, own)
    return found


def _contains(lines: Sequence[str], label: LevelLabel, after: LevelLabel, headings: Collection[int]) -> bool:
    """Whether `label` is no more than the heading of the item `after` it."""
    if after.level <= label.level or not is_heading(label):
        return False
    between = range(label.line + 1, after.line)
    return all(line not in headings and is_blank_or_comment(lines[line]) for line in between)


def _names(labels: Sequence[LevelLabel], headings: Mapping[int, HeadingLabel]) -> dict[int, str]:
    """What names each item alone: with the numbers above it; where those come again below several headings, with these."""
    numbers = dict(_numbers(labels, headings))
    counts = Counter(numbers.values())
    if not headings or max(counts.values(), default=0) < 2:
        return numbers
    sections = _sections(labels, headings)
    return {line: f"{sections[line]}{number}" for line, number in numbers.items()}


def _numbers(labels: Sequence[LevelLabel], headings: Mapping[int, HeadingLabel]) -> Iterator[tuple[int, str]]:
    """Line -> 一、 or 二（一）1."""
    open_items: dict[int, int] = {}
    breaks = sorted(headings)
    for label in labels:
        if breaks and breaks[0] < label.line:
            open_items.clear()
            breaks = [line for line in breaks if line > label.line]
        open_items = {level: number for level, number in open_items.items() if level < label.level} | {label.level: label.number}
        name = "".join(name_of(level, number) for level, number in sorted(open_items.items()))
        yield label.line, f"{name}、" if label.level == 1 else name


def _sections(labels: Sequence[LevelLabel], headings: Mapping[int, HeadingLabel]) -> dict[int, str]:
    """Line of an item -> the headings above it: 第一章第二节, or a title."""
    found: dict[int, str] = {}
    path: dict[int, str] = {}
    for line in sorted([*headings, *(label.line for label in labels)]):
        if line in headings:
            heading = headings[line]
            path = {level: name for level, name in path.items() if level < heading.level} | {
                heading.level: heading.label or heading.title
            }
        else:
            found[line] = "".join(path.values())
    return found
