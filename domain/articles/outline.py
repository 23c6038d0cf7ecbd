"""The outline of a text: the lines on which its title, contents, headings, articles, items and annexes begin."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Protocol, TypeVar

import msgspec

from domain.articles.numbering.labels import (
    AnnexLabel,
    ArticleLabel,
    HeadingLabel,
    annex_label,
    article_label,
    contents_entry_key,
    heading_label,
    is_blank_or_comment,
    is_contents_title,
    strip_line,
)
from domain.articles.numbering.levels import LevelLabel, level_label
from domain.articles.numbering.plan import UnitLabel
from domain.articles.numbering.preface import MAX_TITLE, SENTENCE, front_matter, letter_before, title_lines
from domain.articles.numbering.sequence import ascending_run

MAX_TITLE_BELOW = 20


class Outline(msgspec.Struct):
    """Line numbers by what begins there. `titles`: from a heading that has only its number to the line with its title.

    `levels`: the numbers 一、 （一） 1. before the annexes, whether or not they begin units. `letter`: a covering letter or head.
    `skipped`: lines that begin like an article, after the first of them, and are none.
    """

    title: tuple[int, ...]
    front: range
    contents: range
    letter: range
    articles: Mapping[int, ArticleLabel | UnitLabel]
    levels: list[LevelLabel]
    headings: Mapping[int, HeadingLabel]
    titles: dict[int, int]
    annexes: dict[int, AnnexLabel]
    end: int
    skipped: tuple[int, ...]


class Numbered(Protocol):
    """What has a line and a number."""

    @property
    def line(self) -> int: ...

    @property
    def number(self) -> int: ...


Label = TypeVar("Label", ArticleLabel, LevelLabel)


def outline_of(lines: Sequence[str], *, by_articles: bool = True) -> Outline:
    """Articles are the longest ascending run of 第…条 (see `sequence`); nothing inside contents or an annex counts.

    Not `by_articles`: of the text as one that is numbered 一、 （一） 1., in whose annexes articles may stand.
    """
    front = front_matter(lines)
    contents = _contents(lines, front.stop)
    labels = _labels(lines, contents, article_label) if by_articles else []
    levels = _labels(lines, contents, level_label)
    highest = min((label.level for label in levels), default=0)
    annexes = _annexes(lines, labels or [label for label in levels if label.level == highest])
    end = min(annexes, default=len(lines))
    articles = {label.line: label for label in ascending_run([label for label in labels if label.line < end])}
    begins = [*articles] if labels else [label.line for label in levels]
    letter = letter_before(lines, front.stop, min(begins, default=0))
    title = title_lines(lines, contents, max(front.stop, letter.stop))
    body = lines[:end]
    headings = _headings(body, {*contents, *front, *articles, *title})
    titles = {line: below for line in headings if (below := _title_below(body, line, headings, articles)) is not None}
    used = set(titles.values())
    headings = {line: heading for line, heading in headings.items() if line not in used}
    within = [label for label in levels if label.line < end and label.line not in title]
    first = min(articles, default=end)
    skipped = tuple(label.line for label in labels if first < label.line < end and label.line not in articles)
    return Outline(title, front, contents, letter, articles, within, headings, titles, annexes, end, skipped)


def _title_below(lines: Sequence[str], line: int, headings: Mapping[int, HeadingLabel], articles: Collection[int]) -> int | None:
    """The next line with words below a heading that has only its number, if it is short and nothing numbered itself."""
    if headings[line].title:
        return None
    below = next((place for place in range(line + 1, len(lines)) if not is_blank_or_comment(lines[place])), None)
    if below is None or below in articles or (below in headings and headings[below].label):
        return None
    words = strip_line(lines[below])
    return below if len(words) <= MAX_TITLE_BELOW and not words.endswith(SENTENCE) else None


def _labels(lines: Sequence[str], without: range, read: Callable[[str, int], Label | None]) -> list[Label]:
    found = (read(line, index) for index, line in enumerate(lines) if index not in without)
    return [label for label in found if label]


def _headings(lines: Sequence[str], without: set[int]) -> dict[int, HeadingLabel]:
    found = ((index, heading_label(line)) for index, line in enumerate(lines) if index not in without)
    return {index: heading for index, heading in found if heading}


def _contents(lines: Sequence[str], begin: int) -> range:
    """The lines from 目录 (or from a first heading that comes again) to before the second coming of the first entry."""
    start = next((index for index, line in enumerate(lines) if is_contents_title(line)), None)
    first = _next_entry(lines, begin if start is None else start + 1, items=start is not None)
    if first is None:
        return range(0) if start is None else range(start, start + 1)
    key, last = contents_entry_key(lines[first]), first
    for index in range(first + 1, len(lines)):
        if is_blank_or_comment(lines[index]):
            continue
        if not _is_entry(lines[index]):
            break
        if contents_entry_key(lines[index]) == key:
            return range(first if start is None else start, last + 1)
        last = index
    return range(0) if start is None else range(start, start + 1)


def _next_entry(lines: Sequence[str], start: int, *, items: bool) -> int | None:
    """The first line after `start` that can be a line of contents: below 目录 also an item 一、; else a numbered heading."""
    for index in range(start, len(lines)):
        heading = heading_label(lines[index])
        if (heading and heading.number is not None) or (items and level_label(lines[index], index)):
            return index
        if article_label(lines[index], index):
            return None
    return None


def _is_entry(line: str) -> bool:
    text = strip_line(line)
    return len(text) <= MAX_TITLE and not text.endswith(SENTENCE)


def _annexes(lines: Sequence[str], labels: Sequence[Numbered]) -> dict[int, AnnexLabel]:
    """Annex lines after the first article from which on the articles' numbering does not go on."""
    after = labels[0].line if labels else 0
    found = ((index, annex_label(line)) for index, line in enumerate(lines) if index > after)
    candidates = {index: label for index, label in found if label}
    starts = [label.line for label in labels]
    first = next((index for index in candidates if not _goes_on(labels, bisect_left(starts, index))), None)
    return {} if first is None else {index: label for index, label in candidates.items() if index >= first}


def _goes_on(labels: Sequence[Numbered], place: int) -> bool:
    """Whether the label at `place` carries on the numbering of the one before it."""
    return 0 < place < len(labels) and labels[place - 1].number <= labels[place].number
